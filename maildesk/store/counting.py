"""How much was sent to somebody and received from them lately; no count reads more rows than its limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.sql import ColumnElement

from maildesk.desk.desk import Limits
from maildesk.desk.outgoing import TO_CUSTOMERS, MessageKind
from maildesk.desk.situation import Counts
from maildesk.desk.ticket import State
from maildesk.store.prepared import Prepared, Row, word
from maildesk.store.schema import ledger, outbox, ticket
from maildesk.store.ticket_rows import address_key
from maildesk.store.transaction import Asked, Transaction

_CUSTOMER_ROWS, _STAFF_ROWS, _REQUESTED_ROWS = 100, 1000, 64
_ONE: ColumnElement[int] = literal_column("1")
_TO_SOMEBODY = Prepared(
    select(outbox.c.created_at, outbox.c.automatic, outbox.c.kind, outbox.c.ticket)
    .where(outbox.c.recipient_key == bindparam("address"), outbox.c.created_at >= bindparam("since"))
    .order_by(outbox.c.created_at.desc())
    .limit(bindparam("limit"))
)
_ACKNOWLEDGED = (
    select(_ONE)
    .where(outbox.c.kind == word("acknowledgement"), outbox.c.created_at >= bindparam("since"))
    .limit(bindparam("limit"))
)
_ALL_ACKNOWLEDGED = Prepared(_ACKNOWLEDGED)
_DOMAIN_ACKNOWLEDGED = Prepared(_ACKNOWLEDGED.where(outbox.c.recipient_domain == bindparam("domain")))
_REQUESTED = Prepared(
    select(ticket.c.number, ticket.c.created_at, ticket.c.subject_key, ticket.c.state)
    .where(ticket.c.requester_key == bindparam("address"), ticket.c.created_at >= bindparam("since"))
    .order_by(ticket.c.created_at.desc())
    .limit(bindparam("limit"))
)
_OPEN_OF = Prepared(
    select(_ONE)
    .where(
        ticket.c.requester_key == bindparam("address"),
        ticket.c.state.in_([word(state.value) for state in State if state not in (State.RESOLVED, State.CLOSED)]),
    )
    .limit(bindparam("limit"))
)
_AUTOMATIC_TO = Prepared(
    select(_ONE)
    .where(
        outbox.c.recipient_key == bindparam("address"),
        outbox.c.created_at >= bindparam("since"),
        outbox.c.automatic.is_(literal_column("true")),
    )
    .limit(bindparam("limit"))
)
_MAILS_TO = Prepared(
    select(_ONE)
    .where(outbox.c.recipient_key == bindparam("address"), outbox.c.created_at >= bindparam("since"))
    .order_by(outbox.c.created_at.desc())
    .limit(_ONE)
    .offset(bindparam("most"))
)
_AUTOMATIC_OF_TICKET = Prepared(
    select(_ONE)
    .where(
        outbox.c.ticket == bindparam("number"),
        outbox.c.created_at >= bindparam("since"),
        outbox.c.automatic.is_(literal_column("true")),
        outbox.c.kind.in_([word(kind.value) for kind in sorted(TO_CUSTOMERS)]),
    )
    .limit(bindparam("limit"))
)
_SAME_WORDS = Prepared(
    select(_ONE)
    .where(ledger.c.words_key == bindparam("words"), ledger.c.received_at >= bindparam("since"))
    .limit(bindparam("limit"))
)
_HOUR, _DAY, _MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
_SAME_WORDS_ENOUGH = 50
_OPEN_ENOUGH = 100
_ACKNOWLEDGEMENTS = frozenset({MessageKind.ACKNOWLEDGEMENT, MessageKind.COMPLAINT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Lately:
    """What was counted, and when the desk last wrote to this address."""

    counts: Counts
    mails: tuple[tuple[int | None, datetime], ...]  # ticket, moment; newest first

    def last_mail(self, numbers: set[int]) -> datetime | None:
        """Return when the last mail of one of these tickets was written to the address; None without one."""
        return next((at for number, at in self.mails if number in numbers), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counter:
    """Knows which counts one sender needs."""

    limits: Limits
    now: datetime
    sender: str | None
    staff: bool
    open_tickets: bool = False  # a rule asks for them

    def asked(self, words_key: str | None) -> dict[str, Asked]:
        """Return the statements to run; a limit of 0 is not counted."""
        if self.sender is None:
            return {}
        address, now, limits = address_key(self.sender), self.now, self.limits
        rows = _STAFF_ROWS if self.staff else _CUSTOMER_ROWS
        asked: dict[str, Asked] = {"mails": (_TO_SOMEBODY, {"address": address, "since": now - _DAY, "limit": rows})}
        if not self.staff:
            asked["requested"] = (_REQUESTED, {"address": address, "since": now - _DAY, "limit": _REQUESTED_ROWS})
        if not self.staff and limits.ack_per_domain_hour:
            values = {"since": now - _HOUR, "limit": limits.ack_per_domain_hour + 1}
            asked["domain"] = (_DOMAIN_ACKNOWLEDGED, {**values, "domain": address.rpartition("@")[2]})
        if not self.staff and limits.ack_per_minute:
            asked["desk"] = (_ALL_ACKNOWLEDGED, {"since": now - _MINUTE, "limit": limits.ack_per_minute + 1})
        if self.open_tickets and not self.staff:
            asked["open"] = (_OPEN_OF, {"address": address, "limit": _OPEN_ENOUGH})
        if words_key is not None:
            asked["words"] = (_SAME_WORDS, {"words": words_key, "since": now - _HOUR, "limit": _SAME_WORDS_ENOUGH})
        return asked

    def names(self) -> tuple[str, ...]:
        """Return the names under which `count_lately` expects rows."""
        return ("mails", "requested", "domain", "desk", "words", "open")


def count_lately(counter: Counter, rows: Mapping[str, Sequence[Row]]) -> Lately:
    """Make the counts of the rows that `Counter.asked` gave; what was not asked counts as none."""
    hour = counter.now - _HOUR
    mails = rows.get("mails", ())
    kinds = [(at, kind) for at, _, kind, _ in mails]
    acknowledged = [at for at, kind in kinds if kind in _ACKNOWLEDGEMENTS]
    counts = Counts(
        ack_address_hour=sum(at >= hour for at in acknowledged),
        ack_address_day=len(acknowledged),
        ack_domain_hour=len(rows.get("domain", ())),
        ack_minute=len(rows.get("desk", ())),
        automatic_address_day=sum(bool(automatic) for _, automatic, _, _ in mails),
        tickets_address_hour=sum(row[1] >= hour for row in rows.get("requested", ())),
        open_tickets=len(rows.get("open", ())),
        same_words_hour=len(rows.get("words", ())),
        release_requests_day=sum(kind == MessageKind.RELEASE_REQUEST for _, kind in kinds),
        command_errors_hour=sum(kind == MessageKind.COMMAND_ERROR and at >= hour for at, kind in kinds),
    )
    return Lately(counts=counts, mails=tuple((number, at) for at, _, _, number in mails))


def automatic_to(tx: Transaction, address: str, now: datetime, most: int) -> int:
    """Return how many automatic mails an address was owed within a day; counting stops at `most`."""
    return len(tx.rows(_AUTOMATIC_TO, {"address": address_key(address), "since": now - _DAY, "limit": most}))


def automatic_of_ticket(tx: Transaction, number: int, now: datetime, most: int) -> int:
    """Return how many automatic mails to customers a ticket caused within a day; counting stops at `most`."""
    return len(tx.rows(_AUTOMATIC_OF_TICKET, {"number": number, "since": now - _DAY, "limit": most}))


def mails_to(tx: Transaction, address: str, now: datetime, most: int) -> int:
    """Return `most` when an address was owed that many mails within a day, else 0; one row is read at most."""
    row = tx.row(_MAILS_TO, {"address": address_key(address), "since": now - _DAY, "most": most - 1})
    return most if row else 0
