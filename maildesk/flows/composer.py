"""Lets another process render and compose while this one goes on deciding; the words arrive before the commit."""

import contextlib
import fcntl
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

import structlog

from maildesk.desk.outgoing import OutgoingMessage
from maildesk.desk.ticket import Ticket
from maildesk.flows.compose import Writer
from maildesk.flows.composer_wire import FINISHED, READY, Answer, pack_frame, take_answer, writing_to_bytes
from maildesk.flows.writing import Writing, Written
from maildesk.store.outbox import Filling, NewMail, fill
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("composer")
_PIPE = 1024 * 1024  # bytes; Linux gives so much to anybody
_CHUNK = 256 * 1024
_LONGEST = 5.0  # seconds without any answer; everybody who wants to write waits as long
_MOST_STARTS = 3
_WORDS = "words of mails"
_NO_WORDS = Written(subject="", body=b"")


class ComposingFailed(Exception):
    """The words of a mail did not come from the composing process: the transaction has to be done again without it."""


class Composer:
    """One composing process, started at the first need; for one thread.

    Nothing here is waited for but in `collect`: what a pipe does not take at once is kept and sent later.
    """

    def __init__(self, folders: Sequence[Path], language: str) -> None:
        """Keep what the process must know; nothing is started yet."""
        self._first = json.dumps([[str(folder) for folder in folders], language]).encode()
        self._child: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._ready = False
        self._number = 0
        self._to_send = bytearray()
        self._read = bytearray()
        self._answers: dict[int, Answer] = {}
        self._wanted: set[int] = set()

    @property
    def is_ready(self) -> bool:
        """Whether the process has come up and can be given work."""
        if self._child is None:
            return False
        if not self._ready:
            self._pump()
        return self._ready

    @property
    def pid(self) -> int | None:
        """The process; None while there is none."""
        return self._child.pid if self._child else None

    @property
    def handed_over(self) -> int:
        """How many mails were ever handed over."""
        return self._number

    def start(self) -> None:
        """Start the process unless it runs or has failed too often; it comes up while others work."""
        if self._child is not None or self._starts >= _MOST_STARTS:
            return
        self._starts += 1
        self._child = subprocess.Popen(
            [sys.executable, "-m", "maildesk.flows.composer_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            process_group=0,  # Ctrl-C is for the worker, which ends its children itself
        )
        for stream in (_stream(self._child.stdin), _stream(self._child.stdout)):
            os.set_blocking(stream.fileno(), False)
            with contextlib.suppress(OSError, AttributeError):
                fcntl.fcntl(stream.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
        self._to_send = bytearray(pack_frame(0, self._first))
        self._pump()

    def submit(self, writing: Writing) -> int:
        """Hand a mail over and return the number under which its words come back; ComposingFailed when it cannot be."""
        try:
            data = writing_to_bytes(writing)
        except ValueError as error:
            raise ComposingFailed(f"a mail could not be handed over: {error}") from error
        self._number += 1
        self._wanted.add(self._number)
        self._to_send += pack_frame(self._number, data)
        self._send()
        return self._number

    def collect(self, numbers: Sequence[int]) -> list[Answer]:
        """Wait for the words of these mails, in their order; ComposingFailed when one of them does not come."""
        ends = time.monotonic() + _LONGEST
        while not all(number in self._answers for number in numbers):
            before = len(self._answers)
            self._pump(0.5)
            if self._child is None:
                raise ComposingFailed("the composing process ended")
            if len(self._answers) > before:
                ends = time.monotonic() + _LONGEST
            elif time.monotonic() > ends:
                self.close()
                raise ComposingFailed(f"composing took longer than {_LONGEST:g} s")
        found = [self._answers.pop(number) for number in numbers]
        for answer in found:
            if answer.what != FINISHED:
                raise ComposingFailed(answer.subject)
        return found

    def forget(self) -> None:
        """Give up what was handed over for a transaction that has ended otherwise."""
        self._wanted.clear()
        self._answers.clear()

    def close(self) -> None:
        """End the process; what it had in hand is lost to nobody, because no transaction can have committed it."""
        child, self._child = self._child, None
        self._ready = False
        self._to_send.clear()
        self._read.clear()
        self.forget()
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                _stream(stream).close()
        child.wait()

    def _pump(self, seconds: float = 0.0) -> None:
        """Write and read what goes without waiting, or wait a moment for either."""
        child = self._child
        if child is None:
            return
        if seconds:
            back = _stream(child.stdout).fileno()
            select.select([back], [_stream(child.stdin).fileno()] if self._to_send else [], [], seconds)
        if self._send():
            self._take(_stream(child.stdout).fileno())

    def _send(self) -> bool:
        """Write what goes; False when the process was lost."""
        if self._child is None:
            return False
        out = _stream(self._child.stdin).fileno()
        try:
            while self._to_send:
                del self._to_send[: os.write(out, self._to_send[:_CHUNK])]
        except BlockingIOError:
            pass
        except OSError as error:
            self._lost(error)
            return False
        return True

    def _take(self, back: int) -> None:
        try:
            while data := os.read(back, _CHUNK):
                self._read += data
                if len(data) < _CHUNK:
                    break
            else:
                self._lost("it ended")
                return
        except BlockingIOError:
            pass
        except OSError as error:
            self._lost(error)
            return
        while (answer := take_answer(self._read)) is not None:
            if answer.what == READY:
                self._ready = True
            elif answer.number in self._wanted:
                self._wanted.discard(answer.number)
                self._answers[answer.number] = answer

    def _lost(self, why: object) -> None:
        _log.warning("the composing process was lost; mails are composed in the worker", why=str(why))
        self.close()


class AheadWriter:
    """Writes like a Writer, but the words come from the composing process just before the transaction's commit."""

    def __init__(self, writer: Writer, composer: Composer) -> None:
        """Keep both; for one transaction."""
        self._writer = writer
        self._composer = composer
        self._asked: dict[int, str] = {}

    def write(
        self,
        tx: Transaction,
        message: OutgoingMessage,
        cause: str,
        now: datetime,
        *,
        ticket: Ticket | None = None,
        answering: str | None = None,
    ) -> NewMail:
        """Return the mail without its words; they are filled in before `tx` commits."""
        writing = self._writer.prepare(tx, message, now, ticket=ticket, answering=answering)
        self._asked[self._composer.submit(writing)] = writing.composition.message_id
        if _WORDS not in tx.before_commit:
            _put_off(tx, partial(_fill, self._composer, self._asked))
        return self._writer.mail(message, writing, cause, ticket=ticket, written=_NO_WORDS)


def _put_off(tx: Transaction, work: Callable[[Transaction], None]) -> None:
    """Let the words be waited for where nobody waits for us: on SQLite after what else is put off, which gives time.

    On PostgreSQL before it, so that other workers do not wait for rows that it locks.
    """
    later = {_WORDS: work}
    tx.before_commit = {**tx.before_commit, **later} if tx.on_sqlite else {**later, **tx.before_commit}


def _fill(composer: Composer, asked: dict[int, str], tx: Transaction) -> None:
    answers = composer.collect(list(asked))
    fill(
        tx,
        [
            Filling(message_id=asked[each.number], subject=each.subject, how=each.how, stored=each.stored)
            for each in answers
        ],
    )


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ComposingFailed("the composing process has no pipe")
    return stream
