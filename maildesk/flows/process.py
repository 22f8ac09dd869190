"""Decides about kept mails: claims them, has them read, gathers, decides and commits, the oldest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from maildesk.clock import Clock
from maildesk.desk.decide import decide
from maildesk.desk.decision import LedgerState, Verdict
from maildesk.desk.desk import Desk
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer, Writes
from maildesk.flows.composer import AheadWriter, Composer, ComposingFailed
from maildesk.flows.gathering import gather
from maildesk.flows.ledger_facts import facts_of
from maildesk.flows.own_errors import hold_for_bug, hold_unread
from maildesk.flows.read_ahead import ReadAhead
from maildesk.flows.readers import Readers
from maildesk.mail.letter import Letter
from maildesk.store.claims import Claimed, claim_pending, give_back, judge, pending_among
from maildesk.store.database import Database
from maildesk.store.restored import BEFORE_RESTORE, RECOVERED
from maildesk.store.transaction import Transaction
from maildesk.store.trouble import StaleClaim, Trouble, is_trouble, trouble_of

_log = structlog.get_logger("process")
_LEASE_SECONDS = 120
_MOST_TRIES = 3
_MANY = 3  # mails from which on handing their words to another process is worth it
_READING_FAILED = "Reading failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Decided:
    """What one transaction did: mails decided, mails owed by them, and mails claimed for the next batch."""

    mails: int
    owed: int
    claimed: Sequence[Claimed]


class Processor:
    """Works off what the ledger holds as pending; one for each worker, not for several threads."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        desk: Desk,
        writer: Writer,
        readers: Readers,
        *,
        owner: str,
        batch: int,
        owed: Callable[[], None],
        composer: Composer | None = None,
    ) -> None:
        """Keep the tools; `owed` is called after each commit that owes somebody a mail.

        A `composer` takes over rendering and composing while many mails wait; without one it is done here.
        """
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer
        self._readers = readers
        self._owner = owner
        self._size = batch
        self._owed = owed
        self._composer = composer
        self._ahead: ReadAhead | None = None
        self._wants_more = False  # the next transaction claims a batch ahead

    def round(self) -> int:
        """Work off one batch and return how many mails were claimed; while it is decided the next one is read.

        0 means that nothing is pending, or that others hold all of it.
        """
        batch = self._ahead or self._claim()
        self._ahead = None
        if batch is None:
            return 0
        size = batch.left
        self._wants_more = size == self._size
        if self._wants_more and self._composer is not None:
            self._composer.start()
        self._decide_all(batch)
        return size

    def give_up(self) -> None:
        """Give back what was claimed ahead; the try does not count."""
        batch, self._ahead = self._ahead, None
        if batch:
            ids = batch.ledger_ids
            self._database.run(lambda tx: give_back(tx, ids, count_try=False))

    def _claim(self) -> ReadAhead | None:
        return self._begin_to_read(self._database.run(self._claim_in))

    def _claim_in(self, tx: Transaction) -> list[Claimed]:
        return claim_pending(tx, self._owner, self._clock.now(), _LEASE_SECONDS, self._size)

    def _begin_to_read(self, claimed: Sequence[Claimed]) -> ReadAhead | None:
        if not claimed:
            return None
        readable = [mail for mail in claimed if mail.raw is not None and mail.tries <= _MOST_TRIES]
        unreadable = [mail for mail in claimed if mail not in readable]
        if unreadable:
            self._set_aside(unreadable)
        return ReadAhead(readable, self._readers.submit([mail.raw or b"" for mail in readable]))

    def _set_aside(self, mails: Sequence[Claimed]) -> None:
        """Quarantine what has ended the reader or the worker too often, or has no bytes; it is not read again."""
        now = self._clock.now()

        def write(tx: Transaction) -> None:
            for mail in mails:
                reason = (
                    "its bytes were not kept"
                    if mail.raw is None
                    else f"ended the reader or the worker {_MOST_TRIES} times"
                )
                verdict = Verdict(state=LedgerState.QUARANTINE, reason=reason, check="tries")
                judge(tx, mail.ledger_id, verdict, now=now, reasons=(reason,))

        self._database.run(write)

    def _decide_all(self, batch: ReadAhead) -> None:
        """Decide a whole batch in few transactions.

        A transaction ends early when somebody else waits to write, for the courier must not stand still meanwhile, and
        when the next mail is not read yet.
        """
        while batch.wait():
            composer = self._composer if batch.left >= _MANY and self._composer and self._composer.is_ready else None
            decided = self._decide_some(batch, composer)
            batch.forget(decided.mails)
            if decided.owed:
                self._owed()
            if self._wants_more:
                self._ahead, self._wants_more = self._begin_to_read(decided.claimed), False
        for claimed, result in batch.lost:
            self._lost_reader(claimed, result.trouble or "no answer")

    def _decide_some(self, batch: ReadAhead, composer: Composer | None) -> _Decided:
        """Decide the first mails in one transaction.

        SQLite copies each page that changes inside a savepoint. So there is none until one of the mails fails: then
        all of them are taken back and decided again, each in a savepoint of its own.
        """
        careful = False
        while True:
            work = partial(self._decide_in, batch=batch, composer=composer, careful=careful)
            try:
                return self._database.run_carrying(work)
            except ComposingFailed as error:
                if composer is None:
                    raise
                _log.warning("decided again without the composing process", why=str(error))
                composer = None
            except Exception as error:
                if careful or is_trouble(error):
                    raise
                _log.info("decided again, each mail by itself", why=type(error).__name__)
                careful = True

    def _decide_in(self, tx: Transaction, batch: ReadAhead, composer: Composer | None, *, careful: bool) -> _Decided:
        """Decide the first mails, all of them if nobody waits."""
        if composer:
            composer.forget()  # what an attempt that was taken back had handed over
        writer = AheadWriter(self._writer, composer) if composer else self._writer
        decide_it = self._decide_by_itself if careful else self._decide_one
        done = owed = 0
        while (mail := batch.at(done)) is not None:
            if done and self._database.others_wait:
                break
            done += 1
            owed += decide_it(tx, writer, *mail)
        claimed = self._claim_in(tx) if self._wants_more else ()
        return _Decided(mails=done, owed=owed, claimed=claimed)

    def _decide_by_itself(self, tx: Transaction, writer: Writes, claimed: Claimed, letter: Letter) -> int:
        """Decide one mail, so that what goes wrong with it is taken back alone; return how many mails are owed."""
        try:
            with tx.savepoint():
                return self._decide_one(tx, writer, claimed, letter)
        except StaleClaim:
            _log.info("decided by another worker", ledger=claimed.ledger_id)
        except ComposingFailed:
            raise
        except Exception as error:
            if trouble_of(error) is not Trouble.BUG:
                raise
            with tx.savepoint():
                hold_for_bug(tx, claimed, letter, error, self._clock.now())
        return 0

    def _decide_one(self, tx: Transaction, writer: Writes, claimed: Claimed, letter: Letter) -> int:
        started = self._clock.monotonic()
        if pending_among(tx, letter.clues.references, claimed.ledger_id):
            give_back(tx, [claimed.ledger_id], count_try=False)
            return 0
        now = self._clock.now()
        bug = next((warning for warning in letter.warnings if warning.startswith(_READING_FAILED)), None)
        if bug:
            hold_unread(tx, claimed, letter, bug, now)
            return 0
        situation = gather(tx, self._desk, claimed, letter, now)
        decision = decide(situation, now)
        done = commit(
            tx,
            self._desk,
            writer,
            decision,
            cause=f"mail:{claimed.ledger_id}:{claimed.tries}" if claimed.released else f"mail:{claimed.ledger_id}",
            now=now,
            ledger_id=claimed.ledger_id,
            facts=facts_of(letter),
            silent=BEFORE_RESTORE if claimed.check_name == RECOVERED else None,
        )
        verdict = decision.verdict
        _log.info(
            "mail decided",
            ledger=claimed.ledger_id,
            kind=letter.kind.value,
            verdict=verdict.state.value if verdict else "",
            reason=verdict.reason if verdict else "",
            tickets=list(done.tickets),
            owed=done.owed,
            ms=round((self._clock.monotonic() - started) * 1000, 1),
        )
        return done.owed

    def _lost_reader(self, claimed: Claimed, trouble: str) -> None:
        """A mail whose reader died loses this try; the third time it is quarantined unread."""
        _log.warning("reader lost", ledger=claimed.ledger_id, why=trouble, tries=claimed.tries)
        now = self._clock.now()

        def write(tx: Transaction) -> None:
            if claimed.tries >= _MOST_TRIES:
                reason = f"ended the reader {claimed.tries} times: {trouble}"
                verdict = Verdict(state=LedgerState.QUARANTINE, reason=reason, check="tries")
                judge(tx, claimed.ledger_id, verdict, now=now, reasons=(reason,))
            else:
                give_back(tx, [claimed.ledger_id], count_try=True)

        self._database.run(write)
