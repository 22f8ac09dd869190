"""Every sign of a machine in one mail, read once; the rows of the table only combine them."""

import re
from dataclasses import dataclass

from maildesk.mail.address import parse_addresses, same_mailbox
from maildesk.mail.auth_results import without_comments
from maildesk.mail.fields import Fields
from maildesk.mail.headers import message_id
from maildesk.mail.letter import Address, Bounce, ReadContext
from maildesk.mail.machine_tables import (
    CAMPAIGN_FIELDS,
    LIST_FIELDS,
    MACHINE_FIELD_STARTS,
    MACHINE_FIELDS,
    MACHINE_LOCAL_PARTS,
    MACHINE_LOCAL_PATTERN,
    SILENT_PRECEDENCES,
    SUPPRESSED,
)
from maildesk.mail.token import InstanceMark, check_instance_mark, read_message_id
from maildesk.mail.vacation import is_vacation_body, is_vacation_subject

_ADDRESS = re.compile(r"[^\s<>()\",;]{1,100}@[^\s<>()\",;]{1,255}")
_LIST_ADDRESS_FIELDS = (
    "list-post", "list-owner", "list-help", "list-unsubscribe", "list-subscribe", "mailing-list", "x-mailing-list",
    "x-beenthere",
)  # fmt: skip
_LIST_SERVICE = re.compile(r"[-+](?:request|owners?|help|unsubscribe|subscribe|leave|join|bounces)(?:[+=-].*)?$")
_CROWD = 20  # L24


@dataclass(frozen=True, kw_only=True, slots=True)
class Signs:
    """What the fields and the words of one mail say of its origin."""

    own_mark: bool  # our instance mark, valid
    foreign_mark: bool
    own_message_id: bool
    own_address: bool
    bounce: Bounce | None
    bounce_of_ours: bool  # names one of our Message-IDs, or none at all
    null_path: bool
    machine_sender: str  # the local part, or empty
    auto_submitted: str  # first word when it is not "no", or empty
    auto_replied: bool  # an answer to somebody, not only generated
    suppressed: bool
    precedence: frozenset[str]
    list_field: str
    unsubscribe: bool
    campaign: bool
    machine_field: str
    vacation: bool
    spam: bool
    to_desk: bool
    cc_desk: bool
    desk_known: bool
    crowd: bool

    @property
    def written_to_desk(self) -> bool:
        """Whether a person may have meant the desk; when its addresses are not known, somebody else than a list."""
        return self.to_desk or self.cc_desk


def read_signs(
    fields: Fields, *, sender: Address | None, subject: str, body_text: str, bounce: Bounce | None, context: ReadContext
) -> Signs:
    """Collect the signs of one mail."""
    mark = check_instance_mark(
        context.key, context.instance, message_id(fields) or "", fields.all("x-maildesk-instance")
    )
    submitted = _auto_submitted(fields)
    machine_field = _machine_field(fields)
    precedence = _precedence(fields)
    to_desk, cc_desk, crowd = _recipients(fields, context)
    vacation = bounce is None and (
        is_vacation_subject(subject, body_text) or (not precedence & {"list", "junk"} and is_vacation_body(body_text))
    )
    return Signs(
        own_mark=mark is InstanceMark.OWN,
        foreign_mark=mark is InstanceMark.FOREIGN,
        own_message_id=bool(context.key) and read_message_id(context.key, message_id(fields) or "") is not None,
        own_address=_is_own(fields, sender, context),
        bounce=bounce,
        bounce_of_ours=_names_ours(bounce, context),
        null_path=any(value.strip() == "<>" for value in fields.all("return-path")),
        machine_sender=_machine_sender(fields, sender, context),
        auto_submitted=submitted,
        auto_replied=submitted == "auto-replied"
        or (machine_field.startswith(("x-auto", "x-mail-auto", "delivered-to"))),
        suppressed=bool(_words(fields, "x-auto-response-suppress") & SUPPRESSED),
        precedence=precedence,
        list_field=next(filter(fields.has, LIST_FIELDS), ""),
        unsubscribe=fields.has("list-unsubscribe"),
        campaign=not fields.names.isdisjoint(CAMPAIGN_FIELDS),
        machine_field=machine_field,
        vacation=vacation,
        spam=_spam(fields),
        to_desk=to_desk,
        cc_desk=cc_desk,
        desk_known=bool(context.own_addresses),
        crowd=crowd,
    )


def _words(fields: Fields, name: str) -> frozenset[str]:
    values = [without_comments(value[:1_000]).lower() for value in fields.all(name)]
    return frozenset(word.strip() for value in values for word in re.split(r"[,;]", value) if word.strip())


