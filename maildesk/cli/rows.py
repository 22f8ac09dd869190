"""The rows of the lists in the shape that scripts rely on: the contract of the command line."""

from typing import Any

from maildesk.cli.writing import utc
from maildesk.desk.ticket import Ticket
from maildesk.mail.letter import Attachment
from maildesk.store.reading import ListedMail, ListedOutgoing, QuarantinedMail
from maildesk.store.recording import RecordedScore, RecordedTime
from maildesk.store.showing import ShownEvent, ShownMessage

Row = dict[str, Any]


def mail_row(mail: ListedMail, *, with_raw: bool) -> Row:
    """Return a ledger row; `raw` is null where only the row was kept."""
    row: Row = {
        "id": mail.id,
        "mailbox": mail.mailbox,
        "uidvalidity": mail.uidvalidity,
        "uid": mail.uid,
        "message_id": mail.message_id,
        "content_key": mail.content_key,
        "received_at": utc(mail.received_at),
        "state": mail.state,
        "ticket": mail.ticket,
        "reason": mail.reason,
    }
    if with_raw:
        row["raw"] = None if mail.raw is None else mail.raw.decode("utf-8", "backslashreplace")
    return row


def outgoing_row(mail: ListedOutgoing) -> Row:
    """Return an outgoing mail."""
    return {
        "id": mail.id,
        "message_id": mail.message_id,
        "ticket": mail.ticket,
        "kind": mail.kind,
        "to": list(mail.to),
        "subject": mail.subject,
        "state": mail.state,
        "tries": mail.tries,
        "uncertain": mail.uncertain,
        "delivery": mail.delivery,
        "error": mail.error,
        "next_try_at": utc(mail.next_try_at),
        "sent_at": utc(mail.sent_at),
    }


def ticket_row(ticket: Ticket) -> Row:
    """Return a ticket without its clocks."""
    return {
        "number": ticket.number,
        "token": ticket.token,
        "subject": ticket.subject,
        "state": ticket.state.value,
        "type": ticket.type.value,
        "priority": ticket.priority.value,
        "team": ticket.team,
        "owner": ticket.owner,
        "requester": ticket.requester.address,
        "participants": [person.address for person in ticket.participants],
        "language": ticket.language,
        "tags": list(ticket.tags),
        "mailbox": ticket.mailbox,
        "created_at": utc(ticket.created_at),
        "updated_at": utc(ticket.updated_at),
        "reopened": ticket.reopened,
    }


def message_row(message: ShownMessage) -> Row:
    """Return a message of a ticket."""
    return {
        "id": message.id,
        "direction": message.direction,
        "visibility": message.visibility,
        "from": {"name": message.author.name, "address": message.author.address},
        "text": message.text,
        "language": message.language,
        "message_id": message.message_id,
        "ledger_id": message.ledger_id,
        "outbox_id": message.outbox_id,
        "attachments": [attachment_row(each) for each in message.attachments],
        "at": utc(message.at),
    }


def attachment_row(item: Attachment) -> Row:
    """Return an attachment; size and digest are of the decoded bytes."""
    return {
        "filename": item.filename,
        "content_type": item.content_type,
        "size": item.size,
        "inline": item.inline,
        "sha256": item.sha256,
    }


def event_row(event: ShownEvent) -> Row:
    """Return an event of a ticket; personal words are keyed digests."""
    return {
        "seq": event.seq,
        "at": utc(event.at),
        "kind": event.kind,
        "actor": event.actor,
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
        "personal": event.personal,
    }


def score_row(score: RecordedScore) -> Row:
    """Return a score of one closing."""
    return {
        "round": score.round,
        "score": score.score,
        "comment": score.comment,
        "address": score.address,
        "at": utc(score.at),
    }


def time_row(time: RecordedTime) -> Row:
    """Return time that was noted on a ticket."""
    return {"staff": time.staff_id, "minutes": time.minutes, "at": utc(time.at)}


def quarantine_row(mail: QuarantinedMail) -> Row:
    """Return a mail in quarantine."""
    return {
        "id": mail.id,
        "mailbox": mail.mailbox,
        "message_id": mail.message_id,
        "received_at": utc(mail.received_at),
        "from": mail.sender,
        "subject": mail.subject,
        "size": mail.size,
        "reason": mail.reason,
        "check": mail.check,
        "held_for": mail.held_for,
        "tries": mail.tries,
        "fingerprint": mail.fingerprint,
        "judged_at": utc(mail.judged_at),
    }
