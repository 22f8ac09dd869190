"""Taking the words of tickets away: what was said, the mails, the scores; number, dates and chain of events stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Delete, Table, bindparam, delete, func, literal_column, select, update

from maildesk.desk.decision import Change, ChangeKind
from maildesk.store.columns import packed_json
from maildesk.store.events import append_events
from maildesk.store.holds import held_among
from maildesk.store.prepared import Prepared, among, insert, word
from maildesk.store.schema import erasure, ledger, message, metadata, outbox, outbox_body, raw, ticket
from maildesk.store.tickets import lock_tickets, new_personal_key
from maildesk.store.transaction import Transaction

NOBODY = "erased@erased.invalid"  # .invalid belongs to nobody (RFC 2606 section 2)
ERASED_SUBJECT = "[erased]"
# What hangs on a ticket and tells nothing about a person; every other table that hangs on it is cleared.
_STAYS = frozenset({"event", "ticket", "time_spent", "ended_clock", "article_suggested", "legal_hold", "recurring_run"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased:
    """How much was taken away."""

    tickets: tuple[int, ...] = ()
    mails: int = 0  # that arrived
    messages: int = 0
    sent: int = 0  # mails of ours

    def plus(self, other: "Erased") -> "Erased":
        """Return both together."""
        return Erased(
            tickets=(*self.tickets, *other.tickets),
            mails=self.mails + other.mails,
            messages=self.messages + other.messages,
            sent=self.sent + other.sent,
        )


def _numbers(column: str, table: Table) -> Delete:
    return delete(table).where(among(table.c[column], "numbers", "BIGINT"))


def _clearing() -> Iterator[Prepared]:
    """Yield what clears the tables that hang on messages and on tickets, the outer ones first."""
    of_tickets = select(message.c.id).where(among(message.c.ticket, "numbers", "BIGINT"))
    for table in reversed(metadata.sorted_tables):
        for column in table.c:
            targets = {key.column for key in column.foreign_keys}
            if message.c.id in targets:
                yield Prepared(delete(table).where(column.in_(of_tickets)))
            elif ticket.c.number in targets and table.name not in _STAYS:
                yield Prepared(_numbers(column.name, table))


_CLEAR = tuple(_clearing())
_COUNT_MESSAGES = Prepared(
    select(func.count()).select_from(message).where(among(message.c.ticket, "numbers", "BIGINT"))
)
_LEDGER_OF = Prepared(
    select(message.c.ledger_id).where(among(message.c.ticket, "numbers", "BIGINT"), message.c.ledger_id.is_not(None))
)
_LEDGER_BY_TICKET = Prepared(select(ledger.c.id).where(among(ledger.c.ticket, "numbers", "BIGINT")))
_COPIES = Prepared(
    select(ledger.c.id).where(ledger.c.duplicate_of.is_not(None), among(ledger.c.duplicate_of, "ids", "BIGINT"))
)
_OUTBOX_OF = Prepared(
    select(outbox.c.id).where(outbox.c.ticket.is_not(None), among(outbox.c.ticket, "numbers", "BIGINT"))
)
_BARE_TICKET = Prepared(
    update(ticket)
    .where(ticket.c.number == bindparam("row"))
    .values(
        subject=bindparam("subject"), requester_name=literal_column("''"), requester=bindparam("nobody"),
        requester_key=bindparam("nobody"), subject_key=literal_column("''"),
        participants=bindparam("people"), tags=literal_column("'[]'"), intake=None, asset=None, organisation=None,
        checklist=literal_column("'[]'"), personal_key=bindparam("key"), erased_at=bindparam("now"),
    )
)  # fmt: skip
_SHAS = Prepared(
    select(ledger.c.raw_sha256).where(among(ledger.c.id, "ids", "BIGINT"), ledger.c.raw_sha256.is_not(None))
)
_BARE_MAIL = Prepared(
    update(ledger)
    .where(ledger.c.id == bindparam("row"))
    .values(
        raw_sha256=None, message_id=None, sender=None, subject=literal_column("''"), words_key=None, held_for=None,
        reasons=literal_column("'[]'"), reason=bindparam("why"), fingerprint=None,
    )
)  # fmt: skip
_SETTLE_MAIL = Prepared(
    update(ledger)
    .where(ledger.c.id == bindparam("row"), ledger.c.state == word("quarantine"))
    .values(state=word("ignored"), judged_at=bindparam("now"))
)
_UNUSED_RAW = Prepared(
    delete(raw).where(
        among(raw.c.sha256, "shas"),
        ~select(ledger.c.id).where(ledger.c.raw_sha256 == raw.c.sha256).correlate(raw).exists(),
    )
)
_BARE_SENT = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        key=bindparam("key"), recipient=bindparam("nobody"), recipient_key=bindparam("nobody"),
        recipient_domain=bindparam("domain"), subject=literal_column("''"), error=None,
    )
)  # fmt: skip
_FORGET_BODY = Prepared(delete(outbox_body).where(outbox_body.c.outbox == bindparam("row")))
_CANCEL = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state.in_([word("queued"), word("sending")]))
    .values(state=word("cancelled"), next_try_at=None)
)
_RECORDED = ("at", "kind", "actor", "reason", "who", "tickets", "mails", "messages", "sent")
_RECORD = Prepared(insert(erasure).values({name: bindparam(name) for name in _RECORDED}))
_RECORDS = Prepared(select(*(erasure.c[name] for name in _RECORDED)).order_by(erasure.c.id))


def begin_erasing(tx: Transaction) -> None:
    """Let this connection overwrite what it deletes; PostgreSQL does that when it vacuums."""
    if tx.on_sqlite:
        tx.command("PRAGMA secure_delete = ON")


def erase_tickets(
    tx: Transaction, key: bytes, numbers: Sequence[int], *, actor: str, reason: str, now: datetime
) -> Erased:
    """Take everything away that was said on tickets, except on those with a legal hold, and note it in their chains.

    `reason` goes into the event log and must name nobody. Mails still waiting to be sent are cancelled.
    """
    held = frozenset(held_among(tx, numbers))
    wanted = sorted(set(numbers) - held)
    if not wanted:
        return Erased()
    begin_erasing(tx)
    given = {"numbers": wanted}
    count = tx.rows(_COUNT_MESSAGES, given)[0][0]
    arrived = {row[0] for row in tx.rows(_LEDGER_OF, given)} | {row[0] for row in tx.rows(_LEDGER_BY_TICKET, given)}
    sent = [row[0] for row in tx.rows(_OUTBOX_OF, given)]
    lock_tickets(tx, wanted)
    for number in wanted:
        fact = Change(kind=ChangeKind.ERASED, actor=actor, reason=reason)
        append_events(tx, key, number, [fact], now)
    mails = erase_mails(tx, sorted(arrived), reason, now)
    erase_sent(tx, sent)
    for statement in _CLEAR:
        tx.do(statement, given)
    people = packed_json([["", NOBODY]])
    for number in wanted:
        tx.do(
            _BARE_TICKET,
            {
                "row": number, "subject": ERASED_SUBJECT, "nobody": NOBODY, "people": people, "now": now,
                "key": new_personal_key(),
            },
        )  # fmt: skip
        tx.tickets.pop(number, None)
    return Erased(tickets=tuple(wanted), mails=mails, messages=count, sent=len(sent))


def erase_mails(tx: Transaction, ids: Sequence[int], why: str, now: datetime) -> int:
    """Take bytes and words of mails that arrived away, copies of them too; returns how many rows were bared.

    The rows stay with their content keys: the same mail coming again is still known. What lay in quarantine is ignored.
    """
    if not ids:
        return 0
    begin_erasing(tx)
    whole = sorted({*ids, *(row[0] for row in tx.rows(_COPIES, {"ids": list(ids)}))})
    shas = [row[0] for row in tx.rows(_SHAS, {"ids": whole})]
    for each in whole:
        tx.do(_SETTLE_MAIL, {"row": each, "now": now})
        tx.do(_BARE_MAIL, {"row": each, "why": why})
    if shas:
        tx.do(_UNUSED_RAW, {"shas": shas})
    return len(whole)


def erase_sent(tx: Transaction, ids: Sequence[int]) -> None:
    """Take bytes, subject and recipient of our own mails away; what waited to be sent is cancelled."""
    if ids:
        begin_erasing(tx)
    domain = NOBODY.rpartition("@")[2]
    for each in ids:
        tx.do(_CANCEL, {"row": each})
        tx.do(_BARE_SENT, {"row": each, "key": f"erased:{each}", "nobody": NOBODY, "domain": domain})
        tx.do(_FORGET_BODY, {"row": each})


@dataclass(frozen=True, kw_only=True, slots=True)
class ErasureRecord:
    """What was erased, when, why and by whom; `who` is a keyed digest, empty for retention."""

    at: datetime
    kind: str  # retention, person
    actor: str
    reason: str
    who: str
    erased: Erased


def record_erasure(tx: Transaction, record: ErasureRecord) -> None:
    """Write down that something was erased."""
    erased = record.erased
    tx.do(
        _RECORD,
        {
            "at": record.at, "kind": record.kind, "actor": record.actor, "reason": record.reason, "who": record.who,
            "tickets": packed_json(erased.tickets), "mails": erased.mails, "messages": erased.messages,
            "sent": erased.sent,
        },
    )  # fmt: skip


def erasure_records(tx: Transaction) -> list[ErasureRecord]:
    """Return every erasure there was, oldest first."""
    import json

    found = []
    for at, kind, actor, reason, who, tickets, mails, messages, sent in tx.rows(_RECORDS):
        erased = Erased(tickets=tuple(json.loads(tickets)), mails=mails, messages=messages, sent=sent)
        found.append(ErasureRecord(at=at, kind=kind, actor=actor, reason=reason, who=who, erased=erased))
    return found
