"""Carries out what somebody pressed on a page: the token is checked, the ticket locked, the decision committed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from maildesk.clock import Clock
from maildesk.desk.customer_answers import VOTE_DAYS
from maildesk.desk.desk import Desk
from maildesk.desk.links import RELEASE_HOURS
from maildesk.desk.on_link import Confirmation, Vote, on_confirmation, on_ownership, on_vote
from maildesk.desk.ticket import State, Ticket
from maildesk.desk.views import supported_language
from maildesk.flows.absences import desk_now
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer
from maildesk.mail.letter import Address
from maildesk.mail.link_token import LinkClaim, LinkPurpose, read_link_token, verify_link
from maildesk.store.database import Database
from maildesk.store.reading import explained_mails
from maildesk.store.surveys import survey_of
from maildesk.store.tickets import lock_tickets, read_tickets
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a good link asks, and of whom."""

    purpose: LinkPurpose
    number: int
    subject: str
    language: str
    person: Address
    round: int
    score: int | None = None
    done: bool = False


class Answering:
    """What the pages ask of the desk; every method may be called from any thread."""

    def __init__(
        self, database: Database, clock: Clock, desk: Desk, writer: Writer, owed: Callable[[], None] = lambda: None
    ) -> None:
        """Keep the tools; `owed` is called after each commit, for it may owe somebody a mail."""
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer
        self._owed = owed

    def look(self, token: str) -> Asked | None:
        """Return what a token asks without changing anything; None for every token that is not good."""
        with self._database.reading() as tx:
            return self._asked(tx, token, self._clock.now())

    def confirm(self, token: str, said: Confirmation) -> bool | None:
        """Carry out yes or no to a solution; True when it changed the ticket, None for a token that is not good."""

        def work(tx: Transaction) -> bool | None:
            now = self._clock.now()
            asked = self._good(tx, token, LinkPurpose.CONFIRM, now)
            ticket = self._locked(tx, asked)
            if asked is None or ticket is None:
                return None
            decision = on_confirmation(desk_now(tx, self._desk, now), ticket, asked.person, said, now)
            cause = f"link:{asked.person.address}:{asked.round}:{len(ticket.spans)}"
            commit(tx, self._desk, self._writer, decision, cause=cause, now=now)
            return decision.works[0].ticket.state is not ticket.state

        return self._committed(work)

    def vote(self, token: str, vote: Vote) -> bool | None:
        """Take a vote; a later one replaces it for seven days. None for a token that is not good or too late."""

        def work(tx: Transaction) -> bool | None:
            now = self._clock.now()
            asked = self._good(tx, token, LinkPurpose.SURVEY, now)
            ticket = self._locked(tx, asked)
            if asked is None or ticket is None or not 1 <= vote.score <= 5:
                return None
            given = survey_of(tx, ticket.number, asked.round)
            if given is not None and now - given.at > timedelta(days=VOTE_DAYS):
                return None
            decision = on_vote(desk_now(tx, self._desk, now), ticket, asked.person, asked.round, vote, now)
            cause = f"vote:{asked.round}:{now:%Y%m%d%H%M%S}"
            commit(tx, self._desk, self._writer, decision, cause=cause, now=now)
            return True

        return self._committed(work)

    def own(self, token: str, *, mine: bool) -> bool | None:
        """Release or discard a held mail; None for a token that is not good."""

        def work(tx: Transaction) -> bool | None:
            now = self._clock.now()
            asked = self._good(tx, token, LinkPurpose.RELEASE, now)
            if asked is None or asked.done:
                return None
            decision = on_ownership(asked.number, owned=mine)
            commit(tx, self._desk, self._writer, decision, cause=f"release:{asked.number}", now=now)
            return True

        return self._committed(work)

    def _committed(self, work: Callable[[Transaction], bool | None]) -> bool | None:
        done = self._database.run(work)
        if done is not None:
            self._owed()
        return done

    def _good(self, tx: Transaction, token: str, purpose: LinkPurpose, now: datetime) -> Asked | None:
        asked = self._asked(tx, token, now)
        return asked if asked is not None and asked.purpose is purpose else None

    def _locked(self, tx: Transaction, asked: Asked | None) -> Ticket | None:
        return lock_tickets(tx, [asked.number]).get(asked.number) if asked else None

    def _asked(self, tx: Transaction, token: str, now: datetime) -> Asked | None:
        claim = read_link_token(self._desk.key, token)
        if claim is None or claim.expires < now.date():
            return None
        if claim.purpose is LinkPurpose.RELEASE:
            return self._asked_release(tx, claim, now)
        ticket = read_tickets(tx, [claim.number]).get(claim.number)
        if ticket is None or claim.purpose not in (LinkPurpose.CONFIRM, LinkPurpose.SURVEY):
            return None
        for person in ticket.participants:
            if verify_link(self._desk.key, claim, person.address.casefold(), now.date()):
                return self._asked_ticket(tx, claim, ticket, person)
        return None

    def _asked_ticket(self, tx: Transaction, claim: LinkClaim, ticket: Ticket, person: Address) -> Asked | None:
        confirming = claim.purpose is LinkPurpose.CONFIRM
        if confirming and claim.round_ != ticket.reopened:
            return None
        given = None if confirming else survey_of(tx, ticket.number, claim.round_)
        return Asked(
            purpose=claim.purpose,
            number=ticket.number,
            subject=ticket.subject,
            language=supported_language(self._desk, ticket.language),
            person=person,
            round=claim.round_,
            score=given.score if given else None,
            done=ticket.state is not State.RESOLVED if confirming else given is not None,
        )

    def _asked_release(self, tx: Transaction, claim: LinkClaim, now: datetime) -> Asked | None:
        for mail in explained_mails(tx, claim.number):
            staff = self._desk.people.by_id(mail.held_for)
            if staff is None or not verify_link(self._desk.key, claim, staff.address.casefold(), now.date()):
                continue
            return Asked(
                purpose=claim.purpose,
                number=claim.number,
                subject=mail.subject or "",
                language=supported_language(self._desk, staff.language, self._desk.language),
                person=Address(name=staff.name, address=staff.address),
                round=0,
                done=mail.state != "quarantine" or now - mail.kept_at > timedelta(hours=RELEASE_HOURS),
            )
        return None
