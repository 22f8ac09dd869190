"""What the store costs a mail: `python -m tests.bench.store [mails]`, on SQLite (FULL) and PostgreSQL (fsync on)."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from maildesk.desk.decision import ChangeKind, PersonUpdate, Timer
from maildesk.desk.desk import Limits
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import State
from maildesk.mail.letter import Address
from maildesk.store.claims import Claimed, LetterFacts, claim_pending, judge
from maildesk.store.database import Database
from maildesk.store.events import append_events
from maildesk.store.gather import Clues, gather_customer
from maildesk.store.ledger import Kept, keep, mark_moved
from maildesk.store.messages import MessageToKeep, add_messages
from maildesk.store.migrate import migrate
from maildesk.store.outbox import enqueue
from maildesk.store.people import save_persons
from maildesk.store.sending import ClaimedMail, Sent, claim_outbox, mark_dot, record_results
from maildesk.store.tickets import insert_ticket, save_ticket
from maildesk.store.timers import set_timers
from maildesk.store.transaction import Transaction
from tests.store.builders import AS_TICKET, KEY, NOON, arrival, change, message, outgoing, ticket, token_for
from tests.world.postgres import start

_BATCH = 50
_BODY = (
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + b"Thank you, we have your request and will answer.\r\n" * 90
)
_RAW = b"".join(b"Received: from relay%d.example.com by mx.example.com; Mon, 23 Nov 2026\r\n" % n for n in range(80))


class Stage:
    """Adds up what one stage took."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0
        self.mails = 0

    def took(self, work: Callable[[], object], mails: int) -> object:
        wall, cpu = time.perf_counter(), time.process_time()
        found = work()
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu
        self.mails += mails
        return found


def _sender(number: int) -> Address:
    return Address(name="Customer", address=f"c{number % 500}@customer{number % 97}.test")


def commit_new(tx: Transaction, ledger_id: int) -> None:
    """One new request as the flows write it: look-ups, ticket, message, 3 events, 2 mails, timer, person, verdict."""
    sender = _sender(ledger_id)
    clues = Clues(sender=sender.address, subject=f"Printer {ledger_id}", words_key=f"w{ledger_id}")
    found = gather_customer(tx, clues, Limits(), NOON)
    owner = min(("li", "wang", "zhao"), key=lambda staff: found.load.get(staff, 0))
    new = ticket(subject=f"Printer {ledger_id}", requester=sender, participants=(sender,), owner=owner, team="it")
    number = insert_ticket(tx, new, token_for).number
    changes = [change(), change(ChangeKind.OWNER_CHANGED, after=owner), change(ChangeKind.MAIL_SENT)]
    append_events(tx, KEY, number, changes, NOON)
    text = message(text="The printer burns. " * 40, message_id=f"<m{ledger_id}@customer.test>", ledger_id=ledger_id)
    add_messages(tx, [MessageToKeep(ticket=number, message=replace(text, author=sender))], NOON)
    notice = {"kind": MessageKind.ASSIGNMENT, "recipient": f"{owner}@desk.test"}
    mails = [
        _outgoing(ledger_id, number, "a", recipient=sender.address),
        _outgoing(ledger_id, number, "b", **notice),
    ]
    enqueue(tx, mails, NOON)
    set_timers(tx, number, [Timer(key="response:1:50", due_at=NOON)])
    save_persons(tx, [PersonUpdate(address=sender.address, name="Customer", proven=True)], NOON)
    _judge(tx, ledger_id, number)


def commit_reply(tx: Transaction, ledger_id: int, number: int) -> None:
    """One customer's answer: look-ups with the ticket locked, message, state, events, a mail to the owner."""
    sender = _sender(ledger_id)
    clues = Clues(
        sender=sender.address,
        subject=f"Re: Printer {ledger_id}",
        numbers=(number,),
        own_ids=(f"<t{number}.a{ledger_id}@desk.test>",),
        references=(f"<m{ledger_id}@customer.test>",),
        words_key=f"w{ledger_id}",
    )
    found = gather_customer(tx, clues, Limits(), NOON)
    old = found.tickets[number]
    save_ticket(tx, replace(old, state=State.OPEN, updated_at=NOON))
    append_events(tx, KEY, number, [change(ChangeKind.MESSAGE_RECEIVED), change(ChangeKind.STATE_CHANGED)], NOON)
    text = message(text="It still burns. " * 40, message_id=f"<r{ledger_id}@customer.test>", ledger_id=ledger_id)
    add_messages(tx, [MessageToKeep(ticket=number, message=text)], NOON)
    enqueue(tx, [_outgoing(ledger_id, number, "c", recipient="li@desk.test")], NOON)
    set_timers(tx, number, [Timer(key="response:1:50", due_at=NOON), Timer(key="response:1:80", due_at=NOON)])
    _judge(tx, ledger_id, number)


