"""Deciding begins with the first letter of a batch, never waits inside a transaction, and loses none."""

import threading

import pytest

from maildesk.flows.read_ahead import ReadAhead
from maildesk.flows.readers import Readings, ReadResult, _Slot
from maildesk.mail.letter import Letter
from maildesk.store.claims import Claimed
from tests.store.builders import NOON

LETTERS = [Letter(subject=f"mail {number}") for number in range(3)]


def _claimed(number: int) -> Claimed:
    return Claimed(
        ledger_id=number, raw=b"", mailbox="support", received_at=NOON, tries=1, released=False, check_name=None,
        held_for=None,
    )  # fmt: skip


def _batch(*results: ReadResult | None) -> tuple[ReadAhead, list[_Slot]]:
    """A batch; what is None is not read yet."""
    slots = [_Slot() for _ in results]
    for slot, result in zip(slots, results, strict=True):
        if result is not None:
            slot.put(result)
    return ReadAhead([_claimed(number) for number in range(len(results))], Readings(slots)), slots


def test_letters_come_in_the_order_of_their_mails() -> None:
    batch, _ = _batch(*(ReadResult(letter=letter) for letter in LETTERS))

    assert batch.wait()
    assert [batch.at(index) for index in range(3)] == [(_claimed(at), LETTERS[at]) for at in range(3)]
    assert batch.at(3) is None


def test_a_letter_that_is_not_read_yet_is_not_waited_for_inside_a_transaction() -> None:
    batch, slots = _batch(ReadResult(letter=LETTERS[0]), None)

    assert batch.wait()
    assert batch.at(1) is None
    slots[1].put(ReadResult(letter=LETTERS[1]))
    assert batch.at(1) == (_claimed(1), LETTERS[1])


def test_a_letter_is_waited_for_between_transactions() -> None:
    batch, slots = _batch(None)
    reader = threading.Timer(0.01, slots[0].put, [ReadResult(letter=LETTERS[0])])
    reader.start()

    assert batch.wait()
    assert batch.at(0) == (_claimed(0), LETTERS[0])
    reader.join()


def test_letters_stay_until_they_are_decided_for_good() -> None:
    batch, _ = _batch(*(ReadResult(letter=letter) for letter in LETTERS))
    batch.wait()

    assert (batch.at(1), batch.left, batch.ledger_ids) == ((_claimed(1), LETTERS[1]), 3, [0, 1, 2])
    batch.forget(2)
    assert (batch.at(0), batch.left, batch.ledger_ids) == ((_claimed(2), LETTERS[2]), 1, [2])
    batch.forget(1)
    assert not batch.wait()


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_mail_whose_reader_died_is_told_and_the_others_go_on(at: int) -> None:
    results = [ReadResult(letter=letter) for letter in LETTERS]
    results[at] = ReadResult(letter=None, trouble="the reader ended with 6")
    batch, _ = _batch(*results)

    decided = []
    while batch.wait():
        mail = batch.at(0)
        assert mail is not None
        decided.append(mail[0].ledger_id)
        batch.forget(1)

    assert decided == [number for number in range(3) if number != at]
    assert batch.lost == [(_claimed(at), results[at])]
