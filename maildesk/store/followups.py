"""Which customers are active, when each was asked how things are going, and who wants it no more."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import bindparam, case, func, literal_column, select

from maildesk.desk.followup import ActiveCustomer
from maildesk.store.prepared import Prepared, insert, word
from maildesk.store.schema import followup_sent, person, ticket
from maildesk.store.ticket_rows import address_key
from maildesk.store.transaction import Transaction

_DECLINED = -1  # the round of who wants no more
_OPEN = case(
    (ticket.c.state.in_([word(state) for state in ("new", "open", "pending", "on_hold")]), literal_column("1")),
    else_=literal_column("0"),
)
_NEWEST = (
    select(
        ticket.c.requester_key,
        func.max(ticket.c.created_at).label("newest"),
        func.sum(_OPEN).label("open"),
    )
    .where(ticket.c.created_at >= bindparam("since", type_=ticket.c.created_at.type))
    .group_by(ticket.c.requester_key)
    .subquery()
)
_ASKED = (
    select(
        followup_sent.c.address,
        func.max(followup_sent.c.at).label("asked_at"),
        func.min(followup_sent.c.round).label("first_round"),
    )
    .group_by(followup_sent.c.address)
    .subquery()
)
_ACTIVE = Prepared(
    select(
        person.c.address, person.c.name, person.c.language, _NEWEST.c.newest, _NEWEST.c.open, _ASKED.c.asked_at,
        _ASKED.c.first_round,
    )
    .join(_NEWEST, _NEWEST.c.requester_key == person.c.address)
    .join(_ASKED, _ASKED.c.address == person.c.address, isouter=True)
    .where(person.c.proven, ~person.c.muted, ~person.c.suppressed)
    .order_by(person.c.address)
)  # fmt: skip
_TAKE = Prepared(insert(followup_sent).on_conflict_do_nothing())
_SINCE = Prepared(
    select(func.count())
    .select_from(followup_sent)
    .where(followup_sent.c.at >= bindparam("since"), followup_sent.c.round != literal_column(str(_DECLINED)))
)


def active_customers(tx: Transaction, since: datetime) -> Iterator[ActiveCustomer]:
    """Yield proven customers with a ticket since a moment, by address; whoever declined or is muted is left out."""
    for address, name, language, newest, open_, asked_at, first_round in tx.stream(_ACTIVE, {"since": since}):
        if first_round != _DECLINED:
            yield ActiveCustomer(
                address=address, name=name, language=language, newest_ticket=newest, open_tickets=int(open_),
                asked_at=asked_at,
            )  # fmt: skip


def take_followup(tx: Transaction, address: str, round_: int, now: datetime) -> bool:
    """Take the right to ask an address in a round; False when it was taken before."""
    return tx.changed(_TAKE, {"address": address_key(address), "round": round_, "at": now}) == 1


def decline_followups(tx: Transaction, addresses: Sequence[str], now: datetime) -> None:
    """Note who wants to be asked no more."""
    for address in addresses:
        take_followup(tx, address, _DECLINED, now)


def followups_since(tx: Transaction, since: datetime) -> int:
    """Return how many customers were asked since a moment."""
    return int(tx.rows(_SINCE, {"since": since})[0][0])
