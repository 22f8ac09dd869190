"""Reads mails in another process with a limit of time and memory, so that a hostile mail costs itself only."""

import contextlib
import fcntl
import os
import select
import subprocess
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Self

from maildesk.desk.study import remember
from maildesk.flows.reader_wire import ANSWERS, context_to_json, framed, take_frames
from maildesk.mail.letter import Letter, ReadContext

_PIPE = 1024 * 1024  # bytes; Linux gives so much to anybody
_CHUNK = 256 * 1024


class ReaderEnded(Exception):
    """The reader process ended or hung while it read a mail."""


class Reader:
    """One reader process; it is started at first need and again after it died.

    `seconds` is wall time for one mail, `memory_mib` the address space of the process. Not for several threads.
    """

    def __init__(self, context: ReadContext, *, seconds: float = 10, memory_mib: int = 512) -> None:
        """Keep what a reader must know; nothing is started yet."""
        self._context = context
        self._seconds = seconds
        self._memory = memory_mib
        self._child: subprocess.Popen[bytes] | None = None
        self._said = bytearray()  # by the process, and not looked at yet
        self.room = 0  # bytes that may be on the way to the process while answers of it are on the way back

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    def read(self, raw: bytes) -> Letter:
        """Return the letter; raise ReaderEnded when the process died or was too slow (it is ended then)."""
        self.begin([raw])
        return self.take()[0]

    def begin(self, raws: Sequence[bytes]) -> None:
        """Hand mails over without waiting for their letters; ReaderEnded when the process has died.

        While letters of others are on their way, all that is not read yet must fit into `room`, or each side would
        wait for the other.
        """
        child = self._child or self._start()
        try:
            _write(_stream(child.stdin), b"".join(framed(raw) for raw in raws))
        except OSError as error:
            self.close()
            raise ReaderEnded(f"the reader ended ({error})") from None

    def take(self) -> list[Letter]:
        """Wait and return the next letters, at least one, in the order in which the mails were handed over.

        ReaderEnded when the process died or nothing came in time; what it had in hand then is not read.
        """
        while not (answers := take_frames(self._said)):
            self._listen()
        return [self._letter(answer) for answer in answers]

    def close(self) -> None:
        """End the process; the next read starts a new one."""
        child, self._child = self._child, None
        self._said.clear()
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                _stream(stream).close()
        child.wait()

    def start(self) -> None:
        """Start the process now, so that the first mail does not wait for it."""
        if self._child is None:
            self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
            [sys.executable, "-m", "maildesk.flows.reader_child", str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            process_group=0,  # Ctrl-C is for the worker, which ends its readers itself
        )
        # A pipe counts in pages, and each mail may begin a new one: half of it is surely free for their bytes.
        self.room = min(_widen(_stream(stream)) for stream in (self._child.stdin, self._child.stdout)) // 2
        _write(_stream(self._child.stdin), framed(context_to_json(self._context)))
        return self._child

    def _listen(self) -> None:
        """Wait until the process says something."""
        child = self._child
        if child is None:
            raise RuntimeError("begin() comes before take()")
        stream = _stream(child.stdout)
        try:
            ready, _, _ = select.select([stream], [], [], self._seconds if child.poll() is None else 0)
            if not ready:
                self.close()
                raise ReaderEnded(f"reading took longer than {self._seconds:g} s")
            data = os.read(stream.fileno(), _CHUNK)
        except OSError as error:
            self.close()
            raise ReaderEnded(f"the reader ended ({error})") from None
        if not data:
            code = child.wait()
            self.close()
            raise ReaderEnded(f"the reader ended with {code}")
        self._said += data

    def _letter(self, answer: bytes) -> Letter:
        found = ANSWERS.validate_json(answer)
        if found.study is not None:
            remember(found.letter, self._context.prefix, found.study)
        return found.letter


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ReaderEnded("the reader has no pipe")
    return stream


def _write(stream: IO[bytes], data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(stream.fileno(), left) :]


def _widen(pipe: IO[bytes]) -> int:
    """Let a pipe hold as much as the system allows, and return how many bytes that is."""
    with contextlib.suppress(OSError, AttributeError):
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
    try:
        return fcntl.fcntl(pipe.fileno(), fcntl.F_GETPIPE_SZ)
    except (OSError, AttributeError):
        return select.PIPE_BUF
