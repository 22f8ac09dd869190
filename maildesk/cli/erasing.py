"""`maildesk retention`, `maildesk erase` and `maildesk erasures`: what is taken away, and the record of it."""

import hmac
import sys
from pathlib import Path

from maildesk.cli.looking import changing, looking
from maildesk.cli.writing import Json, Shape, utc, write_list
from maildesk.clock import SystemClock
from maildesk.errors import MaildeskError, UsageError
from maildesk.flows.retention import Outdated, apply_retention, outdated
from maildesk.mail.addr_spec import is_addr_spec
from maildesk.settings.load import load_configuration, load_desk, load_key
from maildesk.store.erasing import Erased, ErasureRecord, erasure_records, record_erasure
from maildesk.store.holds import held_among
from maildesk.store.person_erasure import REASON, erase_person
from maildesk.store.sweeping import sweep
from maildesk.store.traces import Traces, find_traces, places_left
from maildesk.store.transaction import Transaction

_COLUMNS = {
    "at": "When (UTC)", "kind": "Kind", "reason": "Why", "actor": "By", "tickets": "Tickets", "mails": "Mails",
    "messages": "Messages", "sent": "Our mails", "who": "Who (digest)",
}  # fmt: skip


def retention(config: Path, shape: Shape, *, apply: bool) -> int:
    """Tell what has been kept too long or, with `apply`, erase it."""
    years = load_configuration(config).retention.years
    if years == 0:
        raise MaildeskError("[retention] years is 0: everything is kept for ever; write how many years it shall be.")
    now = SystemClock().now()
    if not apply:
        with looking(config) as tx:
            _tell_outdated(outdated(tx, now, years) if tx is not None else Outdated(before=now), shape)
        return 0
    key = load_key(config)
    with changing(config) as database:
        done = apply_retention(database, key, now, years, actor="operator")
        swept = sweep(database) if done != Erased() else True
    _tell_done(done, shape)
    return 0 if _tell_swept(swept) else 1


def _tell_outdated(found: Outdated, shape: Shape) -> None:
    row = {
        "before": utc(found.before), "tickets": list(found.tickets), "held": list(found.held), "mails": found.mails,
        "sent": found.sent, "persons": found.persons,
    }  # fmt: skip
    if shape is not Shape.TABLE:
        Json(sys.stdout).document(row)
        return
    sys.stdout.write(
        f"Kept since before {row['before']}: {_counted(found.tickets, 'closed ticket')}, {found.mails} ignored mails, "
        f"{found.sent} mails of ours without a ticket, {found.persons} people without one.\n"
    )
    if found.tickets:
        sys.stdout.write(f"Tickets: {' '.join(map(str, found.tickets))}\n")
    if found.held:
        sys.stdout.write(f"On legal hold, so they stay: {' '.join(map(str, found.held))}\n")
    sys.stdout.write("Nothing was erased; maildesk retention --apply does it.\n")


def erase(config: Path, address: str, shape: Shape, *, dry_run: bool, yes: bool) -> int:
    """Erase a customer: every word of that person, and the person in everything that stays."""
    if not is_addr_spec(address):
        raise UsageError(f"{address!r} is no mail address; write it as in anna@example.com.")
    if dry_run and yes:
        raise UsageError("--dry-run and --yes exclude each other; write one of them.")
    desk = load_desk(config)
    staff = [person.name for person in desk.people.staff]
    if any(address.casefold() == person.address.casefold() for person in desk.people.staff):
        raise MaildeskError(f"{address} is of the staff; take the entry out of people.toml first.")
    if any(address.casefold() == mailbox.address.casefold() for mailbox in desk.mailboxes):
        raise MaildeskError(f"{address} is the desk's own address.")
    key, now = load_key(config), SystemClock().now()
    with changing(config) as database:
        with database.reading() as tx:
            traces = find_traces(tx, address, staff)
            _refuse(tx, traces, address)
        if not yes:
            _tell_traces(traces, shape)
            return 0

        def work(tx: Transaction) -> Erased:
            _refuse(tx, traces, address)
            done = erase_person(tx, key, traces, actor="operator", now=now)
            who = hmac.digest(key, b"erased:" + traces.address.encode(), "sha256").hex()
            record = ErasureRecord(at=now, kind="person", actor="operator", reason=REASON, who=who, erased=done)
            record_erasure(tx, record)
            return done

        done = database.run(work)
        with database.reading() as tx:
            left = places_left(tx, traces.needles)
            again = find_traces(tx, address, staff)
        swept = sweep(database)
    _tell_done(done, shape)
    if left or not again.nothing:
        places = ", ".join(f"{count} in {table}" for table, count in left.items()) or "mails that came meanwhile"
        raise MaildeskError(f"That person is still named: {places}. Erase once more.")
    sys.stderr.write(
        "Nothing of that person is left in the database. Not reached from here: the mails in the mailboxes themselves "
        "(maildesk/Done), backups, and the mail of those who were written to.\n"
    )
    return 0 if _tell_swept(swept) else 1


