"""Recipient, action and status out of the free words of a bounce, in any language."""

import re
from dataclasses import dataclass

from maildesk.mail.bounce_phrases import COPY_MARKS, DELAYED_WORDS, DELIVERED_WORDS, FAILED_WORDS
from maildesk.mail.bounce_status import meant_status, written_status
from maildesk.mail.domains import domain_of
from maildesk.mail.fields import Fields
from maildesk.mail.letter import Bounce
from maildesk.mail.report_parts import delivery, field_blocks, mailbox

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,200}[A-Za-z0-9]")
_ALONE = re.compile(r"^[\s>*•·\-]*[<(\"'\[]?$")
_AFTER_ALONE = re.compile(r"^[>)\"'\]]*\s*(?:[:：;,]|\(.{0,80}\)|\.{2,}|$|-\s|<mailto:)")
_LABEL = re.compile(
    r"(?:recipients?|rcpt to|to|failed|address|user|mailbox|for|final-recipient|original-recipient|undelivered|"
    r"收件人|收信人|收件者|收件地址|收件人地址|接收人|收件人邮箱|宛先|受信者|宛先アドレス|送信先|"
    r"empfänger|an|adressat|destinataire|"
    r"adresse|à|destinatari[oa]s?|para|a|ontvanger|aan|mottagare|modtager|mottaker|vastaanottaja|odbiorca|"
    r"adresat|příjemce|"
    r"получатель|кому|адресат|одержувач|címzett|destinatar|alıcı|παραλήπτης|người nhận|받는 ?사람|수신자|"
    r"수신인|到|给|給|至)"
    r"[^\w\n@]{0,4}(?:address|地址|es|en)?\s*(?:[:：=]|is|は|了)?\s*(?:rfc822;\s*)?[<\[\"'“「(]?$",
    re.IGNORECASE,
)
_ID_BEFORE = re.compile(r"(?:message-id|msgid|message id|references|in-reply-to)\W{0,6}\S{0,80}$", re.IGNORECASE)
_SENDER_BEFORE = re.compile(
    r"(?:(?<!generated )from|sender|return-path|von|absender|de|expéditeur|remitente|发件人|發件人|寄件者|寄件人|"
    r"差出人|contact|mail from|envelope-from)"
    r"\W{0,4}(?:[:：=]|is)?\s*[<\[]?$", re.IGNORECASE
)  # fmt: skip
# Behind these words the recipients are listed; what stands before them may be the header of our own mail.
_LIST_BEGINS = re.compile(
    r"did not reach|following (?:\w+ ){0,2}(?:recipient|address|user)|could not be (?:delivered|sent) to|"
    r"failed recipients?|recipients? (?:were|was) affected|nicht erreicht|folgende[nr]?\W{0,3}[nr]?\W{0,2}empfänger|"
    r"destinataires? suivant|siguientes? destinatari|seguentes? destinatári|seguent[ei] destinatari|volgende|"
    r"以下收件人|下列收件|以下の(?:受信者|宛先|アドレス)|다음 (?:받는|수신)",
    re.IGNORECASE,
)
_BEHIND_THE_WORDS = 4
_NO_RECIPIENT = -4  # what is named as a sender, and nothing else
_ITSELF = -10  # the sender, and not as whom to write to
_TYPED = re.compile(r"(?:dda:)?smtp[=:]|mailto:|rfc822[;:]", re.IGNORECASE)
_DAEMONS = re.compile(r"(?:postmaster|mailer-daemon|abuse|support|help|admin|no-?reply|mdaemon)@", re.IGNORECASE)
_MAX_CANDIDATES = 60
_BEGINNING = 2_000
_MOST_STRANGERS = 3  # a digest of held spam names more


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: int
    position: int
    address: str


def read_bounce_text(fields: Fields, body: str, *, subject: str, failed_recipients: str) -> Bounce:
    """Read a bounce that is no report; the recipient is empty when none can be told from the words."""
    named = _report_in_text(body)
    told = told_part(body)
    if named is not None and named.recipient:
        return named
    action = _action(told, subject)
    recipient = mailbox(failed_recipients) or _recipient(fields, told) or _recipient(fields, body)
    if action in {"delivered", "relayed"}:
        return Bounce(recipient=recipient, action=action, status="", permanent=False)
    delayed = action == "delayed"
    status = (
        written_status(told) or written_status(body[len(told) :][:8_000]) or meant_status(told[:8_000], delayed=delayed)
    )
    if not status and not delayed:
        status = meant_status(body[:8_000], delayed=False)
    return Bounce(
        recipient=recipient,
        action=action,
        status=status,
        permanent=not delayed and not status.startswith("4"),
    )


