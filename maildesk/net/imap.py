"""One connection to one mailbox: look, fetch, file away, wait. Blocking, for one thread only."""

import imaplib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

import imapclient

from maildesk.errors import Unreachable
from maildesk.net.accounts import Auth, MailboxAccount, Security
from maildesk.net.imap_fetched import MailSize, sizes_in, texts_in
from maildesk.net.imap_filing import Filing, MoveResult
from maildesk.net.imap_idle import WaitResult, wait_for_mail
from maildesk.net.imap_login import open_client
from maildesk.net.imap_wire import ImapClient
from maildesk.net.words import server_words

__all__ = [
    "Auth",
    "FolderState",
    "MailSize",
    "MailboxAccount",
    "MailboxConnection",
    "MoveResult",
    "Security",
    "WaitResult",
    "connect",
]

_T = TypeVar("_T")
BATCH = 50  # mails a command; more gains nothing and costs memory
WINDOW = 50_000  # UIDs a SEARCH; its answer stays under 600 kB
_HEADER_LIMIT = 256 * 1024  # bytes of a header that are fetched
_GOODBYE = 2.0  # seconds for LOGOUT
_GARBLED = (imapclient.exceptions.ProtocolError, ValueError, TypeError, IndexError, KeyError, AssertionError)


@dataclass(frozen=True, kw_only=True, slots=True)
class FolderState:
    """What SELECT says; None where the server does not say it, or says 0."""

    uidvalidity: int | None
    uidnext: int | None
    exists: int
    read_only: bool = False


def connect(account: MailboxAccount) -> "MailboxConnection":
    """Return a logged-in connection; raises Unreachable or LoginRefused."""
    return MailboxConnection(account, open_client(account))


