"""Who wrote to the desk: what is known of an address."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, bindparam, func, literal_column, or_, select

from maildesk.desk.decision import PersonUpdate
from maildesk.desk.situation import PersonRecord
from maildesk.store.prepared import Prepared, Row, insert
from maildesk.store.schema import person
from maildesk.store.ticket_rows import address_key
from maildesk.store.transaction import Asked, Transaction

_SUPPRESS_AFTER = 3  # hard bounces (RELIABILITY F55)
_FIND = Prepared(
    select(
        *(
            person.c[name]
            for name in ["address", "name", "language", "proven", "muted", "suppressed", "tickets", "last_engineer"]
        )
    ).where(person.c.address == bindparam("wanted"))
)


def _update() -> Prepared:
    row = insert(person).values(
        address=bindparam("address"),
        name=func.coalesce(bindparam("new_name", type_=Text), literal_column("''")),
        language=bindparam("new_language"),
        proven=func.coalesce(bindparam("new_proven", type_=person.c.proven.type), literal_column("false")),
        muted=func.coalesce(bindparam("new_muted", type_=person.c.muted.type), literal_column("false")),
        last_engineer=bindparam("new_engineer"),
        first_seen=bindparam("now"),
    )
    changes = {
        "name": func.coalesce(bindparam("new_name", type_=Text), person.c.name),
        "language": func.coalesce(bindparam("new_language", type_=Text), person.c.language),
        "proven": func.coalesce(bindparam("new_proven", type_=person.c.proven.type), person.c.proven),
        "muted": func.coalesce(bindparam("new_muted", type_=person.c.muted.type), person.c.muted),
        "last_engineer": func.coalesce(bindparam("new_engineer", type_=Text), person.c.last_engineer),
    }
    return Prepared(row.on_conflict_do_update(index_elements=["address"], set_=changes))


def _bounce() -> Prepared:
    row = insert(person).values(
        address=bindparam("address"),
        hard_bounces=literal_column("1"),
        suppressed=bindparam("dead", type_=person.c.suppressed.type),
        first_seen=bindparam("now"),
    )
    changes = {
        "hard_bounces": person.c.hard_bounces + literal_column("1"),
        "suppressed": or_(
            person.c.suppressed,
            bindparam("dead", type_=person.c.suppressed.type),
            person.c.hard_bounces >= literal_column(str(_SUPPRESS_AFTER - 1)),
        ),
    }
    return Prepared(row.on_conflict_do_update(index_elements=["address"], set_=changes))


_UPDATE, _BOUNCE = _update(), _bounce()


def person_asked(address: str) -> Asked:
    """Return the statement behind `find_person`, for `Transaction.together`."""
    return _FIND, {"wanted": address_key(address)}


def person_of(rows: Sequence[Row]) -> PersonRecord | None:
    """Read the rows of `person_asked`."""
    if not rows:
        return None
    address, name, language, proven, muted, suppressed, tickets, engineer = rows[0]
    return PersonRecord(
        address=address,
        name=name,
        language=language,
        proven=proven,
        muted=muted,
        suppressed=suppressed,
        tickets=tickets,
        last_engineer=engineer,
    )


def find_person(tx: Transaction, address: str) -> PersonRecord | None:
    """Return what is known of an address, compared without case; None for somebody never seen."""
    return person_of(tx.rows(*person_asked(address)))


def save_persons(tx: Transaction, updates: Sequence[PersonUpdate], now: datetime) -> None:
    """Write what was learned; what an update does not say stays as it is."""
    rows = [
        {
            "address": address_key(each.address),
            "new_name": each.name,
            "new_language": each.language,
            "new_proven": each.proven,
            "new_muted": each.muted,
            "new_engineer": each.last_engineer,
            "now": now,
        }
        for each in sorted(updates, key=lambda update: address_key(update.address))
    ]
    if rows:
        tx.many(_UPDATE, rows)


def count_hard_bounce(tx: Transaction, address: str, now: datetime, *, dead: bool = False) -> None:
    """Count a permanent delivery failure; the third, or `dead` at once, ends all automatic mail to the address."""
    tx.do(_BOUNCE, {"address": address_key(address), "dead": dead, "now": now})
