"""Runs stored mails again through reading, threading and rules on a scratch database, and tells what would change.

Nothing is sent and the desk's own database is only read. Each mail is decided at the moment it came. What the desk
wrote in those days is known to the scratch database, so that replies find their tickets. With other rules both rule
sets are replayed side by side; without, what happened is compared with what would happen today.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import event

from maildesk.desk.decide import decide
from maildesk.desk.desk import Desk
from maildesk.desk.on_timer import on_timer
from maildesk.desk.ticket import Ticket
from maildesk.flows.gathering import gather
from maildesk.flows.ledger_facts import facts_of
from maildesk.flows.readers import Readers, ReadResult
from maildesk.flows.replay_report import Outcome, ReplayedMail, ReplayReport, outcome_of_ticket, report_of
from maildesk.flows.scratch import keep_for_later
from maildesk.mail.letter import Letter
from maildesk.store.awaiting import awaiting_on
from maildesk.store.claims import Claimed
from maildesk.store.database import Database
from maildesk.store.migrate import migrate
from maildesk.store.raw import raw_by_sha256
from maildesk.store.replaying import (
    Past,
    StoredMail,
    as_opened,
    next_number_is,
    past_of,
    put_judged,
    put_past,
    put_sent,
    sent_mails,
    stored_mails,
)
from maildesk.store.tickets import lock_tickets
from maildesk.store.timers import due_timers, timer_done
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("replay")
_BATCH = 250
_UNKNOWN = 1_000_000_000  # numbers from here on are of tickets the desk does not have


@dataclass(slots=True)
class _Scratch:
    """One run: a database of its own and the desk that decides in it."""

    desk: Desk
    database: Database
    fresh: int = _UNKNOWN
    following: int = 0  # the number the next ticket gets by itself
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    failed: list[tuple[int, str]] = field(default_factory=list)


def replay(
    database: Database, desk: Desk, readers: Readers, since: datetime, folder: Path, *, other: Desk | None = None
) -> ReplayReport:
    """Replay what came since a moment; `readers` are started, `folder` is empty and takes the scratch databases.

    `other` is the desk with changed rules; None compares what happened with what this desk would do.
    """
    with database.reading() as tx:
        mails = stored_mails(tx, since)
        numbers = sorted({mail.ticket for mail in mails if mail.ticket is not None})
        opened = as_opened(tx, numbers)
        past = past_of(tx, numbers, since)
        sent = list(sent_mails(tx, since))
    openers = _openers(mails, opened)
    runs = [_scratch(each, folder / f"replay{index}.db", past) for index, each in enumerate([desk, other]) if each]
    unread = 0
    pool = ThreadPoolExecutor(len(runs))
    try:
        for batch, letters in _read_ahead(database, mails, readers):
            due = sum(1 for at, _ in sent if at <= batch[-1].kept_at)
            pairs = [(mail, each.letter) for mail, each in zip(batch, letters, strict=True)]
            unread += sum(letter is None for _, letter in pairs)
            list(pool.map(lambda run: _decide_batch(run, pairs, openers, sent[:due]), runs))  # noqa: B023 - awaited here
            sent = sent[due:]
    finally:
        pool.shutdown()
        for run in runs:
            run.database.close()
    before = runs[0].outcomes if other else {mail.id: _what_happened(mail, openers, opened) for mail in mails}
    return _report(mails, before, runs[-1], unread)


def _report(mails: Sequence[StoredMail], before: Mapping[int, Outcome], last: _Scratch, unread: int) -> ReplayReport:
    both = [
        ReplayedMail(
            ledger_id=mail.id, sender=mail.sender or "", subject=mail.subject, before=before[mail.id],
            after=last.outcomes[mail.id],
        )
        for mail in mails
        if mail.id in last.outcomes and mail.id in before
    ]  # fmt: skip
    return report_of(both, unread, last.failed)


def _openers(mails: Sequence[StoredMail], tickets: Mapping[int, Ticket]) -> dict[int, int]:
    """Return which mail (ledger id) opened which ticket: the one that was decided when the ticket began."""
    found: dict[int, int] = {}
    begun: set[int] = set()
    for mail in mails:
        ticket = tickets.get(mail.ticket or 0)
        if ticket is not None and ticket.created_at == mail.judged_at and ticket.number not in begun:
            found[mail.id] = ticket.number
            begun.add(ticket.number)
    return found


def _what_happened(mail: StoredMail, openers: Mapping[int, int], tickets: Mapping[int, Ticket]) -> Outcome:
    opened = tickets[openers[mail.id]] if mail.id in openers else None
    return outcome_of_ticket(mail.state, mail.reason, str(mail.ticket) if mail.ticket else None, opened)


def _scratch(desk: Desk, file: Path, past: Past) -> _Scratch:
    database = Database(f"sqlite:///{file}")

    def forgetful(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    event.listen(database.engine, "connect", forgetful)  # nobody misses a scratch database after a crash
    migrate(database)
    database.run(lambda tx: put_past(tx, past))
    return _Scratch(desk=desk, database=database)


def _read_ahead(
    database: Database, mails: Sequence[StoredMail], readers: Readers
) -> Iterator[tuple[list[StoredMail], list[ReadResult]]]:
    """Yield batches with their letters; while one batch is decided the next is read."""
    rest = iter(mails)
    waiting: tuple[list[StoredMail], Iterator[ReadResult]] | None = None
    while True:
        batch = list(islice(rest, _BATCH))
        ahead = (batch, _submit(database, batch, readers)) if batch else None
        if waiting is not None:
            yield waiting[0], list(waiting[1])
        if ahead is None:
            return
        waiting = ahead


def _submit(database: Database, batch: Sequence[StoredMail], readers: Readers) -> Iterator[ReadResult]:
    with database.reading() as tx:
        raws = raw_by_sha256(tx, [mail.raw_sha256 for mail in batch if mail.raw_sha256])
    read = readers.submit([raws[mail.raw_sha256] for mail in batch if mail.raw_sha256 in raws])
    nothing = ReadResult(letter=None, trouble="its bytes are not kept any more")
    return (next(read) if mail.raw_sha256 in raws else nothing for mail in batch)


def _decide_batch(
    run: _Scratch,
    pairs: Sequence[tuple[StoredMail, Letter | None]],
    openers: Mapping[int, int],
    sent: Sequence[tuple[datetime, Mapping[str, Any]]],
) -> None:
    """Decide a batch in one transaction, each mail in its own savepoint and at its own moment."""
    done = 0
    with run.database.writing() as tx:
        for mail, letter in pairs:
            if letter is None:
                continue
            begun, done = done, _written_before(sent, done, mail.kept_at)
            put_sent(tx, [row for _, row in sent[begun:done]])
            try:
                with tx.savepoint():
                    _fire_timers(tx, run.desk, mail.kept_at)
                    run.outcomes[mail.id] = _decide_one(tx, run, mail, letter, openers.get(mail.id))
            except Exception as error:  # noqa: BLE001 - one mail our code fails on is told, the others go on
                _log.warning("a mail could not be replayed", ledger=mail.id, exc_info=error)
                run.failed.append((mail.id, f"{type(error).__name__}: {error}"))
        put_sent(tx, [row for _, row in sent[done:]])


def _written_before(sent: Sequence[tuple[datetime, Mapping[str, Any]]], begin: int, moment: datetime) -> int:
    """Return how many of the rows, in the order of time, were written before a moment; the first `begin` were."""
    return begin + sum(1 for _ in takewhile(lambda each: each[0] < moment, islice(sent, begin, None)))


def _decide_one(tx: Transaction, run: _Scratch, mail: StoredMail, letter: Letter, number: int | None) -> Outcome:
    now = mail.kept_at
    claimed = Claimed(
        ledger_id=mail.id, raw=None, mailbox=mail.mailbox, received_at=mail.received_at, tries=1,
        released=mail.released, check_name=mail.check_name, held_for=mail.held_for,
    )  # fmt: skip
    decision = decide(gather(tx, run.desk, claimed, letter, now), now)
    opened = next((work.ticket for work in decision.works if work.ticket.number == 0), None)
    if opened is not None:
        if number is None:
            run.fresh += 1
        wanted = number or run.fresh
        if wanted != run.following:
            next_number_is(tx, wanted)
        run.following = wanted + 1
    numbers = keep_for_later(tx, run.desk, decision, now)
    verdict = decision.verdict
    state, reason = (verdict.state.value, verdict.reason) if verdict else ("", "")
    first = numbers[0] if numbers and state == "ticket" else None
    facts = facts_of(letter)
    put_judged(
        tx, mail,
        {
            "state": state, "ticket": first, "reason": reason, "sender": facts.sender, "subject": facts.subject[:500],
            "letter_kind": facts.kind, "words_key": facts.words_key, "judged_at": now,
        },
    )  # fmt: skip
    named = None if first is None else "new" if first >= _UNKNOWN else str(first)
    return outcome_of_ticket(state, reason, named, opened)


def _fire_timers(tx: Transaction, desk: Desk, now: datetime) -> None:
    """Carry out what closed or opened tickets by itself before this moment."""
    while due := due_timers(tx, now, 100):
        for timer in due:
            timer_done(tx, timer.ticket, timer.key, timer.due_at)
            ticket = lock_tickets(tx, [timer.ticket]).get(timer.ticket)
            if ticket is not None and timer.key.startswith(("close:", "pending:", "unanswered:", "remind:")):
                decision = on_timer(desk, ticket, timer.key, awaiting_on(tx, timer.ticket), timer.due_at)
                keep_for_later(tx, desk, decision, timer.due_at)
