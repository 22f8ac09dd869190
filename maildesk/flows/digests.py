"""Writes each supervisor's digest once a day at the hour and in the zone of that person."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from maildesk.clock import Clock
from maildesk.desk.decision import Decision
from maildesk.desk.desk import Desk
from maildesk.desk.digest import DayFigures, DigestData, digest_view
from maildesk.desk.digest_items import FailedMail, HeldItem, StaffSearches, WaitingDraft
from maildesk.desk.outgoing import Automatic, DigestRating, MessageKind, OutgoingMessage
from maildesk.desk.people import Staff
from maildesk.desk.views import supported_language
from maildesk.flows.absences import desk_now
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer
from maildesk.mail.letter import Address
from maildesk.store.article_counts import helped_by_articles
from maildesk.store.articles import drafts
from maildesk.store.database import Database
from maildesk.store.ended_clocks import count_breached
from maildesk.store.figures import Figures, figures, ignored_by_reason, ratings, reconciliation, undeliverable
from maildesk.store.leases import had_digest, take_digest_day
from maildesk.store.reading import explained_mails, quarantined_mails
from maildesk.store.showing import open_tickets
from maildesk.store.staff_queries import queries_between
from maildesk.store.transaction import Transaction
from maildesk.store.witness import keep_root

_log = structlog.get_logger("digest")
_DAYS_BEFORE = 7
_LONGEST = 25


class DigestMaker:
    """Looks which digests are due; a day is taken in the transaction that owes the mail, so there is one a day."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, writer: Writer) -> None:
        """Keep the tools."""
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer
        self._done: set[tuple[str, str]] = set()

    def round(self) -> int:
        """Write every digest that is due now; return how many mails are owed."""
        now = self._clock.now()
        return sum(self._for_person(person, now) for person in self._desk.people.supervisors())

    def _for_person(self, person: Staff, now: datetime) -> int:
        local = now.astimezone(ZoneInfo(person.zone or self._desk.zone))
        day = local.date().isoformat()
        if f"{local:%H:%M}" < person.digest_at or (person.id, day) in self._done:
            return 0
        with self._database.reading() as tx:
            had = had_digest(tx, person.id, day)
        owed = 0 if had else self._database.run(lambda tx: self._write(tx, person, day, now))
        self._done = {(who, when) for who, when in self._done if when >= day} | {(person.id, day)}
        return owed

    def _write(self, tx: Transaction, person: Staff, day: str, now: datetime) -> int:
        if not take_digest_day(tx, person.id, day, now):
            return 0
        view = digest_view(desk_now(tx, self._desk, now), person, gather_digest(tx, self._desk, now), now)
        if view is None:
            _log.info("nothing to say", staff=person.id, day=day)
            return 0
        message = OutgoingMessage(
            kind=MessageKind.DIGEST,
            to=Address(name=person.name, address=person.address),
            view=view,
            language=supported_language(self._desk, person.language, self._desk.language),
            automatic=Automatic.GENERATED,
        )
        decision = Decision(outgoing=(message,), reasons=(f"the digest of {day}",))
        commit(tx, self._desk, self._writer, decision, cause=f"digest:{person.id}:{day}", now=now)
        _log.info("digest written", staff=person.id, day=day)
        return 1


def gather_digest(tx: Transaction, desk: Desk, now: datetime) -> DigestData:
    """Return what the store knows of the last 24 hours and of the seven days before them."""
    since = now - timedelta(days=1)
    total, actors = figures(tx, since, now)
    return DigestData(
        today=_day(tx, total, since, now),
        before=_days_before(tx, since),
        open_tickets=open_tickets(tx),
        engineers={each.staff_id: (each.solved, each.answered) for each in actors},
        ratings=tuple(
            DigestRating(
                number=each.number,
                score=each.score,
                comment=each.comment,
                customer=each.customer,
                concerned=each.concerned,
            )
            for each in ratings(tx, since, now)
        ),
        undeliverable=tuple(
            FailedMail(
                outbox_id=each.id,
                kind=each.kind,
                recipients=", ".join(each.to),
                why=each.error or each.delivery or "no reason was given",
            )
            for each in undeliverable(tx, since, now, _LONGEST)
        ),
        quarantine=tuple(_quarantined(tx)),
        ignored=tuple(_ignored(tx, since, now)),
        drafts=tuple(_drafts(tx, now)),
        searches=tuple(_searches(tx, since, now)),
        reconciliation=tuple(reconciliation(tx, mailbox.name) for mailbox in desk.mailboxes),
        chain_root=keep_root(tx, now),
    )


def _day(tx: Transaction, total: Figures, since: datetime, until: datetime) -> DayFigures:
    return DayFigures(
        arrived=total.arrived,
        solved=total.solved,
        closed=total.closed,
        reopened=total.reopened,
        answered=total.answered,
        breached=count_breached(tx, since, until),
        helped=helped_by_articles(tx, since, until),
    )


def _days_before(tx: Transaction, until: datetime) -> tuple[DayFigures, ...]:
    found = [
        _day(tx, figures(tx, since, since + timedelta(days=1))[0], since, since + timedelta(days=1))
        for since in (until - timedelta(days=back + 1) for back in range(_DAYS_BEFORE))
    ]
    while found and found[-1] == DayFigures():
        found.pop()
    return tuple(found)


def _quarantined(tx: Transaction) -> Iterable[HeldItem]:
    for number, mail in enumerate(quarantined_mails(tx)):
        if number >= _LONGEST:
            return
        yield HeldItem(
            ledger_id=mail.id,
            sender=mail.sender or "",
            subject=mail.subject or "",
            reason=mail.reason,
            own_person_only=mail.check == "staff",
        )


def _drafts(tx: Transaction, now: datetime) -> Iterable[WaitingDraft]:
    for article in drafts(tx, _LONGEST):
        yield WaitingDraft(
            article=article.id,
            title=article.text.title,
            author=article.author,
            ticket=article.ticket,
            days=(now - article.created_at).days,
        )


def _searches(tx: Transaction, since: datetime, until: datetime) -> Iterable[StaffSearches]:
    """Yield what each member of staff looked up, who did most first."""
    counted: dict[str, tuple[int, int]] = {}
    for _, query in queries_between(tx, since, until):
        times, found = counted.get(query.staff_id, (0, 0))
        counted[query.staff_id] = (times + 1, found + query.rows)
    for staff_id, (times, found) in sorted(counted.items(), key=lambda each: (-each[1][0], each[0])):
        yield StaffSearches(staff_id=staff_id, times=times, found=found)


def _ignored(tx: Transaction, since: datetime, until: datetime) -> Iterable[tuple[int, HeldItem]]:
    for group in ignored_by_reason(tx, since, until)[:_LONGEST]:
        for mail in explained_mails(tx, group.newest)[:1]:
            item = HeldItem(
                ledger_id=mail.id, sender=mail.sender or "", subject=mail.subject or "", reason=group.reason
            )
            yield group.count, item
