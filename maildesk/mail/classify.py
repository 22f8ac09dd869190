"""Machine or person: the rows L1 to L27 of docs/security.md that a mail alone decides, in their order."""

from collections.abc import Callable
from email.message import Message

from maildesk.mail.bounce import read_bounce
from maildesk.mail.fields import Fields
from maildesk.mail.letter import Address, Bounce, Kind, Marks, ReadContext
from maildesk.mail.machine_rows import ROWS, Row
from maildesk.mail.machine_signs import Signs, read_signs

_LATE = frozenset({"failed", "delayed"})


def classify(
    fields: Fields,
    *,
    message: Callable[[], Message],
    sender: Address | None,
    subject: str,
    body_text: str,
    context: ReadContext,
) -> tuple[Kind, Marks, Bounce | None]:
    """Return the kind of a mail, what may be done with it and why, and what a delivery report says.

    `message` builds the whole mail, and is asked only where a delivery report may be. Rows that need the history of a
    ticket (L16, L17, L19, L20, L22, L23, L25, L26) are the desk's.
    """
    bounce = read_bounce(message, fields, body_text)
    signs = read_signs(fields, sender=sender, subject=subject, body_text=body_text, bounce=bounce, context=context)
    row = next(row for row in ROWS if row.matches(signs))
    return kind_of(signs, row), _marks(row, signs), bounce


def _marks(row: Row, signs: Signs) -> Marks:
    return Marks(
        row=row.id,
        auto_reason=row.reason or None,
        may_acknowledge=row.acknowledge,
        may_open=row.opens(signs),
        may_join=row.joins,
        moves_clocks=row.moves_clocks,
        own_mail=row.id in {"L1", "L3"},
        own_address=row.id == "L4",
        spam=row.id == "L18",
        to_desk=signs.to_desk or signs.cc_desk,
    )


def kind_of(signs: Signs, row: Row) -> Kind:
    """Return what sort of mail it is: the first row tells what may happen, all signs together what it is."""
    if signs.own_mark or signs.own_message_id:
        return Kind.AUTO_REPLY
    if signs.bounce is not None:
        return Kind.BOUNCE if signs.bounce.action in _LATE else Kind.DELIVERY_REPORT
    if signs.auto_replied or signs.vacation or signs.precedence & {"auto_reply", "auto-reply", "auto_replied"}:
        return Kind.AUTO_REPLY
    if signs.campaign or signs.unsubscribe or signs.precedence & {"bulk", "junk"}:
        return Kind.AUTO_REPLY if signs.machine_field and not signs.unsubscribe else Kind.BULK
    if signs.list_field or "list" in signs.precedence:
        if signs.auto_submitted or signs.machine_field or signs.machine_sender:
            return Kind.AUTO_REPLY if signs.written_to_desk else Kind.BULK
        return Kind.REQUEST if signs.written_to_desk else Kind.BULK
    return Kind.AUTO_REPLY if row.machine else Kind.REQUEST
