"""Letters, tickets, situations and desks for the tests of decisions, with defaults for what a test leaves open."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from maildesk.desk.calendar import Calendar
from maildesk.desk.decision import Decision
from maildesk.desk.desk import Desk, MailboxPolicy
from maildesk.desk.outgoing import MessageKind, OutgoingMessage
from maildesk.desk.people import Organisation, People, Role, Staff, Team
from maildesk.desk.rules import RuleSet, parse_rules
from maildesk.desk.situation import SentMail, Situation
from maildesk.desk.sla import Policy
from maildesk.desk.ticket import State, StateSpan, Ticket
from maildesk.mail.letter import (
    Address,
    Kind,
    Letter,
    Marks,
    OwnIdClue,
    Proof,
    ReadContext,
    ThreadClues,
    TokenClue,
    Trust,
)
from maildesk.mail.token import signed_message_id, subject_token

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)  # Wednesday, 10:00 in Shanghai
KEY = b"k" * 32
DESK = "support@desk.example.com"
ANN = Address(name="Ann Smith", address="ann@customer.example.org")
BOB = Address(name="Bob", address="bob@elsewhere.example.net")
WANG = Staff(id="wang", name="Wang Wei", address="wang@desk.example.com", aliases=("王",), teams=("service",))
CHEN = Staff(id="chen", name="Chen Jing", address="chen@desk.example.com", teams=("service",))
ZHAO = Staff(id="zhao", name="Zhao Yun", address="zhao@desk.example.com", teams=("network",))
GONE = Staff(id="gone", name="Gone Long", address="gone@desk.example.com", teams=("service",), suspended=True)
LI = Staff(id="li", name="Li Na", address="li@desk.example.com", role=Role.SUPERVISOR)
_STAFF = (WANG, CHEN, ZHAO, GONE, LI)


def ago(**by: float) -> datetime:
    """Return a moment before NOW."""
    return NOW - timedelta(**by)


def a_desk(*, staff: tuple[Staff, ...] = _STAFF, rules: list[dict[str, object]] | None = None, **changes: Any) -> Desk:
    """A desk in Shanghai with a service team (Wang, Chen), a network team (Zhao) and a supervisor (Li)."""
    ruleset, problems = parse_rules(rules or [])
    assert not problems, problems
    plain = Desk(
        name="Acme Support",
        key=KEY,
        zone="Asia/Shanghai",
        default_team="service",
        people=People(
            staff=staff,
            teams=(Team(name="service", lead="wang"), Team(name="network", lead="zhao")),
            organisations=(Organisation(name="Customer Ltd", domains=("customer.example.org",)),),
        ),
        rules=ruleset if rules else RuleSet(),
        calendars={"default": Calendar.always("default")},
        policies={"default": Policy()},
        mailboxes=(
            MailboxPolicy(name="support", address=DESK),
            MailboxPolicy(name="complaints", address="complaints@desk.example.com", complaints=True),
        ),
        read=ReadContext(
            key=KEY, instance="i", prefix="ACME", domain="desk.example.com",
            own_addresses=(DESK, "complaints@desk.example.com"),
        ),
    )  # fmt: skip
    return replace(plain, **changes)


def a_ticket(number: int = 7, **changes: Any) -> Ticket:
    """An open ticket of Ann, owned by Wang."""
    state = changes.pop("state", State.OPEN)
    since = changes.pop("since", ago(hours=2))
    plain = Ticket(
        number=number,
        token=subject_token("ACME", KEY, number),
        subject="Printer broken",
        state=state,
        team="service",
        owner="wang",
        requester=ANN,
        participants=(ANN,),
        mailbox="support",
        created_at=ago(days=1),
        updated_at=since,
        spans=(StateSpan(state=State.OPEN, since=ago(days=1)), StateSpan(state=state, since=since)),
        response_since=ago(days=1),
        closings=1 if state is State.CLOSED else 0,
    )
    return replace(plain, **changes)


def proof(customer: Trust = Trust.PROVEN, staff: Trust | None = None) -> Proof:
    """How the sender was judged; staff like customer unless said otherwise."""
    return Proof(customer=customer, staff=customer if staff is None else staff, said=True, reason="dmarc=pass")


def a_letter(words: str = "The printer is broken.", **changes: Any) -> Letter:
    """A mail of Ann's to the desk, proven, that answers nothing."""
    plain = Letter(
        message_id="<1@customer.example.org>",
        sender=ANN,
        to=(Address(address=DESK),),
        subject="Printer broken",
        date=NOW,
        proof=proof(),
        text=words,
        reply=words,
        language="en",
    )
    return replace(plain, **changes)


