"""Filing mails away on the server: folder names, MOVE and what to do without it."""

import imaplib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import imapclient

from maildesk.net.imap_wire import ImapClient
from maildesk.net.words import server_words

DONE_KEYWORD = "$MaildeskDone"
_APPENDUID = re.compile(rb"\[APPENDUID \d{1,10} (\d{1,10})\]")


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveResult:
    """Which mails were moved, which only marked, which left as they were; a mail that is gone counts as moved.

    `words` is the server's reason where something was not moved, else empty.
    """

    folder: str  # as the account names it
    moved: tuple[int, ...] = ()
    flagged: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    words: str = ""

    def joined(self, other: "MoveResult") -> "MoveResult":
        """Return both results as one."""
        return replace(
            self,
            moved=self.moved + other.moved,
            flagged=self.flagged + other.flagged,
            refused=self.refused + other.refused,
            words=other.words or self.words,
        )


class Filing:
    """Moves mails on one connection, remembering how this server names its folders."""

    def __init__(self, client: ImapClient) -> None:
        self._client = client
        self._real_names: dict[str, str] = {}
        self.keywords_allowed = True

    def move(self, uids: Sequence[int], folder: str) -> MoveResult:
        """Move one batch of the selected folder; raises what imapclient raises, refusals aside."""
        try:
            if self._client.has_capability("MOVE"):
                self._into(folder, lambda name: self._client.move(uids, name))
            elif self._client.has_capability("UIDPLUS"):
                self._into(folder, lambda name: self._client.copy(uids, name))
                self._client.add_flags(uids, [imapclient.DELETED], silent=True)
                self._client.uid_expunge(uids)
            else:
                # A plain EXPUNGE would remove what others have marked as deleted.
                return self._mark(uids, folder, "the server offers neither MOVE nor UIDPLUS")
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as refusal:
            return self._mark(uids, folder, server_words(refusal))
        return MoveResult(folder=folder, moved=tuple(uids))

    def append(self, raw: bytes, folder: str, flags: Sequence[str]) -> int | None:
        """Store a mail; raises what imapclient raises."""
        said: list[bytes] = []
        self._into(folder, lambda name: said.append(self._client.append(name, raw, flags) or b""))
        found = _APPENDUID.search(said[-1])
        return int(found[1]) if found else None

    def count(self, folder: str) -> int:
        """Return how many mails a folder holds by STATUS (RFC 9051 section 6.3.11); 0 when it is not there."""
        known = self._real_names.get(folder)
        for name in [known] if known else self._possible_names(folder):
            try:
                return int(self._client.folder_status(name, ["MESSAGES"])[b"MESSAGES"])
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error:
                continue
        return 0

    def _mark(self, uids: Sequence[int], folder: str, words: str) -> MoveResult:
        if self.keywords_allowed:
            try:
                self._client.add_flags(uids, [DONE_KEYWORD], silent=True)
                return MoveResult(folder=folder, flagged=tuple(uids), words=words)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error:
                pass  # a folder without keywords: the first refusal is the one that tells something
        return MoveResult(folder=folder, refused=tuple(uids), words=words)

    def _into(self, folder: str, put: Callable[[str], object]) -> None:
        """Do `put` with the folder's real name; if that is refused, create the folder and do it once more."""
        known = self._real_names.pop(folder, None)  # a person may have deleted it meanwhile
        refusal: imaplib.IMAP4.error | None = None
        for name in [known] if known else self._possible_names(folder):
            try:
                put(name)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as first:
                refusal = refusal or first
                if not self._create(name):
                    continue
                put(name)
            self._real_names[folder] = name
            return
        raise refusal or imaplib.IMAP4.error(f"no folder name for {folder}")

    def _create(self, name: str) -> bool:
        try:
            self._client.create_folder(name)
            self._client.subscribe_folder(name)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            return bool(self._client.folder_exists(name))
        return True

    def _possible_names(self, folder: str) -> list[str]:
        """Return the folder in the server's own spelling, and once more below INBOX for servers that want that."""
        if folder.upper() == "INBOX":
            return [folder]
        prefix, separator = self._namespace()
        inner = (separator or "-").join(folder.split("/"))
        names = [inner if inner.startswith(prefix) else prefix + inner]
        below_inbox = f"INBOX{separator}{inner}"
        if separator and not names[0].upper().startswith("INBOX"):
            names.append(below_inbox)
        return names

    def _namespace(self) -> tuple[str, str]:
        """Return prefix and separator of the user's own folders (RFC 2342), or what LIST tells of the separator."""
        if self._client.has_capability("NAMESPACE"):
            personal = self._client.namespace().personal
            if personal:
                prefix, separator = personal[0]
                return str(prefix or ""), str(separator or "")
        for _flags, separator, _name in self._client.list_folders("", ""):
            return "", separator.decode("ascii", "replace") if separator else ""
        return "", "/"