def _reply_on(tickets: int, tx: Transaction, ledger_id: int) -> None:
    commit_reply(tx, ledger_id, ledger_id % tickets + 1)


def _outgoing(ledger_id: int, number: int, part: str, **changes: object):  # type: ignore[no-untyped-def]
    return replace(
        outgoing(ledger_id),
        key=f"mail:{ledger_id}:{part}",
        message_id=f"<t{number}.{part}{ledger_id}@desk.test>",
        ticket=number,
        body=_BODY,
        **changes,  # type: ignore[arg-type]
    )


def _judge(tx: Transaction, ledger_id: int, number: int) -> None:
    facts = LetterFacts(sender=_sender(ledger_id).address, subject="Printer", kind="request", words_key=f"w{ledger_id}")
    judge(tx, ledger_id, AS_TICKET, now=NOON, ticket=number, letter=facts, reasons=("no token", "rule hardware"))


def _keep(database: Database, first: int) -> list[Kept]:
    mails = [
        arrival(n, raw=b"X-Number: %d\r\n" % n + _RAW, content_key=f"{n:064x}") for n in range(first, first + _BATCH)
    ]
    return database.run(lambda tx: keep(tx, mails, NOON))


def _in_batch(database: Database, ids: Sequence[int], each: Callable[[Transaction, int], None]) -> None:
    def work(tx: Transaction) -> None:
        for ledger_id in ids:
            with tx.savepoint():
                each(tx, ledger_id)

    database.run(work)


def _deliver(database: Database) -> int:
    mails: list[ClaimedMail] = database.run(lambda tx: claim_outbox(tx, "bench", NOON, 60, _BATCH))
    pairs = [(mail.id, mail.fence) for mail in mails]
    database.run(lambda tx: mark_dot(tx, pairs, NOON))
    database.run(lambda tx: record_results(tx, [Sent(id=i, fence=f, at=NOON) for i, f in pairs]))
    return len(mails)


def measure(database: Database, mails: int) -> dict[str, Stage]:
    """Run every stage over the given number of mails and return what each took."""
    names = ("keep 50", "file away 50", "claim 50", "new, commit each", "new, 50 a commit", "reply, commit each")
    stages = {name: Stage() for name in (*names, "reply, 50 a commit", "deliver 50")}
    number = 0
    for turn in range(mails // _BATCH):
        kept = stages["keep 50"].took(lambda turn=turn: _keep(database, turn * _BATCH + 1), _BATCH)
        ids = [each.ledger_id for each in kept]  # type: ignore[attr-defined]
        stages["file away 50"].took(lambda ids=ids: database.run(lambda tx: mark_moved(tx, ids, NOON)), _BATCH)
        claimed: list[Claimed] = stages["claim 50"].took(  # type: ignore[assignment]
            lambda: database.run(lambda tx: claim_pending(tx, "bench", NOON, 60, _BATCH)), _BATCH
        )
        ids = [each.ledger_id for each in claimed]
        kind, one = ("new", commit_new) if turn % 4 < 2 else ("reply", partial(_reply_on, number))
        if turn % 2:
            stages[f"{kind}, 50 a commit"].took(lambda ids=ids, one=one: _in_batch(database, ids, one), _BATCH)
        else:
            for each in ids:
                stages[f"{kind}, commit each"].took(lambda e=each, one=one: _in_batch(database, [e], one), 1)
        number += _BATCH if kind == "new" else 0
        stages["deliver 50"].took(lambda: _deliver(database), _BATCH)
    return stages


def _report(name: str, stages: dict[str, Stage]) -> None:
    print(f"\n{name:24}{'wall ms':>10}{'CPU ms':>10}  a mail")
    for stage, took in stages.items():
        print(f"{stage:24}{took.wall / took.mails * 1000:10.3f}{took.cpu / took.mails * 1000:10.3f}")


def main() -> None:
    """Measure both engines and print a table for each."""
    mails = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    engines = sys.argv[2:] or ["sqlite", "postgresql"]
    if "sqlite" in engines:
        folder = Path(tempfile.mkdtemp())
        database = Database(f"sqlite:///{folder / 'desk.db'}")
        migrate(database)
        _report("SQLite", measure(database, mails))
        database.close()
        shutil.rmtree(folder)
    if "postgresql" in engines:
        server = start(durable=True)
        database = Database(server.fresh_database())
        migrate(database)
        _report("PostgreSQL", measure(database, mails))
        database.close()
        server.stop()
        shutil.rmtree(server.folder)


if __name__ == "__main__":
    main()
