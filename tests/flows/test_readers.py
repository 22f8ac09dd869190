"""Readers: letters come in the order of the mails, and a mail that ends its reader costs itself only."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from maildesk.flows.reader_wire import framed, take_frames
from maildesk.flows.readers import Readers
from maildesk.mail.letter import ReadContext

_DEADLY = "ends-its-reader"


def _mail(subject: str, words: str = "It is broken.", size: int = 0) -> bytes:
    return f"From: ann@customer.example.org\r\nSubject: {subject}\r\n\r\n{words}\r\n".encode() + b"x" * size


@contextmanager
def _readers(count: int = 1) -> Iterator[Readers]:
    readers = Readers(ReadContext(key=b"k" * 32), count, seconds=20, memory_mib=512)
    readers.start()
    try:
        yield readers
    finally:
        readers.close()


@contextmanager
def _hanging_reader(seconds: float) -> Iterator[tuple[Readers, subprocess.Popen[bytes]]]:
    """One reader that has read a mail, so that its start is over, and hangs from then on."""
    with _readers() as readers:
        list(readers.submit([_mail("The first")]))
        reader = readers._readers[0]
        assert reader._child is not None
        os.kill(reader._child.pid, signal.SIGSTOP)
        reader._seconds = seconds
        yield readers, reader._child


@pytest.mark.parametrize("count", [1, 3])
def test_letters_come_in_the_order_of_the_mails_however_large_each_is(count: int) -> None:
    sizes = [0, 10, 3_000_000, 0, 700_000, 0, 0, 200_000, *[0] * 40]
    with _readers(count) as readers:
        results = list(readers.submit([_mail(f"Mail {at}", size=size) for at, size in enumerate(sizes)]))

    assert [result.letter and result.letter.subject for result in results] == [f"Mail {at}" for at in range(len(sizes))]


def test_a_mail_that_ends_its_reader_costs_no_other_mail_a_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILDESK_TEST_CRASH_WORD", _DEADLY)
    words = ["fine", "fine", _DEADLY, "fine", _DEADLY, "fine", "fine", "fine"]
    with _readers() as readers:
        results = list(readers.submit([_mail("Printer", text) for text in words]))

    assert [result.letter is None for result in results] == [text == _DEADLY for text in words]
    assert {result.trouble for result in results} == {None, f"the reader ended with {-signal.SIGABRT}"}


def test_mails_in_the_hands_of_a_reader_that_hangs_are_read_by_the_next() -> None:
    with _hanging_reader(4) as (readers, child):
        results = list(readers.submit([_mail(f"Mail {at}") for at in range(4)]))

        assert [result.letter and result.letter.subject for result in results] == [f"Mail {at}" for at in range(4)]
        assert child.returncode == -signal.SIGKILL


def test_a_mail_over_which_a_reader_hangs_is_told_as_one() -> None:
    with _hanging_reader(0.5) as (readers, _):
        (result,) = readers.submit([_mail("The second")])

    assert (result.letter, result.trouble) == (None, "reading took longer than 0.5 s")


def test_frames_are_taken_when_they_are_whole() -> None:
    buffer = bytearray(framed(b"one") + framed(b"") + framed(b"three")[:-1])

    assert take_frames(buffer) == [b"one", b""]
    buffer += b"e"
    assert take_frames(buffer) == [b"three"]
    assert (take_frames(buffer), buffer) == ([], bytearray())
