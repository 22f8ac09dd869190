"""What the ledger is told of a mail that lies in a mailbox: taken whole, too large, or left where it lies."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from maildesk.desk.decision import LedgerState
from maildesk.mail.content_key import content_key, header_of, key_of
from maildesk.mail.header_block import HeaderBlock
from maildesk.net.imap import MailSize
from maildesk.store.ledger import Arrival
from maildesk.store.raw import raw_form

_BATCH_BYTES = 32 * 1024 * 1024  # of one FETCH, so that a batch of large mails does not fill the memory


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Where a mail lies, and when it came there."""

    mailbox: str
    uidvalidity: int
    uid: int
    size: MailSize
    now: datetime  # stands in where the server tells no date


def taken(spot: Spot, raw: bytes) -> Arrival:
    """Return the row of a mail whose bytes were fetched; they count, not the size that was announced."""
    header = header_of(raw)
    return Arrival(
        mailbox=spot.mailbox,
        uidvalidity=spot.uidvalidity,
        uid=spot.uid,
        received_at=spot.size.internal_date or spot.now,
        raw=raw,
        content_key=key_of(header, raw),
        message_id=_message_id_in(header),
        size=len(raw),
        form=raw_form(raw),
    )


def too_large(spot: Spot, header: bytes, limit: int) -> Arrival:
    """Return the row of a mail beyond the limit (bytes), of which only the header was fetched."""
    size = spot.size.size
    return replace(
        taken(spot, header),
        content_key=hashlib.sha256(content_key(header).encode() + b":%d" % size).hexdigest(),
        size=size,
        state=LedgerState.QUARANTINE,
        reason=f"too large: {_megabytes(size)}, the limit is {_megabytes(limit)}",
    )


def left_there(spot: Spot, state: LedgerState, reason: str) -> Arrival:
    """Return the row of a mail whose bytes are not taken and which stays where it lies."""
    place = f"not fetched:{spot.mailbox}:{spot.uidvalidity}:{spot.uid}"
    return Arrival(
        mailbox=spot.mailbox,
        uidvalidity=spot.uidvalidity,
        uid=spot.uid,
        received_at=spot.size.internal_date or spot.now,
        raw=None,
        content_key=hashlib.sha256(place.encode()).hexdigest(),
        message_id=None,
        size=spot.size.size,
        state=state,
        reason=reason,
        stays=True,
    )


def message_id_of(raw: bytes) -> str | None:
    """Return the Message-ID of a raw mail with its angle brackets, by a linear look at the header; None without one."""
    return _message_id_in(header_of(raw))


def _message_id_in(header: HeaderBlock) -> str | None:
    for name, value in header.fields:
        if name.lower() == b"message-id":
            start, end = value.find(b"<"), value.find(b">")
            if 0 <= start < end:
                return value[start : end + 1].decode("utf-8", "replace").replace("\x00", "")[:998]
    return None


def by_bytes(uids: Iterable[int], sizes: Mapping[int, MailSize]) -> Iterable[list[int]]:
    """Divide UIDs into batches of at most 32 MiB; a larger mail is a batch of its own."""
    batch: list[int] = []
    total = 0
    for uid in uids:
        if batch and total + sizes[uid].size > _BATCH_BYTES:
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += sizes[uid].size
    if batch:
        yield batch


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
