"""The event log: append-only, a chain of keyed hashes for each ticket, and its verification."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from maildesk.desk.decision import Change
from maildesk.store.columns import instant
from maildesk.store.prepared import Prepared, Row
from maildesk.store.schema import event, ticket
from maildesk.store.transaction import Transaction

_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:，。；：“”]+@[^\s<>()\[\]\"',;:，。；：“”]+")
_COLUMNS = [
    event.c[name] for name in ["ticket", "seq", "at", "kind", "actor", "before", "after", "reason", "personal", "hash"]
]
_APPEND = Prepared(insert(event))
_HEAD = Prepared(
    update(ticket)
    .where(ticket.c.number == bindparam("row"))
    .values(chain_head=bindparam("chain_head"), chain_length=bindparam("chain_length"))
)
_row_json = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_ALL = Prepared(select(*_COLUMNS).order_by(event.c.ticket, event.c.seq))
_HEADS = Prepared(select(ticket.c.number, ticket.c.chain_head, ticket.c.chain_length).order_by(ticket.c.number))


@dataclass(frozen=True, kw_only=True, slots=True)
class ChainFault:
    """One place where the event log is not what was written."""

    ticket: int
    seq: int  # 0 where it concerns the chain as a whole
    sentence: str


def personal_digest(key: bytes, personal_key: str, text: str) -> str:
    """Return what the log keeps of a person's words: a digest under the desk's key and that of the ticket.

    Equal words of one ticket give equal digests; once the ticket's key is gone nobody can tell what they were.
    """
    words = f"personal:{personal_key}:{text}".encode("utf-8", "surrogatepass")
    return "hmac:" + hmac.digest(key, words, "sha256").hex()[:32]


def _without_addresses(key: bytes, personal_key: str, text: str | None) -> str | None:
    """Return a text of the log with digests in the place of mail addresses, whoever let them slip in."""
    if text is None or "@" not in text:
        return text
    return _ADDRESS.sub(lambda found: personal_digest(key, personal_key, found.group()), text)


def _hash(key: bytes, previous: str, row: Sequence[object]) -> str:
    return hmac.digest(key, f"event:{previous}{_row_json(row)}".encode(), "sha256").hex()


def append_events(tx: Transaction, key: bytes, ticket_number: int, changes: Sequence[Change], now: datetime) -> None:
    """Write facts at the end of a ticket's chain; the ticket was locked or inserted by this transaction."""
    if not changes:
        return
    stored = tx.tickets[ticket_number]
    head, length, at = stored.chain_head, stored.chain_length, instant(now)
    rows = []
    for change in changes:
        before, after = change.before, change.after
        if change.personal:
            before = before and personal_digest(key, stored.personal_key, before)
            after = after and personal_digest(key, stored.personal_key, after)
        before, after, reason = (
            _without_addresses(key, stored.personal_key, words) for words in (before, after, change.reason)
        )
        length += 1
        cells = (ticket_number, length, at, change.kind.value, change.actor, before, after, reason)
        head = _hash(key, head, (*cells, change.personal))
        names = ("ticket", "seq", "at", "kind", "actor", "before", "after", "reason")
        rows.append({**dict(zip(names, cells, strict=True)), "at": now, "personal": change.personal, "hash": head})
    tx.many(_APPEND, rows)
    tx.do(_HEAD, {"row": ticket_number, "chain_head": head, "chain_length": length})
    tx.tickets[ticket_number] = replace(stored, chain_head=head, chain_length=length)


def verify_chains(tx: Transaction, key: bytes) -> Iterator[ChainFault]:
    """Recompute every chain and yield what does not agree: changed, missing, added or cut off events."""
    rows = tx.stream(_ALL)
    row = next(rows, None)
    for number, chain_head, chain_length in tx.rows(_HEADS):
        while row is not None and row[0] < number:
            yield ChainFault(ticket=row[0], seq=row[1], sentence=f"Event {row[1]} belongs to a ticket that is gone.")
            row = next(rows, None)
        head, length, broken = "", 0, False
        while row is not None and row[0] == number:
            length += 1
            if not broken:
                fault = _fault(key, head, length, row)
                broken = fault is not None
                if fault is not None:
                    yield fault
            head = row[9]
            row = next(rows, None)
        if not broken and (length != chain_length or head != chain_head):
            yield ChainFault(
                ticket=number,
                seq=0,
                sentence=f"Ticket {number} has {length} events where {chain_length} were written, or another last one.",
            )
    while row is not None:
        yield ChainFault(ticket=row[0], seq=row[1], sentence=f"Event {row[1]} belongs to a ticket that is gone.")
        row = next(rows, None)


def _fault(key: bytes, head: str, length: int, row: Row) -> ChainFault | None:
    number, seq, at, kind, actor, before, after, reason, personal, found = row
    if seq != length:
        sentence = f"Event {length} of ticket {number} is missing."
        return ChainFault(ticket=number, seq=length, sentence=sentence)
    expected = _hash(key, head, (number, seq, instant(at), kind, actor, before, after, reason, personal))
    if not hmac.compare_digest(expected, found):
        sentence = f"Event {seq} of ticket {number} is not as it was written."
        return ChainFault(ticket=number, seq=seq, sentence=sentence)
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChainEnd:
    """How long the chain of a ticket is, and its last hash."""

    ticket: int
    length: int
    head: str


def chain_ends(tx: Transaction) -> Iterator[ChainEnd]:
    """Yield the ends of all chains in the order of their tickets."""
    for number, head, length in tx.rows(_HEADS):
        yield ChainEnd(ticket=number, length=length, head=head)


def root_of(ends: Iterable[ChainEnd]) -> str:
    """Return one hash over the ends of chains in the order of their tickets, in hexadecimal."""
    whole = hashlib.sha256()
    for end in ends:
        whole.update(f"{end.ticket}:{end.length}:{end.head}\n".encode())
    return whole.hexdigest()


def chain_root(tx: Transaction) -> str:
    """Return one hash over the ends of all chains, in hexadecimal; it changes with every event of the desk."""
    return root_of(chain_ends(tx))