def _report_in_text(body: str) -> Bounce | None:
    if "final-recipient" not in body.lower():
        return None
    found = [one for block in field_blocks(body) if "final-recipient" in block and (one := delivery(block))]
    return found[0] if found else None


def names_a_stranger(fields: Fields, told: str) -> bool:
    """Say whether a text names one to three addresses that are neither its sender's, nor its reader's, nor a desk's."""
    own = {address.lower() for name in ("to", "from", "reply-to") for address in _ADDRESS.findall(fields.first(name))}
    named = {match[0].lower() for match in _ADDRESS.finditer(told[:_BEGINNING]) if not _DAEMONS.match(match[0])}
    return 1 <= len(named - own) <= _MOST_STRANGERS


def told_part(body: str) -> str:
    """Return what the server says, without the copy of the mail it says it about."""
    lower = body.lower()
    ends = [lower.find(mark, 40) for mark in COPY_MARKS]
    return body[: min((end for end in ends if end > 0), default=len(body))]


def _action(told: str, subject: str) -> str:
    lower = told[:4_000].lower()
    if subject in {"delivered", "relayed"}:
        return "relayed" if subject == "relayed" or _RELAYED.search(lower) else "delivered"
    if subject == "delayed":
        return "delayed"
    if any(word in lower for word in DELAYED_WORDS) and not _finally_failed(lower):
        return "delayed"
    failed = any(word in lower for word in FAILED_WORDS if word not in _NO_VERDICT)
    if subject != "failed" and not failed and any(word in lower for word in DELIVERED_WORDS):
        return "relayed" if _RELAYED.search(lower) else "delivered"
    return "failed"


_RELAYED = re.compile(r"no delivery notification was sent|relayed (?:to|outside)|non-dsn-aware")
# Words of every report, good or bad.
_NO_VERDICT = frozenset({"status notification", "mail delivery", "delivery attempts", "delivery to the following"})
_FINALLY = re.compile(
    r"permanent (?:fatal )?error|failed permanently|permanently failed|permanent failure|giving up|given up|gave up|"
    r"has failed|could not be delivered to one or more|couldn't be delivered|returned to sender|no further|"
    r"retry timeout exceeded|will not be retried|won't be retried|wasn't delivered|didn't|expired|returning message|"
    r"5\.\d{1,2}\.\d{1,2}|(?<!\d)5[0-5]\d[ -]"
)


def _finally_failed(lower: str) -> bool:
    return _FINALLY.search(lower) is not None and not re.search(
        r"warning message only|do not need to resend|no need to resend|will be retried|will retry|still trying|"
        r"has been delayed|is delayed|is being delayed|been delayed|not yet been delivered|temporary problem", lower
    )  # fmt: skip


def _recipient(fields: Fields, text: str) -> str:
    own = {address.lower() for name in ("to", "from", "reply-to") for address in _ADDRESS.findall(fields.first(name))}
    own_domains = {domain_of(address) for address in own}
    found: list[_Candidate] = []
    begins = _LIST_BEGINS.search(text)
    for match in _ADDRESS.finditer(text):
        score = _score(text, match)
        address = _TYPED.sub("", match[0].strip("'")).rstrip(".")
        if score is None:
            continue
        if begins is not None and match.start() > begins.start() and score > _NO_RECIPIENT:
            score += _BEHIND_THE_WORDS
        if address.lower() in own:
            score -= 10
        elif domain_of(address) in own_domains:
            score -= 1
        if _DAEMONS.match(address):
            score -= 3
        found.append(_Candidate(score, match.start(), address))
        if len(found) == _MAX_CANDIDATES:
            break
    best = min(found, key=lambda one: (-one.score, one.position), default=None)
    if best is None:
        return ""
    # A closed mailbox that answers for itself names nobody but its own address.
    itself = best.score >= _ITSELF and best.address.lower() in _writers(fields)
    return best.address if best.score > _NO_RECIPIENT or itself else ""


def _writers(fields: Fields) -> set[str]:
    """Return the addresses in From, unless a mail system or a desk writes."""
    return {address.lower() for address in _ADDRESS.findall(fields.first("from")) if not _DAEMONS.match(address)}


def _score(text: str, match: re.Match[str]) -> int | None:
    line_start = text.rfind("\n", 0, match.start()) + 1
    line_end = text.find("\n", match.end())
    before = text[max(line_start, match.start() - 120) : match.start()]
    after = text[match.end() : line_end if line_end >= 0 else len(text)][:120]
    if _ID_BEFORE.search(before):
        return None
    if _SENDER_BEFORE.search(before):
        return -4
    if _ALONE.match(before):
        return 4 if _AFTER_ALONE.match(after) else 2
    if _LABEL.search(before):
        return 3
    return 1 if before.endswith(("<", "(", ":")) else 0