def by_token(ticket: Ticket, *, valid: bool = True) -> ThreadClues:
    """The clue of a subject token, right or with a wrong check code."""
    token = ticket.token if valid else f"ACME-{ticket.number}-00000"
    return ThreadClues(subject=(TokenClue(token=token, number=ticket.number, valid=valid),))


def our_id(ticket: Ticket | None, unique: str = "0a") -> str:
    """A signed Message-ID of ours."""
    return signed_message_id(KEY, "desk.example.com", number=ticket.number if ticket else None, unique=unique)


def by_reply(ticket: Ticket | None, unique: str = "0a") -> ThreadClues:
    """The clue of a signed Message-ID in In-Reply-To."""
    return ThreadClues(
        own_ids=(OwnIdClue(message_id=our_id(ticket, unique), number=ticket.number if ticket else None),)
    )


def a_sent_mail(
    kind: MessageKind, to: str, ticket: Ticket | None = None, *, unique: str = "0a", **changes: Any
) -> SentMail:
    """A mail of ours that left an hour ago."""
    plain = SentMail(
        outbox_id=5, message_id=our_id(ticket, unique), kind=kind, recipient=to,
        ticket=ticket.number if ticket else None, created_at=ago(hours=1), sent_at=ago(hours=1),
    )  # fmt: skip
    return replace(plain, **changes)


def a_situation(letter: Letter | None = None, *tickets: Ticket, **changes: Any) -> Situation:
    """A mail that has just come by the support mailbox, and the tickets that its clues name."""
    sent = {mail.message_id: mail for mail in changes.pop("sent_mails", ())}
    plain = Situation(
        desk=changes.pop("desk", None) or a_desk(),
        letter=letter or a_letter(),
        ledger_id=17,
        mailbox="support",
        received_at=NOW,
        tickets={ticket.number: ticket for ticket in tickets},
        sent=sent,
    )
    return replace(plain, **changes)


def staff_letter(person: Staff, words: str, **changes: Any) -> Letter:
    """A proven mail of a member of staff."""
    sender = Address(name=person.name, address=person.address)
    return replace(a_letter(words, sender=sender, message_id="<w@desk.example.com>"), **changes)


def staff_answers(person: Staff, ticket: Ticket, words: str, **changes: Any) -> Situation:
    """A proven reply of a member of staff to a notice about a ticket."""
    letter = staff_letter(person, words, clues=by_reply(ticket), **changes.pop("letter", {}))
    notice = a_sent_mail(changes.pop("answering", MessageKind.CUSTOMER_ANSWERED), person.address, ticket)
    return a_situation(letter, ticket, sent_mails=(notice,), **changes)


def customer_answers(ticket: Ticket, words: str, **changes: Any) -> Situation:
    """A proven reply of Ann's to a mail of ours about a ticket."""
    letter = a_letter(words, clues=by_reply(ticket), **changes.pop("letter", {}))
    ours = a_sent_mail(changes.pop("answering", MessageKind.ANSWER), ANN.address, ticket)
    return a_situation(letter, ticket, sent_mails=(ours,), **changes)


def a_machine(row: str, kind: Kind = Kind.AUTO_REPLY, **changes: Any) -> Letter:
    """A mail that a row of the decision table of machines has matched."""
    marks = Marks(row=row, auto_reason="a machine", may_acknowledge=False, moves_clocks=False)
    return a_letter(kind=kind, marks=replace(marks, **changes.pop("marks", {})), **changes)


def mails_of(decision: Decision) -> list[OutgoingMessage]:
    """Return every mail that a decision owes."""
    return [message for work in decision.works for message in work.outgoing] + list(decision.outgoing)


def owed(decision: Decision) -> set[tuple[str, str]]:
    """Return kind and recipient of every mail that a decision owes."""
    return {(message.kind.value, message.to.address) for message in mails_of(decision)}


def ticket_of(decision: Decision) -> Ticket:
    """Return the only ticket that a decision touches."""
    assert len(decision.works) == 1, decision
    return decision.works[0].ticket