def _auto_submitted(fields: Fields) -> str:
    """Return the first word that is not "no" (RFC 3834 section 5); parameters and comments say nothing."""
    for value in fields.all("auto-submitted"):
        word = re.split(r"[;\s]", without_comments(value[:1_000]).strip().lower(), maxsplit=1)[0]
        if word and word != "no":
            return word
    return ""


def _precedence(fields: Fields) -> frozenset[str]:
    found = _words(fields, "precedence") | _words(fields, "x-precedence")
    return frozenset(word.split()[0] for word in found) & SILENT_PRECEDENCES


def _machine_field(fields: Fields) -> str:
    for name in MACHINE_FIELDS if not fields.names.isdisjoint(MACHINE_FIELDS) else ():
        if any(value.strip().lower() not in {"no", "false", "0"} for value in fields.all(name)):
            return name
    for name in fields.names:
        if name.startswith(MACHINE_FIELD_STARTS):
            return name
    if any("autoresponder" in value.lower() for value in fields.all("x-post-messageclass")):
        return "x-post-messageclass"
    if any(value.strip().lower().startswith("autoresponder") for value in fields.all("delivered-to")):
        return "delivered-to"
    return ""


def _machine_sender(fields: Fields, sender: Address | None, context: ReadContext) -> str:
    written = [sender.address] if sender is not None else _ADDRESS.findall(fields.first("from")[:1_000])
    written += _ADDRESS.findall(fields.first("sender")[:1_000])
    for address in written:
        local = address.partition("@")[0].lower().strip("'")
        if (
            local in MACHINE_LOCAL_PARTS
            or local in context.machine_local_parts
            or MACHINE_LOCAL_PATTERN.fullmatch(local)
        ):
            return local
    bare = fields.first("from").strip(" <>").lower()
    return bare if bare in MACHINE_LOCAL_PARTS else ""


def _is_own(fields: Fields, sender: Address | None, context: ReadContext) -> bool:
    written = [sender.address] if sender is not None else []
    written += [one.address for value in fields.all("sender") for one in parse_addresses(value)]
    return any(same_mailbox(address, own) for address in written for own in context.own_addresses)


def _names_ours(bounce: Bounce | None, context: ReadContext) -> bool:
    if bounce is None or bounce.original_message_id is None:
        return True
    return bool(context.key) and read_message_id(context.key, bounce.original_message_id) is not None


def _spam(fields: Fields) -> bool:
    if any(value.strip().lower().startswith("yes") for value in fields.all("x-spam-flag")):
        return True
    return any(
        value.strip().isdigit() and int(value.strip()[:4]) >= 5
        for value in fields.all("x-ms-exchange-organization-scl")
    )


def _recipients(fields: Fields, context: ReadContext) -> tuple[bool, bool, bool]:
    to = [one.address for value in fields.all("to") for one in parse_addresses(value)]
    cc = [one.address for value in fields.all("cc") for one in parse_addresses(value)]
    if not context.own_addresses:
        lists = _list_addresses(fields)
        alone = bool(lists) and bool(to or cc) and all(_is_list(address, lists) for address in (*to, *cc))
        return not alone, False, len(to) > _CROWD or len(cc) > _CROWD
    own = frozenset(address.lower() for address in context.own_addresses)
    return _any_own(to, own), _any_own(cc, own), len(to) > _CROWD or len(cc) > _CROWD


def _list_addresses(fields: Fields) -> frozenset[str]:
    """Return the addresses of the list that sent this on (RFC 2369, RFC 2919), with a point for the at sign."""
    found: set[str] = set()
    for name in _LIST_ADDRESS_FIELDS:
        for value in fields.all(name):
            for address in _ADDRESS.findall(value[:2_000].lower()):
                local, _, domain = address.removeprefix("mailto:").partition("@")
                found.add(f"{_LIST_SERVICE.sub('', local)}.{domain.partition('?')[0]}")
    for value in fields.all("list-id"):
        found.add(value[:1_000].rpartition("<")[2].strip(" >").lower())
    return frozenset(found - {""})


def _is_list(address: str, lists: frozenset[str]) -> bool:
    return address.lower().replace("@", ".", 1) in lists


def _any_own(addresses: list[str], own: frozenset[str]) -> bool:
    for address in addresses:
        local, _, domain = address.lower().rpartition("@")
        if f"{local}@{domain}" in own or f"{local.partition('+')[0]}@{domain}" in own:
            return True
    return False
