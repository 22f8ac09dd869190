"""Who works on what: named leases with fencing numbers, and what is known of each mailbox."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, bindparam, func, literal_column, or_, select, update

from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import digest_sent, lease, mailbox_state, meta, report_sent
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """A name that belongs to one owner until a moment; `fence` grows with every change of owner."""

    name: str
    owner: str
    fence: int
    until: datetime


def _acquire() -> Prepared:
    row = insert(lease).values(
        name=bindparam("lease_name"),
        owner=bindparam("me"),
        fence=literal_column("1"),
        until=bindparam("ends"),
    )
    return Prepared(
        row.on_conflict_do_update(
            index_elements=["name"],
            set_={
                "fence": lease.c.fence + literal_column("1"),
                "owner": row.excluded.owner,
                "until": row.excluded.until,
            },
            where=or_(lease.c.until < bindparam("now"), lease.c.owner == bindparam("me")),
        ).returning(lease.c.fence)
    )


_ACQUIRE = _acquire()
_MINE = (lease.c.name == bindparam("lease_name"), lease.c.fence == bindparam("ours"))
_RENEW = Prepared(update(lease).where(*_MINE).values(until=bindparam("ends")))
_RELEASE = Prepared(update(lease).where(*_MINE).values(until=bindparam("now"), owner=literal_column("''")))
_HOLDER = Prepared(
    select(lease.c.name, lease.c.owner, lease.c.fence, lease.c.until).where(lease.c.name == bindparam("lease_name"))
)
_FREE_DEAD = Prepared(
    update(lease)
    .where(
        func.substr(lease.c.owner, 1, func.length(bindparam("prefix", type_=Text))) == bindparam("prefix", type_=Text)
    )
    .values(until=bindparam("now"), owner=literal_column("''"))
)


def acquire(tx: Transaction, name: str, owner: str, now: datetime, until: datetime) -> Lease | None:
    """Take a lease that is free, run out, or one's own; None while somebody else holds it."""
    row = tx.row(_ACQUIRE, {"lease_name": name, "me": owner, "now": now, "ends": until})
    return Lease(name=name, owner=owner, fence=row[0], until=until) if row else None


def renew(tx: Transaction, held: Lease, until: datetime) -> bool:
    """Make a lease last until a later moment; False when it has gone to somebody else."""
    return tx.changed(_RENEW, {"lease_name": held.name, "ours": held.fence, "ends": until}) == 1


def release(tx: Transaction, held: Lease, now: datetime) -> None:
    """Let go of a lease; nothing happens when it has gone to somebody else."""
    tx.do(_RELEASE, {"lease_name": held.name, "ours": held.fence, "now": now})


def still_held(tx: Transaction, held: Lease) -> bool:
    """Say whether a lease is still ours by its fencing number."""
    row = tx.row(_HOLDER, {"lease_name": held.name})
    return row is not None and row[2] == held.fence


def free_leases_of_dead(tx: Transaction, owner_prefix: str, now: datetime) -> None:
    """End the leases of a process that is dead; its owner words all begin with `owner_prefix`."""
    tx.do(_FREE_DEAD, {"prefix": owner_prefix, "now": now})


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxState:
    """What intake knows of a mailbox; None where it has not been looked at."""

    mailbox: str
    uidvalidity: int | None = None
    highest_uid: int = 0  # only a hint for the search window
    last_full_look_at: datetime | None = None
    last_seen_ok: datetime | None = None
    error: str | None = None
    on_server: int | None = None  # mails seen by the last full look, filed ones included


_STATE_NAMES = ["mailbox", "uidvalidity", "highest_uid", "last_full_look_at", "last_seen_ok", "error", "on_server"]


def _save_state() -> Prepared:
    row = insert(mailbox_state)
    rest = {name: row.excluded[name] for name in _STATE_NAMES[1:]}
    return Prepared(row.on_conflict_do_update(index_elements=["mailbox"], set_=rest))


_SAVE_STATE = _save_state()
_STATE = Prepared(
    select(*(mailbox_state.c[name] for name in _STATE_NAMES)).where(mailbox_state.c.mailbox == bindparam("wanted"))
)
_STATES = Prepared(select(*(mailbox_state.c[name] for name in _STATE_NAMES)).order_by(mailbox_state.c.mailbox))


def mailbox_state_of(tx: Transaction, mailbox: str) -> MailboxState:
    """Return what is known of a mailbox; an empty state for one never seen."""
    row = tx.row(_STATE, {"wanted": mailbox})
    return MailboxState(**dict(zip(_STATE_NAMES, row, strict=True))) if row else MailboxState(mailbox=mailbox)


def mailbox_states(tx: Transaction) -> list[MailboxState]:
    """Return what is known of every mailbox, by name."""
    return [MailboxState(**dict(zip(_STATE_NAMES, row, strict=True))) for row in tx.rows(_STATES)]


def save_mailbox_state(tx: Transaction, state: MailboxState) -> None:
    """Write what is known of a mailbox."""
    tx.do(_SAVE_STATE, {name: getattr(state, name) for name in _STATE_NAMES})


_DIGEST = Prepared(insert(digest_sent).on_conflict_do_nothing())
_HAD_DIGEST = Prepared(
    select(digest_sent.c.at).where(digest_sent.c.staff_id == bindparam("staff"), digest_sent.c.day == bindparam("date"))
)


def take_digest_day(tx: Transaction, staff_id: str, day: str, now: datetime) -> bool:
    """Take the right to write somebody's digest of a day (ISO 8601 date); False when it was taken before."""
    return tx.changed(_DIGEST, {"staff_id": staff_id, "day": day, "at": now}) == 1


def had_digest(tx: Transaction, staff_id: str, day: str) -> bool:
    """Say whether somebody's digest of a day has been written."""
    return tx.row(_HAD_DIGEST, {"staff": staff_id, "date": day}) is not None


_REPORT = Prepared(insert(report_sent).on_conflict_do_nothing())
_HAD_REPORT = Prepared(
    select(report_sent.c.at).where(
        report_sent.c.recipient == bindparam("reader"), report_sent.c.period == bindparam("wanted")
    )
)


def take_report(tx: Transaction, recipient: str, period: str, now: datetime) -> bool:
    """Take the right to write somebody's report of a period ("week 2026-W47"); False when it was taken before."""
    return tx.changed(_REPORT, {"recipient": recipient, "period": period, "at": now}) == 1


def had_report(tx: Transaction, recipient: str, period: str) -> bool:
    """Say whether somebody's report of a period has been written, or found to be empty."""
    return tx.row(_HAD_REPORT, {"reader": recipient, "wanted": period}) is not None


_SET = insert(meta)
_SET_META = Prepared(_SET.on_conflict_do_update(index_elements=["key"], set_={"value": _SET.excluded.value}))
_INIT_META = Prepared(insert(meta).on_conflict_do_nothing())
_META = Prepared(select(meta.c.value).where(meta.c.key == bindparam("wanted")))


def setting(tx: Transaction, key: str) -> str | None:
    """Return one remembered word of the desk (instance id, epoch); None when it was never set."""
    row = tx.row(_META, {"wanted": key})
    return row[0] if row else None


def set_setting(tx: Transaction, key: str, value: str) -> None:
    """Remember one word of the desk."""
    tx.do(_SET_META, {"key": key, "value": value})


def first_setting(tx: Transaction, key: str, value: str) -> str:
    """Remember a word unless there is one already; returns the one that counts."""
    tx.do(_INIT_META, {"key": key, "value": value})
    found = setting(tx, key)
    return value if found is None else found
