"""What a mail says once it has been read: plain frozen values, the same for every room above."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What sort of mail this is; the words are those of `maildesk inspect`."""

    REQUEST = "request"  # written by a person
    AUTO_REPLY = "auto_reply"  # vacation, receipt of another desk, our own mail coming back
    BOUNCE = "bounce"  # delivery failed or is delayed
    DELIVERY_REPORT = "delivery_report"  # delivered, relayed, read receipt, feedback report
    BULK = "bulk"  # lists, newsletters
    UNPARSABLE = "unparsable"  # beyond the limits of reading


class Trust(IntEnum):
    """How far the From address is proven (SECURITY: T0 to T3)."""

    FAILED = 0  # proven false, or contradictory
    UNKNOWN = 1  # nothing is said
    LIKELY = 2  # the path is proven (SPF), not the author
    PROVEN = 3  # the author's domain is proven (DMARC, aligned DKIM)


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A display name and an addr-spec (RFC 5322 section 3.4); the name is empty when none is given."""

    name: str = ""
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """One leaf of the mail that is not its readable body; the bytes stay in the raw mail."""

    part: str  # IMAP part number, "2.1"; finds the bytes again in the raw mail
    filename: str  # safe and never empty
    content_type: str  # lower case, "image/png"
    size: int  # bytes, decoded
    sha256: str  # hex, of the decoded bytes
    inline: bool = False  # shown inside the HTML body by its Content-ID
    content_id: str | None = None  # without angle brackets


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounce:
    """What a delivery report says of one recipient (RFC 3464); empty strings where it does not say."""

    recipient: str  # addr-spec, or ""
    action: str  # failed, delayed, delivered, relayed, expanded, or ""
    status: str  # "5.1.1", or ""
    permanent: bool
    original_message_id: str | None = None  # with angle brackets


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """How the sender was judged and by what, in words for `explain`."""

    customer: Trust = Trust.UNKNOWN
    staff: Trust = Trust.UNKNOWN  # the strict judgement that commands need
    said: bool = False  # a trusted Authentication-Results field was there
    reason: str = "no trusted authentication result"
    refused: bool = False  # proven false, and the author's domain asks for such mail to be rejected (DMARC)


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenClue:
    """A subject, body or plus-address token that names a ticket."""

    token: str  # as found, "ACME-1042-7KQX2"
    number: int
    valid: bool  # the check code is ours


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnIdClue:
    """One of our own signed Message-IDs, found in References or In-Reply-To."""

    message_id: str  # with angle brackets
    number: int | None  # the ticket, or None for mails without one (digest)


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadClues:
    """Every carrier found in the mail; who judges them is `desk`."""

    own_ids: tuple[OwnIdClue, ...] = ()  # only those whose signature is right
    plus: tuple[TokenClue, ...] = ()
    subject: tuple[TokenClue, ...] = ()
    body: tuple[TokenClue, ...] = ()  # the token line of our own mails, in the quoted part
    bare: tuple[int, ...] = ()  # "[#1042]" in the subject: counts for participants only
    references: tuple[str, ...] = ()  # In-Reply-To and References without ours, newest first, at most 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """What decides whether a machine sent it, whether we may answer and in which form it counts.

    `row` is the first row of the decision table in docs/security.md that matched ("L27" when none did).
    """

    row: str = "L27"
    auto_reason: str | None = None  # in words; None for a mail written by a person
    may_acknowledge: bool = True  # by the mail alone; limits and trust come later
    may_open: bool = True  # may make a new ticket
    may_join: bool = True  # may be noted on a ticket it belongs to
    moves_clocks: bool = True  # counts as a person's answer
    own_mail: bool = False  # L1, L3: we sent it
    own_address: bool = False  # L4: From is the desk itself
    spam: bool = False  # L18
    to_desk: bool = True  # a desk address stands in To or Cc


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A mail that has been read; reading never raises, what was odd is in `warnings`."""

    message_id: str | None = None  # with angle brackets
    sender: Address | None = None  # From, when there is exactly one and both parsers agree on it
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str = ""  # decoded, unfolded, one line
    date: datetime | None = None  # aware UTC
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    kind: Kind = Kind.REQUEST
    marks: Marks = field(default_factory=Marks)
    bounce: Bounce | None = None
    proof: Proof = field(default_factory=Proof)
    text: str = ""  # the whole readable body
    reply: str = ""  # the new words; interleaved answers keep their quotes
    quoted: str = ""
    signature: str = ""
    language: str | None = None  # BCP 47: en, zh-Hans, zh-Hant ...; None when undecided
    attachments: tuple[Attachment, ...] = ()
    clues: ThreadClues = field(default_factory=ThreadClues)
    forwarded_from: Address | None = None  # the original sender of an inline or attached forward
    forwarded_text: str = ""
    headers: tuple[tuple[str, str], ...] = ()  # decoded, for rules; at most 200
    warnings: tuple[str, ...] = ()
    size: int = 0  # bytes of the raw mail


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadContext:
    """What reading must know of the desk; all of it comes from the settings."""

    key: bytes = b""  # secret.key; signs tokens and Message-IDs
    instance: str = ""  # id of this desk, in X-Maildesk-Instance
    prefix: str = "DESK"  # of the subject token
    domain: str = "localhost"  # right side of our Message-IDs
    own_addresses: tuple[str, ...] = ()  # every desk mailbox and alias, lower case
    staff_addresses: tuple[str, ...] = ()  # lower case
    plus_addressing: bool = False
    trusted_authserv: tuple[str, ...] = ()  # authserv-ids; "topmost-without-id" for Microsoft 365
    trusted_hops: tuple[str, ...] = ()  # `by` names of our own Received fields
    customer_domains: tuple[str, ...] = ()  # for look-alike warnings
    machine_local_parts: tuple[str, ...] = ()  # added to the table of L9
    max_part_count: int = 1000
    max_field_count: int = 1000
    max_depth: int = 50