class MailboxConnection:
    """A logged-in connection; every trouble of network or protocol becomes Unreachable and closes it."""

    def __init__(self, account: MailboxAccount, client: ImapClient) -> None:
        self.account = account
        self._client = client
        self._filing = Filing(client)
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def select(self) -> FolderState:
        """Open the account's folder, read-only if the server insists."""
        with self._talking("open the folder"):
            try:
                said, read_only = self._client.select_folder(self.account.folder), False
            except imaplib.IMAP4.readonly:
                said, read_only = self._client.select_folder(self.account.folder, readonly=True), True
            self._filing.keywords_allowed = _keywords_allowed(said.get(b"PERMANENTFLAGS"))
        self._client.wire.exists = exists = int(said.get(b"EXISTS", 0))
        self._client.wire.announced = False
        return FolderState(
            uidvalidity=said.get(b"UIDVALIDITY") or None,
            uidnext=said.get(b"UIDNEXT") or None,
            exists=exists,
            read_only=read_only,
        )

    def search_uids(self, low: int, high: int | None) -> list[int]:
        """Return the UIDs from `low` to `high` (None: to the last) in ascending order.

        Asked for in windows, because the answer to one question for everything may be longer than any line allowed.
        """
        self._client.wire.announced = False
        found: list[int] = []
        while high is None or low <= high:
            if high is None and self._client.wire.exists - len(found) <= WINDOW:
                # "5:*" names the last mail even when its UID is 3 (RFC 9051 section 6.4.8)
                return found + [uid for uid in self._search(f"{low}:*") if uid >= low]
            ends = low + WINDOW - 1 if high is None else min(high, low + WINDOW - 1)
            found += [uid for uid in self._search(f"{low}:{ends}") if low <= uid <= ends]
            low = ends + 1
        return found

    def all_uids(self) -> list[int]:
        """Return every UID of the folder in ascending order, after asking the server to look at it anew."""
        with self._talking("look at the folder anew"):
            self._client.wire.noop()
        return self.search_uids(1, None)

    def sizes(self, uids: Sequence[int]) -> dict[int, MailSize]:
        """Return size, arrival and flags of the mails that are there; the others are absent."""
        sizes: dict[int, MailSize] = {}
        for batch in _batches(uids, 10 * BATCH):
            with self._talking("fetch mails"):
                found = sizes_in(self._client.fetched(batch, "RFC822.SIZE", "INTERNALDATE", "FLAGS"))
            sizes |= _asked(batch, found)
        return sizes

    def fetch(self, uids: Sequence[int]) -> dict[int, bytes]:
        """Return the whole bytes of the mails, unread marks untouched.

        A mail that is gone, or whose text the server does not give, is absent; half a mail never appears.
        """
        mails: dict[int, bytes] = {}
        for batch in _batches(uids, BATCH):
            with self._talking("fetch mails"):
                found = texts_in(self._client.fetched(batch, "BODY.PEEK[]"))
            mails |= _asked(batch, found)
        return mails

    def fetch_header(self, uid: int) -> bytes | None:
        """Return the header of one mail, at most 256 KiB of it, or None when it is gone; for mails too big to fetch."""
        with self._talking("fetch mails"):
            said = self._client.fetch([uid], [f"BODY.PEEK[HEADER]<0.{_HEADER_LIMIT}>"]).get(uid, {})
        header = said.get(b"BODY[HEADER]<0>", said.get(b"BODY[HEADER]"))
        return header if isinstance(header, bytes) and header else None

    def move(self, uids: Sequence[int], folder: str) -> MoveResult:
        """File mails away into `folder` ("/" between its levels), creating it when missing.

        Nothing is ever deleted: where the server cannot move, the mails stay, marked by a keyword if it takes any.
        """
        result = MoveResult(folder=folder)
        for batch in _batches(uids, BATCH):
            with self._talking("move mails"):
                result = result.joined(self._filing.move(batch, folder))
        return result

    def count(self, folder: str) -> int:
        """Return how many mails a folder holds ("/" between its levels), 0 when there is no such folder."""
        with self._talking("count the mails of a folder"):
            return self._filing.count(folder)

    def append(self, folder: str, raw: bytes, flags: Sequence[str] = ()) -> int | None:
        """Put a mail into a folder, creating it when missing; return its UID where the server tells it."""
        with self._talking("store a mail"):
            return self._filing.append(raw, folder, flags)

    def wait(self, seconds: float, stop: threading.Event) -> WaitResult:
        """Wait until mail is announced, `stop` is set, or `seconds` have passed; GONE says the connection is lost.

        Mail that was announced and not yet looked for by `search_uids` is NEW at once. `stop` is noticed within 5 s.
        """
        if self._closed:
            return WaitResult.GONE
        self._client.wire.untagged_responses.clear()
        result = wait_for_mail(self._client, seconds, stop)
        if result is WaitResult.GONE:
            self._drop()
        return result

    def wake(self) -> None:
        """End at once whatever the connection's thread is doing on it; may be called from any thread.

        The connection is lost by it: its thread sees Unreachable, or GONE from `wait`.
        """
        self._client.wire.interrupt()

    def close(self) -> None:
        """Log out and close; never raises, never takes long."""
        if self._closed:
            return
        with suppress(OSError, imaplib.IMAP4.error):
            self._client.wire.sock.settimeout(_GOODBYE)
            self._client.wire.logout()
        self._drop()

    def _search(self, window: str) -> list[int]:
        with self._talking("search"):
            return sorted(int(uid) for uid in self._client.search(["UID", window]))

    def _drop(self) -> None:
        self._closed = True
        with suppress(OSError):
            self._client.wire.shutdown()

    @contextmanager
    def _talking(self, doing: str) -> Iterator[None]:
        """One exchange with the server; old unasked answers are forgotten first, so that they cannot pile up."""
        where = f"{self.account.host}:{self.account.port}"
        if self._closed:
            raise Unreachable(f"The connection to {where} is closed.")
        self._client.wire.untagged_responses.clear()
        try:
            yield
        except TimeoutError:
            self._drop()
            raise Unreachable(f"{where} fell silent when asked to {doing}.") from None
        except (OSError, imaplib.IMAP4.abort) as trouble:
            self._drop()
            raise Unreachable(f"{where} broke off when asked to {doing}: {server_words(trouble)}") from None
        except _GARBLED as garbled:
            self._drop()
            raise Unreachable(f"{where} answered nonsense when asked to {doing}: {server_words(garbled)}") from garbled
        except imaplib.IMAP4.error as refusal:
            raise Unreachable(f"{where} refused to {doing}: {server_words(refusal)}") from None


def _asked(uids: Sequence[int], found: Mapping[int, _T]) -> dict[int, _T]:
    """Return what belongs to these mails, in their order; a server may speak of others at any time."""
    return {uid: found[uid] for uid in uids if uid in found}


def _batches(uids: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (uids[start : start + size] for start in range(0, len(uids), size))


def _keywords_allowed(permanent_flags: object) -> bool:
    r"""Return whether new keywords may be made up: PERMANENTFLAGS with \*, or no such answer (RFC 9051 section 7.1)."""
    return not isinstance(permanent_flags, tuple) or rb"\*" in permanent_flags
