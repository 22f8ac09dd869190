"""Takes mail out of a mailbox: kept first, with its ledger row committed, then filed away on the server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import structlog

from maildesk.clock import Clock
from maildesk.desk.decision import LedgerState
from maildesk.flows.arriving import Spot, by_bytes, left_there, taken, too_large
from maildesk.flows.textless import NO_TEXT, given_up
from maildesk.net.imap import MailboxConnection, MailSize
from maildesk.store.database import Database
from maildesk.store.leases import MailboxState, mailbox_state_of, save_mailbox_state
from maildesk.store.ledger import Arrival, Kept, keep, known_uids, mark_moved, unmoved
from maildesk.store.quarantine import retry_after_our_fault
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("receive")
_WINDOW = 10_000  # UIDs whose ledger rows are looked up at once


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """How one mailbox is taken in; sizes in bytes."""

    name: str
    done_folder: str
    too_large_folder: str
    max_mail_size: int
    batch: int
    full_look: timedelta
    take_since: datetime | None = None


class Receiver:
    """Takes in one mailbox over any number of connections; not for several threads."""

    def __init__(self, database: Database, clock: Clock, intake: Intake, kept: Callable[[], None]) -> None:
        """Keep the tools; `kept` is called after each batch that may hold something to decide."""
        self._database = database
        self._clock = clock
        self._intake = intake
        self._kept = kept
        self._state: MailboxState | None = None
        self._filed: list[int] = []  # ledger ids of mails that were filed away, which is not noted yet

    def begin(self, connection: MailboxConnection) -> None:
        """Select the folder on a fresh connection and file away what an earlier run had kept but not moved."""
        folder = connection.select()
        uidvalidity = folder.uidvalidity or 0
        with self._database.reading() as tx:
            state = mailbox_state_of(tx, self._intake.name)
            left = unmoved(tx, self._intake.name, uidvalidity)
        if state.uidvalidity != uidvalidity:
            if state.uidvalidity is not None:
                _log.warning("uidvalidity changed", mailbox=self._intake.name, now=uidvalidity)
            state = replace(state, uidvalidity=uidvalidity, highest_uid=0, last_full_look_at=None)
        self._state = state
        while left:
            self._file_away(connection, left)
            self._note_filed()
            with self._database.reading() as tx:
                again = unmoved(tx, self._intake.name, uidvalidity)
            left = again if again != left else []

    def round(self, connection: MailboxConnection, *, full: bool = False) -> int:
        """Take every mail that has no ledger row yet, oldest first; return how many were taken.

        The highest UID is only a hint: every `full_look`, and with `full`, the whole folder is compared.
        """
        state = self._state
        if state is None:
            raise RuntimeError("begin() selects the folder first")
        now = self._clock.now()
        last = state.last_full_look_at
        looks = full or last is None or now - last >= self._intake.full_look
        uids = connection.all_uids() if looks else connection.search_uids(state.highest_uid + 1, None)
        fresh = self._without_row(uids)
        try:
            for start in range(0, len(fresh), self._intake.batch):
                self._take(connection, fresh[start : start + self._intake.batch])
        except Exception:
            self._note_filed()
            raise
        if fresh or looks:
            state = replace(
                self._state or state,
                highest_uid=max([state.highest_uid, *fresh]),
                last_seen_ok=now,
                error=None,
            )
            if looks:
                # The moment after counting: what the ledger got until then is what was counted.
                counted = self._on_server(connection, uids)
                state = replace(state, on_server=counted, last_full_look_at=self._clock.now())
            self._save(state)
        return len(fresh)

    def note_trouble(self, sentence: str) -> None:
        """Remember why the mailbox cannot be reached, for `status` and the digest."""
        name = self._intake.name
        self._database.run(lambda tx: save_mailbox_state(tx, replace(mailbox_state_of(tx, name), error=sentence[:500])))

    def _on_server(self, connection: MailboxConnection, before: Sequence[int]) -> int:
        """Return how many mails lie in the mailbox now, filed ones included, for the reconciliation."""
        seen = frozenset(before)
        left = [uid for uid in connection.all_uids() if uid in seen] if before else []
        filed = connection.count(self._intake.done_folder) + connection.count(self._intake.too_large_folder)
        return len(left) + filed

    def _save(self, state: MailboxState) -> None:
        now = self._clock.now()

        def write(tx: Transaction) -> None:
            save_mailbox_state(tx, state)
            mark_moved(tx, self._filed, now)

        self._database.run(write)
        self._state, self._filed = state, []

    def _uidvalidity(self) -> int:
        return (self._state.uidvalidity if self._state else None) or 0

    def _without_row(self, uids: Sequence[int]) -> list[int]:
        fresh: list[int] = []
        with self._database.reading() as tx:
            for start in range(0, len(uids), _WINDOW):
                window = uids[start : start + _WINDOW]
                known = known_uids(tx, self._intake.name, self._uidvalidity(), window[0], window[-1])
                fresh += [uid for uid in window if uid not in known]
        return fresh

    def _take(self, connection: MailboxConnection, uids: Sequence[int]) -> None:
        sizes = connection.sizes(uids)
        arrivals: list[Arrival] = []
        wanted: list[int] = []
        for uid in uids:
            size = sizes.get(uid)
            if size is None:
                continue
            special = self._not_fetched(connection, self._spot(uid, size))
            if special:
                arrivals.append(special)
            else:
                wanted.append(uid)
        for batch in by_bytes(wanted, sizes):
            raws = connection.fetch(batch)
            arrivals += [taken(self._spot(uid, sizes[uid]), raw) for uid, raw in raws.items()]
            arrivals += self._without_text(connection, [uid for uid in batch if uid not in raws])
        if not arrivals:
            return
        arrivals.sort(key=lambda arrival: arrival.uid or 0)
        now = self._clock.now()
        kept: list[Kept] = self._database.run(lambda tx: self._keep(tx, arrivals, now))
        self._filed = []
        self._kept()
        self._report(arrivals, kept)
        pairs = [
            (mail.ledger_id, arrival.uid)
            for arrival, mail in zip(arrivals, kept, strict=True)
            if arrival.uid is not None and not arrival.stays
        ]
        large = {mail.ledger_id for arrival, mail in zip(arrivals, kept, strict=True) if _is_large(arrival)}
        self._file_away(connection, [pair for pair in pairs if pair[0] not in large])
        self._file_away(connection, [pair for pair in pairs if pair[0] in large], self._intake.too_large_folder)

    def _not_fetched(self, connection: MailboxConnection, spot: Spot) -> Arrival | None:
        """Return the ledger row of a mail that is not fetched whole: too old or too large; None for all others."""
        since = self._intake.take_since
        if since and spot.size.internal_date and spot.size.internal_date < since:
            return left_there(spot, LedgerState.IGNORED, "before start")
        if spot.size.size <= self._intake.max_mail_size:
            return None
        return too_large(spot, connection.fetch_header(spot.uid) or b"", self._intake.max_mail_size)

    def _without_text(self, connection: MailboxConnection, uids: Sequence[int]) -> list[Arrival]:
        """Return rows for mails that still lie there and gave no text three times; an empty mail is kept as it is."""
        there = connection.sizes(uids) if uids else {}
        empty = [uid for uid, size in there.items() if size.size == 0]
        silent = [uid for uid in there if uid not in empty]
        if silent:
            _log.warning("the server gives no text", mailbox=self._intake.name, uids=silent)
        ended = self._database.run(lambda tx: self._given_up(tx, silent)) if silent else []
        rows = [left_there(self._spot(uid, there[uid]), LedgerState.QUARANTINE, NO_TEXT) for uid in ended]
        return rows + [taken(self._spot(uid, there[uid]), b"") for uid in empty]

    def _spot(self, uid: int, size: MailSize) -> Spot:
        return Spot(
            mailbox=self._intake.name, uidvalidity=self._uidvalidity(), uid=uid, size=size, now=self._clock.now()
        )

    def _file_away(
        self, connection: MailboxConnection, pairs: Sequence[tuple[int, int]], folder: str | None = None
    ) -> None:
        if not pairs:
            return
        result = connection.move([uid for _, uid in pairs], folder or self._intake.done_folder)
        gone = set(result.moved) | set(result.flagged)
        if result.refused:
            _log.warning(
                "mails stay in the folder", mailbox=self._intake.name, count=len(result.refused), why=result.words
            )
        self._filed += [ledger_id for ledger_id, uid in pairs if uid in gone]

    def _note_filed(self) -> None:
        """Note now what was filed away; else the next transaction of the round does."""
        filed, now = self._filed, self._clock.now()
        if filed:
            self._database.run(lambda tx: mark_moved(tx, filed, now))
        self._filed = []

    def _given_up(self, tx: Transaction, uids: Sequence[int]) -> list[int]:
        return given_up(tx, self._intake.name, self._uidvalidity(), uids)

    def _keep(self, tx: Transaction, arrivals: Sequence[Arrival], now: datetime) -> list[Kept]:
        """Keep a batch, and note which mails of the batch before were filed away.

        A person who puts a mail that once ended us back into the folder wants it tried again, once.
        """
        mark_moved(tx, self._filed, now)
        kept = keep(tx, arrivals, now)
        back = [
            each.duplicate_of for each in kept if each.copies == 1 and each.original_state is LedgerState.QUARANTINE
        ]
        retry_after_our_fault(tx, [ledger_id for ledger_id in back if ledger_id is not None])
        return kept

    def _report(self, arrivals: Sequence[Arrival], kept: Sequence[Kept]) -> None:
        for arrival, mail in zip(arrivals, kept, strict=True):
            _log.info(
                "mail kept", mailbox=self._intake.name, uid=arrival.uid, ledger=mail.ledger_id, state=mail.state.value,
                size=arrival.size,
            )  # fmt: skip


def _is_large(arrival: Arrival) -> bool:
    return arrival.state is LedgerState.QUARANTINE


def start_moment(moment: datetime | None) -> datetime | None:
    """Return a configured `take_since` as aware UTC; a naive one is taken as UTC."""
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
