"""How a ticket becomes a row and a row a ticket."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from maildesk.desk.check_line import CheckLine
from maildesk.desk.intake import IntakeRecord
from maildesk.desk.ticket import Level, Priority, State, StateSpan, Ticket, TicketType
from maildesk.mail.letter import Address
from maildesk.store.columns import compact_json, instant, packed_json
from maildesk.store.prepared import Row

# in the order of the row; `number` and the chain come before them
FIELDS = [
    "token",
    "subject",
    "state",
    "type",
    "impact",
    "urgency",
    "priority",
    "team",
    "owner",
    "requester_name",
    "requester",
    "requester_key",
    "subject_key",
    "participants",
    "language",
    "tags",
    "mailbox",
    "organisation",
    "policy",
    "asset",
    "created_at",
    "updated_at",
    "spans",
    "response_since",
    "answered_at",
    "due_at",
    "pending_until",
    "last_update_at",
    "reopened",
    "closings",
    "score",
    "linked_to",
    "merged_into",
    "muted",
    "awaiting_since",
    "review_since",
    "intake",
    "reminded_at",
    "checklist",
    "concerned",
    "complaint_since",
    "cause",
]

_INTAKE = tuple(field.name for field in fields(IntakeRecord))
_PREFIXES = re.compile(
    r"^(?:\s*(?:re|aw|sv|fw|fwd|wg|rv|tr|antw|回复|答复|回覆|答覆|转发|轉寄|转寄)\s*[:：])+", re.IGNORECASE
)


def address_key(address: str) -> str:
    """Return an addr-spec as it is compared: without case and outer spaces."""
    return address.strip().casefold()


def subject_key(subject: str) -> str:
    """Return a hash that is equal for subjects that differ by reply prefixes, case and spaces only."""
    plain = " ".join(_PREFIXES.sub("", subject[:1000]).split()).casefold()
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def ticket_values(ticket: Ticket) -> dict[str, Any]:
    """Return the columns of a ticket except its number and chain."""
    return {
        "token": ticket.token,
        "subject": ticket.subject,
        "state": ticket.state.value,
        "type": ticket.type.value,
        "impact": ticket.impact.value,
        "urgency": ticket.urgency.value,
        "priority": ticket.priority.value,
        "team": ticket.team,
        "owner": ticket.owner,
        "requester_name": ticket.requester.name,
        "requester": ticket.requester.address,
        "requester_key": address_key(ticket.requester.address),
        "subject_key": subject_key(ticket.subject),
        "participants": packed_json([person.name, person.address] for person in ticket.participants),
        "language": ticket.language,
        "tags": packed_json(ticket.tags),
        "mailbox": ticket.mailbox,
        "organisation": ticket.organisation,
        "policy": ticket.policy,
        "asset": ticket.asset,
        "created_at": ticket.created_at,
        "updated_at": ticket.updated_at,
        "spans": packed_json([span.state.value, instant(span.since)] for span in ticket.spans),
        "response_since": ticket.response_since,
        "answered_at": ticket.answered_at,
        "due_at": ticket.due_at,
        "pending_until": ticket.pending_until,
        "last_update_at": ticket.last_update_at,
        "reopened": ticket.reopened,
        "closings": ticket.closings,
        "score": ticket.score,
        "linked_to": ticket.linked_to,
        "merged_into": ticket.merged_into,
        "muted": ticket.muted,
        "awaiting_since": ticket.awaiting_since,
        "review_since": ticket.review_since,
        "intake": intake_json(ticket.intake),
        "reminded_at": ticket.reminded_at,
        "checklist": packed_json(
            [line.text, instant(line.done_at) if line.done_at else None, line.done_by] for line in ticket.checklist
        ),
        "concerned": packed_json(ticket.concerned),
        "complaint_since": ticket.complaint_since,
        "cause": ticket.cause,
    }


def ticket_of(number: int, cells: Row | Iterable[Any]) -> Ticket:
    """Return the ticket of a row whose cells stand in the order of `FIELDS`."""
    row = dict(zip(FIELDS, cells, strict=True))
    return Ticket(
        number=number,
        token=row["token"],
        subject=row["subject"],
        state=State(row["state"]),
        type=TicketType(row["type"]),
        impact=Level(row["impact"]),
        urgency=Level(row["urgency"]),
        priority=Priority(row["priority"]),
        team=row["team"],
        owner=row["owner"],
        requester=Address(name=row["requester_name"], address=row["requester"]),
        participants=tuple(Address(name=name, address=address) for name, address in json.loads(row["participants"])),
        language=row["language"],
        tags=tuple(json.loads(row["tags"])),
        mailbox=row["mailbox"],
        organisation=row["organisation"],
        policy=row["policy"],
        asset=row["asset"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        spans=tuple(
            StateSpan(state=State(state), since=datetime.fromisoformat(since))
            for state, since in json.loads(row["spans"])
        ),
        response_since=row["response_since"],
        answered_at=row["answered_at"],
        due_at=row["due_at"],
        pending_until=row["pending_until"],
        last_update_at=row["last_update_at"],
        reopened=row["reopened"],
        closings=row["closings"],
        score=row["score"],
        linked_to=row["linked_to"],
        merged_into=row["merged_into"],
        muted=row["muted"],
        awaiting_since=row["awaiting_since"],
        review_since=row["review_since"],
        intake=IntakeRecord(**json.loads(row["intake"])) if row["intake"] else None,
        reminded_at=row["reminded_at"],
        checklist=tuple(
            CheckLine(text=text, done_at=datetime.fromisoformat(at) if at else None, done_by=by)
            for text, at, by in json.loads(row["checklist"])
        ),
        concerned=tuple(json.loads(row["concerned"])),
        complaint_since=row["complaint_since"],
        cause=row["cause"],
    )


def intake_json(record: IntakeRecord | None) -> str | None:
    """Return an intake record as a JSON object without its empty fields; None for none."""
    if record is None:
        return None
    return compact_json({name: value for name in _INTAKE if (value := getattr(record, name))})
