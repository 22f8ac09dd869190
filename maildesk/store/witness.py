"""The roots that digests carry out of the house, and the event log held against them.

Whoever can write to the database and has the key can write the whole log anew, hash by hash. What was mailed out
before cannot be changed any more: each digest prints one root over the ends of all chains, and here is kept what it was
made of.
"""

import hmac
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from maildesk.store.events import ChainEnd, ChainFault, chain_ends, root_of
from maildesk.store.prepared import Prepared
from maildesk.store.schema import audit_root, event
from maildesk.store.transaction import Transaction

_ADD = Prepared(insert(audit_root).values({name: bindparam(name) for name in ("at", "root", "heads")}))
_ROOTS = Prepared(select(audit_root.c.at, audit_root.c.root, audit_root.c.heads).order_by(audit_root.c.id))
_HASHES = Prepared(select(event.c.ticket, event.c.seq, event.c.hash).order_by(event.c.ticket, event.c.seq))


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredRoot:
    """A root that a digest printed, and the ends of the chains that had grown since the root before it."""

    at: datetime
    root: str
    grown: tuple[ChainEnd, ...]


def stored_roots(tx: Transaction) -> Iterator[StoredRoot]:
    """Yield the roots in the order they were printed."""
    for at, root, heads in tx.rows(_ROOTS):
        yield StoredRoot(at=at, root=root, grown=_unpacked(heads))


def keep_root(tx: Transaction, now: datetime) -> str:
    """Return the root of this moment, and keep what it is made of unless it is that of the last digest."""
    known: dict[int, ChainEnd] = {}
    last = ""
    for stored in stored_roots(tx):
        known |= {end.ticket: end for end in stored.grown}
        last = stored.root
    ends = list(chain_ends(tx))
    root = root_of(ends)
    if root != last:
        grown = [end for end in ends if known.get(end.ticket) != end]
        tx.do(_ADD, {"at": now, "root": root, "heads": _packed(grown)})
    return root


def verify_roots(tx: Transaction, witness: str | None = None) -> Iterator[ChainFault]:
    """Hold the log against the roots that were kept and, when one is given, against that of a digest (hexadecimal).

    A root that was never kept, or events that are not those it was made of, are faults.
    """
    ends: dict[int, ChainEnd] = {}
    wanted: dict[tuple[int, int], tuple[str, datetime]] = {}
    found = witness is None
    newest: StoredRoot | None = None
    for stored in stored_roots(tx):
        ends |= {end.ticket: end for end in stored.grown}
        wanted |= {(end.ticket, end.length): (end.head, stored.at) for end in stored.grown if end.length}
        newest = stored
        if witness is not None and hmac.compare_digest(stored.root, witness):
            found = True
            yield from _against_root(ends, stored)
    if newest is not None:
        yield from _against_root(ends, newest)
    if not found:
        sentence = (
            f"The root {witness} of the digest is not among those kept: the log was written anew or cut off after that "
            "digest, or the digest is another desk's."
        )
        yield ChainFault(ticket=0, seq=0, sentence=sentence)
    yield from _against_events(tx, wanted)


def _against_root(ends: dict[int, ChainEnd], stored: StoredRoot) -> Iterator[ChainFault]:
    if root_of(ends[number] for number in sorted(ends)) != stored.root:
        sentence = f"What is kept of the digest of {stored.at:%Y-%m-%d %H:%M} UTC does not give its root."
        yield ChainFault(ticket=0, seq=0, sentence=sentence)


def _against_events(tx: Transaction, wanted: dict[tuple[int, int], tuple[str, datetime]]) -> Iterator[ChainFault]:
    left = dict(wanted)
    faults: list[ChainFault] = []
    for number, seq, found in tx.stream(_HASHES):
        expected = left.pop((number, seq), None)
        if expected is not None and not hmac.compare_digest(expected[0], found):
            faults.append(_fault(number, seq, "is not the one that stood there", expected[1]))
    faults += [_fault(number, seq, "is gone that stood there", at) for (number, seq), (_, at) in left.items()]
    yield from sorted(faults, key=lambda fault: (fault.ticket, fault.seq))


def _fault(number: int, seq: int, what: str, at: datetime) -> ChainFault:
    sentence = f"Event {seq} of ticket {number} {what} when the digest of {at:%Y-%m-%d %H:%M} UTC was written."
    return ChainFault(ticket=number, seq=seq, sentence=sentence)


def _packed(ends: list[ChainEnd]) -> bytes:
    return zlib.compress(json.dumps([[end.ticket, end.length, end.head] for end in ends]).encode())


def _unpacked(heads: bytes) -> tuple[ChainEnd, ...]:
    try:
        rows = json.loads(zlib.decompress(heads))
        return tuple(ChainEnd(ticket=number, length=length, head=head) for number, length, head in rows)
    except (zlib.error, ValueError, TypeError):
        return ()  # then the root it should give is missed, and that is told
