"""The decision table of docs/security.md as data: first match wins, the last row always matches.

A row says what may be done with a mail; `acknowledge`, `joins` and `moves_clocks` are columns of the table, `opening`
tells when it may make a new ticket.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from maildesk.mail.machine_signs import Signs

_DELIVERY = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})


class Opening(Enum):
    """When a mail that belongs to no ticket makes a new one."""

    ALWAYS = "always"
    ADDRESSED = "addressed"  # a desk address stands in To
    MEANT = "meant"  # a desk address stands in To or Cc, and the mail is no newsletter
    NEVER = "never"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row: which mails it is about, and what may be done with them."""

    id: str
    matches: Callable[[Signs], bool]
    reason: str = ""  # in words for `explain`; empty for a mail that a person wrote
    machine: bool = False
    acknowledge: bool = False
    opening: Opening = Opening.ALWAYS
    joins: bool = True
    moves_clocks: bool = False

    def opens(self, signs: Signs) -> bool:
        """Say whether this mail may make a new ticket."""
        if self.opening is Opening.ADDRESSED:
            return signs.to_desk
        if self.opening is Opening.MEANT:
            loud = signs.unsubscribe or bool(signs.precedence & {"bulk", "junk"})
            return signs.written_to_desk and not loud
        return self.opening is Opening.ALWAYS


def _is_delivery(signs: Signs) -> bool:
    return signs.bounce is not None and signs.bounce.action in _DELIVERY


ROWS: tuple[Row, ...] = (
    Row(
        id="L1",
        matches=lambda s: s.own_mark,
        reason="own mail",
        machine=True,
        opening=Opening.NEVER,
        joins=False,
    ),
    Row(
        id="L2",
        matches=lambda s: s.foreign_mark,
        reason="sent by another maildesk",
        machine=True,
        opening=Opening.ADDRESSED,
    ),
    Row(
        id="L3",
        matches=lambda s: s.own_message_id,
        reason="own mail",
        machine=True,
        opening=Opening.NEVER,
        joins=False,
    ),
    Row(
        id="L4",
        matches=lambda s: s.own_address,
        reason="from an address of the desk itself",
        opening=Opening.NEVER,
        joins=False,
    ),
    Row(
        id="L5",
        matches=lambda s: _is_delivery(s) and s.bounce_of_ours,
        reason="delivery report",
        machine=True,
        opening=Opening.NEVER,
    ),
    Row(
        id="L6",
        matches=_is_delivery,
        reason="foreign bounce",
        machine=True,
        opening=Opening.NEVER,
        joins=False,
    ),
    Row(
        id="L7",
        matches=lambda s: s.bounce is not None,
        reason="read receipt or feedback report",
        machine=True,
        opening=Opening.NEVER,
    ),
    Row(
        id="L8",
        matches=lambda s: s.null_path,
        reason="empty return path",
        machine=True,
        opening=Opening.NEVER,
    ),
    Row(
        id="L9",
        matches=lambda s: bool(s.machine_sender),
        reason="sender is a machine's address",
        machine=True,
    ),
    Row(
        id="L10",
        matches=lambda s: bool(s.auto_submitted),
        reason="Auto-Submitted says that a machine sent it",
        machine=True,
        opening=Opening.ADDRESSED,
    ),
    Row(
        id="L11",
        matches=lambda s: s.suppressed and not _machine_below(s),
        acknowledge=False,
        moves_clocks=True,
    ),
    Row(
        id="L12",
        matches=lambda s: bool(s.precedence),
        reason="Precedence says bulk, junk, list or auto_reply",
        machine=True,
        opening=Opening.MEANT,
    ),
    Row(
        id="L13",
        matches=lambda s: bool(s.list_field),
        reason="came through a mailing list",
        opening=Opening.MEANT,
    ),
    Row(
        id="L14",
        matches=lambda s: bool(s.machine_field),
        reason="a field says that a machine sent it",
        machine=True,
        opening=Opening.NEVER,
    ),
    Row(
        id="L15",
        matches=lambda s: s.vacation,
        reason="reads like an automatic reply",
        machine=True,
        opening=Opening.NEVER,
    ),
    Row(
        id="L18",
        matches=lambda s: s.spam,
        reason="spam by the verdict of the filter",
        opening=Opening.NEVER,
        joins=False,
    ),
    Row(
        id="L21",
        matches=lambda s: s.desk_known and not s.written_to_desk,
        acknowledge=False,
        moves_clocks=True,
    ),
    Row(
        id="L24",
        matches=lambda s: s.crowd,
        acknowledge=True,
        moves_clocks=True,
    ),
    Row(
        id="L27",
        matches=lambda _signs: True,
        acknowledge=True,
        moves_clocks=True,
    ),
)


def _machine_below(signs: Signs) -> bool:
    """Exchange adds X-Auto-Response-Suppress to people's mails too: a plainer sign further down goes first."""
    return bool(signs.precedence or signs.list_field or signs.machine_field or signs.vacation or signs.spam)
