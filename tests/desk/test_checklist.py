"""Which lines of a reply tick a check list, and what is said of wrong ones."""

from datetime import UTC, datetime

import pytest

from maildesk.desk.check_line import CheckLine
from maildesk.desk.checklist import check_fault, lines_named, with_ticks
from maildesk.desk.ticket import Ticket
from maildesk.mail.letter import Address

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def ticket(*lines: str) -> Ticket:
    return Ticket(
        number=7, subject="Backups", requester=Address(address="desk@desk.example.com"), created_at=NOON,
        updated_at=NOON, checklist=tuple(CheckLine(text=line) for line in lines),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("done 2 4", "#check 2 4"),
        ("Done: 2, 4", "#check 2, 4"),
        ("#done 2", "#check 2"),
        ("完成 2、3", "#check 2、3"),
        ("已完成2", "#check 2"),
        ("勾選 1", "#check 1"),
        ("done all", "#check all"),
        ("全部完成", "#check all"),
        ("Tape 3 is full.\r\ndone 2\r\n", "Tape 3 is full.\n#check 2\n"),
        ("done", "done"),
        ("It was done 2 days ago.", "It was done 2 days ago."),
        ("done 2 days ago", "done 2 days ago"),
    ],
)
def test_tick_lines_are_found_whatever_their_form(written: str, read: str) -> None:
    assert with_ticks(written) == read


def test_numbers_count_once_and_all_names_every_line() -> None:
    assert lines_named(ticket("a", "b"), "2, 1 2") == (2, 1)
    assert lines_named(ticket("a", "b"), "all") == (1, 2)


@pytest.mark.parametrize(
    ("lines", "argument", "words"),
    [
        ((), "1", "has no check list"),
        (("a", "b"), "3", "lines 1 to 2, not 3"),
        (("a", "b"), "0", "lines 1 to 2, not 0"),
        (("a", "b"), "everything", "write, for example, done 1"),
    ],
)
def test_a_wrong_tick_line_is_told_what_to_write(lines: tuple[str, ...], argument: str, words: str) -> None:
    assert words in (check_fault(ticket(*lines), argument) or "")


def test_a_right_tick_line_has_no_fault() -> None:
    assert check_fault(ticket("a", "b"), "1 2") is None
