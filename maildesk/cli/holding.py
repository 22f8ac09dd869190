"""`maildesk hold`: tickets that neither retention nor an erasure may touch."""

from pathlib import Path

from maildesk.cli.looking import changing, looking
from maildesk.cli.writing import Shape, utc, write_list
from maildesk.clock import SystemClock
from maildesk.desk.decision import Change, ChangeKind
from maildesk.errors import MaildeskError, UsageError
from maildesk.settings.load import load_key
from maildesk.store.events import append_events
from maildesk.store.holds import holds, release_hold, set_hold
from maildesk.store.recording import erased_among, unknown_numbers
from maildesk.store.tickets import lock_tickets
from maildesk.store.transaction import Transaction

_COLUMNS = {
    "ticket": "Ticket", "why": "Why", "set_by": "By", "set_at": "Since", "released_by": "Released by",
    "released_at": "Released",
}  # fmt: skip
_LONGEST = 1000


def list_holds(config: Path, shape: Shape) -> int:
    """Write every legal hold, the released ones too."""
    with looking(config) as tx:
        rows = [
            {
                "ticket": each.ticket, "why": each.why, "set_by": each.set_by, "set_at": utc(each.set_at),
                "released_by": each.released_by, "released_at": utc(each.released_at),
            }
            for each in (holds(tx) if tx is not None else ())
        ]  # fmt: skip
    write_list(rows, shape, _COLUMNS, empty="No ticket is on legal hold.")
    return 0


def change_hold(config: Path, number: int, why: str, *, release: bool) -> int:
    """Put a ticket on legal hold, or release it; the event log notes it."""
    if release and why:
        raise UsageError("--release takes no reason; the hold's own reason stays in the list.")
    if not release and not why.strip():
        raise UsageError(f'Say why, such as: maildesk hold {number} "case 17 of 2026".')
    if len(why) > _LONGEST:
        raise UsageError(f"The reason is longer than {_LONGEST} characters; name a document instead.")
    key, now = load_key(config), SystemClock().now()

    def work(tx: Transaction) -> None:
        if unknown_numbers(tx, [number]):
            raise MaildeskError(f"There is no ticket {number}; maildesk tickets lists those there are.")
        if not release and erased_among(tx, [number]):
            raise MaildeskError(f"Ticket {number} was erased already: there is nothing left to hold.")
        lock_tickets(tx, [number])
        done = (
            release_hold(tx, number, "operator", now) if release else set_hold(tx, number, why.strip(), "operator", now)
        )
        if not done:
            state = "is not on legal hold" if release else "is on legal hold already"
            raise MaildeskError(f"Ticket {number} {state}; maildesk hold lists what is.")
        before, after = ("on", "off") if release else ("off", "on")
        fact = Change(
            kind=ChangeKind.LEGAL_HOLD, actor="operator", before=before, after=after, reason="said by the operator"
        )
        append_events(tx, key, number, [fact], now)

    with changing(config) as database:
        database.run(work)
    words = "is released from its legal hold" if release else "is on legal hold: retention and erasures leave it alone"
    print(f"Ticket {number} {words}.")
    return 0
