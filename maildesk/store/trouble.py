"""What an error of a database driver means for the one who sees it."""

import errno
import sqlite3
from enum import Enum, auto

from maildesk.errors import MaildeskError, Unreachable


class Trouble(Enum):
    """What to do about an error of the driver."""

    BUSY = auto()  # somebody else was first: repeat the whole transaction
    GONE = auto()  # the connection is lost, the commit unknown: repeat on a new one
    FULL = auto()  # no space: wait, nothing was written
    FATAL = auto()  # the disk failed, or the file is damaged: end the process, write nothing more
    BUG = auto()  # ours


class StaleClaim(Exception):
    """The lease ran out and somebody else has finished the work: this transaction must write nothing."""


class DatabaseUnreachable(Unreachable):
    """The database does not answer; intake waits and the mailboxes stay as they are."""


class NoSpace(MaildeskError):
    """The disk of the database is full; nothing was written."""


class DatabaseDamaged(MaildeskError):
    """The database file is damaged or its disk fails; going on would make it worse."""


_REPEATABLE = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNDECODABLE = "Could not decode to UTF-8"
_SQLITE_FATAL = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def trouble_of(error: BaseException) -> Trouble:
    """Say what an error of sqlite3 or psycopg means; `BUG` for everything that is not known."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, sqlite3.Error):
        return _sqlite_trouble(original)
    state = getattr(original, "sqlstate", None)
    if state in _REPEATABLE:
        return Trouble.BUSY
    if state is not None and (state[:2] == "08" or state in {"57P01", "57P02", "57P03"}):
        return Trouble.GONE
    if state is not None and state[:2] == "53":
        return Trouble.FULL
    if state is not None and state[:2] in {"58", "XX"}:
        return Trouble.FATAL
    if state is None and _named(original, "OperationalError") and type(original).__module__.startswith("psycopg"):
        return Trouble.GONE
    return Trouble.BUG


def is_trouble(error: BaseException) -> bool:
    """Say whether the database is at fault: unreachable, full or damaged, said by a driver or in a sentence of ours."""
    return isinstance(error, DatabaseUnreachable | NoSpace | DatabaseDamaged) or trouble_of(error) is not Trouble.BUG


def _named(error: BaseException, name: str) -> bool:
    return any(kind.__name__ == name for kind in type(error).__mro__)


def _sqlite_trouble(error: sqlite3.Error) -> Trouble:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # said by the driver itself: whatever it stored was UTF-8, so the file has changed since
        return Trouble.FATAL if str(error).startswith(_UNDECODABLE) else Trouble.BUG
    primary = code & 0xFF
    if primary in _SQLITE_BUSY:
        return Trouble.BUSY
    if primary == sqlite3.SQLITE_FULL:
        return Trouble.FULL
    if primary in _SQLITE_FATAL:
        return Trouble.FATAL
    return Trouble.BUG


def sentence_of(error: BaseException, where: str) -> BaseException:
    """Return the error a person can act on for an error of the driver; bugs come back as they are."""
    match trouble_of(error):
        case Trouble.GONE:
            return DatabaseUnreachable(f"The database {where} does not answer: {error}".strip())
        case Trouble.BUSY:
            return DatabaseUnreachable(f"The database {where} was locked by another program for too long.")
        case Trouble.FULL:
            return NoSpace(f"The disk of the database {where} is full; make space, maildesk goes on by itself.")
        case Trouble.FATAL:
            return DatabaseDamaged(
                f"The database {where} is damaged or its disk fails ({error}); restore it from a backup."
            )
        case Trouble.BUG:
            return error


def is_full(error: OSError) -> bool:
    """Say whether an error of the operating system means that the disk is full."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}
