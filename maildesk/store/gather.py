"""Everything the desk knows that matters for one mail, in as few journeys to the database as possible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from maildesk.desk.desk import Limits
from maildesk.desk.flooding import FLOOD_TAG
from maildesk.desk.outgoing import HistoryLine
from maildesk.desk.people import Absence
from maildesk.desk.situation import AwaitingMessage, Counts, HeldMail, PersonRecord, SentMail
from maildesk.desk.ticket import State, Ticket
from maildesk.store.absences import ABSENCES, absences_asked, absences_of
from maildesk.store.article_index import anything_asked, anything_of
from maildesk.store.counting import Counter, count_lately
from maildesk.store.messages import awaiting_asked, by_message_ids, history_asked, history_of, tickets_by_id
from maildesk.store.outbox import sent_asked, sent_of
from maildesk.store.people import person_asked, person_of
from maildesk.store.prepared import Row
from maildesk.store.quarantine import held_asked, held_of
from maildesk.store.ticket_rows import subject_key
from maildesk.store.tickets import lock_tickets, read_tickets
from maildesk.store.transaction import Asked, Transaction
from maildesk.store.workload import LOAD, TURNS, load_of

_STEADY = frozenset({LOAD, TURNS, ABSENCES})  # the same for every mail of a transaction, but for what it writes itself
_HISTORY = 5
_STAFF_HISTORY = 300  # an engineer's words are held against every note of the ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class Clues:
    """What a mail says that can be looked up."""

    sender: str | None  # addr-spec; None when the mail has no usable From
    subject: str = ""
    numbers: tuple[int, ...] = ()  # tickets named by tokens, plus-addresses, bare numbers
    own_ids: tuple[str, ...] = ()  # our own Message-IDs, also of bounced mails
    references: tuple[str, ...] = ()  # foreign Message-IDs
    words_key: str | None = None
    staff_id: str | None = None  # when the sender is one of the staff
    count_open: bool = False  # a rule asks how many open tickets the sender has
    suggest: bool = False  # it may become a new ticket, for which articles are looked up


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """The stored part of a `Situation`; the fields have the same names there."""

    person: PersonRecord | None = None
    tickets: Mapping[int, Ticket] = field(default_factory=dict)  # by the number a clue named, merges followed
    reference_tickets: Mapping[str, int] = field(default_factory=dict)
    sent: Mapping[str, SentMail] = field(default_factory=dict)
    awaiting: Mapping[int, tuple[AwaitingMessage, ...]] = field(default_factory=dict)
    history: Mapping[int, tuple[HistoryLine, ...]] = field(default_factory=dict)
    same_subject: Ticket | None = None
    counts: Counts = field(default_factory=Counts)
    load: Mapping[str, int] = field(default_factory=dict)
    turns: Mapping[str, str] = field(default_factory=dict)
    last_mail_at: datetime | None = None
    flood: Ticket | None = None
    held: tuple[HeldMail, ...] = ()
    anything: tuple[bool, bool] = (False, False)  # an article is approved; a solved ticket is known
    absences: Mapping[str, Absence] = field(default_factory=dict)


class _Round:
    """Statements that travel together, each with a name for its rows."""

    def __init__(self) -> None:
        self._asked: dict[str, Asked] = {}
        self._rows: dict[str, list[Row]] = {}

    def ask(self, name: str, asked: Asked) -> None:
        self._asked[name] = asked

    def go(self, tx: Transaction) -> None:
        """Run the statements, but for those whose rows this transaction has seen and not changed."""
        new = {name: asked for name, asked in self._asked.items() if asked[0] not in tx.seen}
        found = dict(zip(new, tx.together(*new.values()), strict=True))
        for name, rows in found.items():
            if new[name][0] in _STEADY:
                tx.seen[new[name][0]] = rows
        self._rows = {name: found[name] if name in found else tx.seen[self._asked[name][0]] for name in self._asked}

    def rows(self, name: str) -> list[Row]:
        return self._rows.get(name, [])


def gather_customer(tx: Transaction, clues: Clues, limits: Limits, now: datetime) -> Gathered:
    """Look up everything for one mail; every ticket a clue names is locked until the transaction ends."""
    staff = clues.staff_id is not None
    counter = Counter(limits=limits, now=now, sender=clues.sender, staff=staff, open_tickets=clues.count_open)
    first = _first_round(tx, clues, counter)
    sent = sent_of(first.rows("sent"))
    references = tickets_by_id(first.rows("references"))
    numbers = [
        *clues.numbers,
        *references.values(),
        *(each.ticket for each in sent.values() if each.ticket is not None),
    ]
    tickets = lock_tickets(tx, sorted(set(numbers))) if numbers else {}
    lines = _HISTORY if clues.staff_id is None else _STAFF_HISTORY
    awaiting, history = _conversations(tx, tickets, lines)
    lately = count_lately(counter, {name: first.rows(name) for name in counter.names()})
    joined = {ticket.number for ticket in tickets.values()} | set(tickets)
    return Gathered(
        person=person_of(first.rows("person")),
        tickets=tickets,
        reference_tickets=references,
        sent=sent,
        awaiting=awaiting,
        history=history,
        same_subject=_same_subject(tx, first.rows("requested"), clues, now),
        counts=lately.counts,
        load=load_of(tx, first.rows("load")),
        turns={row[0]: row[1] for row in first.rows("turns")},
        last_mail_at=lately.last_mail(joined),
        flood=_flood(tx, first.rows("requested"), limits, lately.counts),
        held=held_of(first.rows("held")),
        anything=anything_of(first.rows("anything")),
        absences=absences_of(first.rows("absences")),
    )


def _first_round(tx: Transaction, clues: Clues, counter: Counter) -> _Round:
    first = _Round()
    if clues.sender is not None:
        first.ask("person", person_asked(clues.sender))
    if clues.own_ids:
        first.ask("sent", sent_asked(clues.own_ids))
    if clues.references:
        first.ask("references", by_message_ids(clues.references))
    if clues.staff_id is not None:
        first.ask("held", held_asked(clues.staff_id))
    for name, asked in counter.asked(clues.words_key).items():
        first.ask(name, asked)
    if clues.suggest:
        first.ask("anything", anything_asked())
    first.ask("load", (LOAD, {}))
    first.ask("turns", (TURNS, {}))
    first.ask("absences", absences_asked(counter.now))
    first.go(tx)
    return first


def _conversations(
    tx: Transaction, tickets: Mapping[int, Ticket], limit: int
) -> tuple[dict[int, tuple[AwaitingMessage, ...]], dict[int, tuple[HistoryLine, ...]]]:
    numbers = sorted({ticket.number for ticket in tickets.values()})
    if not numbers:
        return {}, {}
    rows, *lines = tx.together(awaiting_asked(numbers), *(history_asked(number, limit) for number in numbers))
    awaiting: dict[int, list[AwaitingMessage]] = {}
    for number, message_row, ledger_id, author, at in rows:
        awaiting.setdefault(number, []).append(
            AwaitingMessage(message_row=message_row, ledger_id=ledger_id or 0, author=author, at=at)
        )
    history = {number: history_of(found) for number, found in zip(numbers, lines, strict=True)}
    return {number: tuple(each) for number, each in awaiting.items()}, history


def _flood(tx: Transaction, rows: Sequence[Row], limits: Limits, counts: Counts) -> Ticket | None:
    """Return the newest open ticket that collects the mails of a sender over the limit, locked; None below it."""
    most = limits.tickets_per_address_hour
    if not most or counts.tickets_address_hour < most:
        return None
    over = {State.CLOSED.value, State.RESOLVED.value}
    found = read_tickets(tx, [number for number, _, _, state in rows if state not in over])
    number = max((each.number for each in found.values() if FLOOD_TAG in each.tags), default=None)
    return lock_tickets(tx, [number]).get(number) if number is not None else None


def _same_subject(tx: Transaction, rows: Sequence[Row], clues: Clues, now: datetime) -> Ticket | None:
    """Return the newest open ticket of this requester of the last 24 hours with this subject."""
    if not clues.subject or not rows:
        return None
    wanted, since = subject_key(clues.subject), now - timedelta(hours=24)
    closed = {State.CLOSED.value, State.RESOLVED.value}
    for number, created_at, key, state in rows:
        if key == wanted and created_at >= since and state not in closed:
            found = read_tickets(tx, [number]).get(number)
            if found is not None and found.merged_into is None:
                return found
    return None