def _refuse(tx: Transaction, traces: Traces, address: str) -> None:
    if traces.nothing:
        raise MaildeskError(f"Nothing is known of {address}.")
    held = held_among(tx, (*traces.own_tickets, *traces.other_tickets))
    if held:
        tickets = " ".join(map(str, held))
        raise MaildeskError(
            f"{address} takes part in what is on legal hold ({tickets}); nothing was erased. Release the hold first: "
            f"maildesk hold {held[0]} --release."
        )
    if traces.undecided:
        raise MaildeskError(
            f"{len(traces.undecided)} mails that name {address} are not decided yet; nothing was erased. "
            "Try again when they are."
        )


def _tell_traces(traces: Traces, shape: Shape) -> None:
    row = {
        "own_tickets": list(traces.own_tickets), "other_tickets": list(traces.other_tickets),
        "messages": len(traces.messages), "mails": len(traces.mails), "sent": len(traces.sent),
        "looked_for": list(traces.needles),
    }  # fmt: skip
    if shape is not Shape.TABLE:
        Json(sys.stdout).document(row)
        return
    sys.stdout.write(
        f"Would be erased: all words of {_counted(traces.own_tickets, 'ticket')} "
        f"({' '.join(map(str, traces.own_tickets)) or 'none'}), {len(traces.messages)} messages on tickets of others "
        f"({' '.join(map(str, traces.other_tickets)) or 'none'}), {len(traces.mails)} mails that came and "
        f"{len(traces.sent)} that were sent.\nLooked for: {', '.join(traces.needles)}\n"
        "Nothing was erased; maildesk erase ADDRESS --yes does it, and it cannot be undone.\n"
    )


def _tell_done(done: Erased, shape: Shape) -> None:
    row = {"tickets": list(done.tickets), "mails": done.mails, "messages": done.messages, "sent": done.sent}
    if shape is not Shape.TABLE:
        Json(sys.stdout).document(row)
        return
    sys.stdout.write(
        f"Erased: {_counted(done.tickets, 'ticket')}, {done.messages} messages, {done.mails} mails that came, "
        f"{done.sent} of ours.\n"
    )


def _tell_swept(swept: bool) -> bool:
    if not swept:
        sys.stderr.write(
            "The database was in use all the time, so its file may still hold what was deleted; run it again when "
            "it is quieter.\n"
        )
    return swept


def _counted(numbers: tuple[int, ...], word: str) -> str:
    return f"1 {word}" if len(numbers) == 1 else f"{len(numbers)} {word}s"


def erasures(config: Path, shape: Shape) -> int:
    """Write what was erased, when, why and by whom."""
    with looking(config) as tx:
        rows = [
            {
                "at": utc(each.at), "kind": each.kind, "reason": each.reason, "actor": each.actor,
                "tickets": list(each.erased.tickets), "mails": each.erased.mails, "messages": each.erased.messages,
                "sent": each.erased.sent, "who": each.who or None,
            }
            for each in (erasure_records(tx) if tx is not None else ())
        ]  # fmt: skip
    write_list(rows, shape, _COLUMNS, empty="Nothing was ever erased.")
    return 0
