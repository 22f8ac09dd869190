"""How far the From address is proven: the table of docs/security.md, from the one trusted Authentication-Results.

Of several fields only the topmost of the trusted server counts; they are never added up, since a server that writes
its field below its own Received line cannot be told from a sender who continues there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from maildesk.mail.address import named_address, same_mailbox
from maildesk.mail.auth_results import AuthResults, MethodResult, read_auth_results, without_comments
from maildesk.mail.domains import domain_of, lookalike, organisational_domain
from maildesk.mail.fields import Fields
from maildesk.mail.letter import Address, Proof, ReadContext, Trust

WITHOUT_ID = "topmost-without-id"
_FIELD = "authentication-results"
_BY = re.compile(r"(?:^|\s)by\s+(?P<host>[^\s;]{1,255})", re.IGNORECASE)
_MAX_FIELDS = 50


def prove(fields: Fields, sender: Address | None, context: ReadContext) -> Proof:
    """Judge the sender of a mail; T0 when From is not one certain address, T1 when no trusted server says anything."""
    if sender is None or len(fields.all("from")) != 1:
        return Proof(customer=Trust.FAILED, staff=Trust.FAILED, reason="From is not one certain address")
    trusted, others = _trusted_results(fields, context)
    if trusted is None:
        proof = Proof()
    elif _contradicted(trusted, others):
        return _failed("two results of the trusted server disagree: one of them is forged")
    else:
        proof = _judge(trusted, fields, sender)
    return _capped(_internal(proof, fields, context), sender, context)


def _trusted_results(fields: Fields, context: ReadContext) -> tuple[AuthResults | None, tuple[AuthResults, ...]]:
    standing = tuple(map(read_auth_results, _values_above_strangers(fields, context.trusted_hops)))
    ids = {one.lower() for one in context.trusted_authserv if one != WITHOUT_ID}
    ours = tuple(one for one in standing if one.authserv_id and one.authserv_id in ids)
    if ours:
        return ours[0], ours[1:]
    if WITHOUT_ID in context.trusted_authserv and standing and not standing[0].authserv_id:
        # Microsoft's outgoing servers leave fields of the same form in every mail: below the first they say nothing.
        return standing[0], ()
    return None, ()


def _values_above_strangers(fields: Fields, trusted_hops: tuple[str, ...]) -> Sequence[str]:
    if not trusted_hops:
        return fields.all(_FIELD)[:_MAX_FIELDS]
    hops = {hop.lower() for hop in trusted_hops}
    values: list[str] = []
    for name, value in fields.items:
        lower = name.lower()
        if lower == _FIELD:
            values.append(value)
        elif lower == "received" and _received_by(value) not in hops:
            break
        if len(values) == _MAX_FIELDS:
            break
    return values


def _received_by(value: str) -> str:
    match = _BY.search(without_comments(value[:4_000]))
    return match["host"].lower().rstrip(".") if match else ""


def _contradicted(trusted: AuthResults, others: tuple[AuthResults, ...]) -> bool:
    said = _by_method(trusted)
    for other in others:
        for method, results in _by_method(other).items():
            if method in said and said[method] != results:
                return True
    return any(len({result for result, _ in said.get(method, ())}) > 1 for method in ("dmarc", "spf", "auth"))


def _by_method(results: AuthResults) -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for one in results.results:
        identity = one.value("header.from") or _signer(one) or _mail_from(one)
        # An SPF result for the HELO name stands beside that for the envelope sender.
        method = "spf-helo" if one.method == "spf" and not one.value("smtp.mailfrom") else one.method
        found.setdefault(method, set()).add((one.result, identity))
    return {method: frozenset(pairs) for method, pairs in found.items()}


def _judge(results: AuthResults, fields: Fields, sender: Address) -> Proof:
    author = domain_of(sender.address)
    for dmarc in results.of("dmarc"):
        named = dmarc.value("header.from")
        if named and _plain(named) != author:
            return _failed(f"the DMARC result speaks of {named}, From of {author}")
        if dmarc.result == "fail":
            refused = results.refused
            asks = ", and the domain asks for such mail to be rejected" if refused else ""
            return replace(_failed(f"dmarc=fail for {author}{asks}"), refused=refused)
    passed = [_signer(one) for one in results.of("dkim") if one.result == "pass" and _signer(one)]
    broken = any(one.result in {"fail", "permerror"} for one in results.of("dkim"))
    if broken and not passed and any(one.result == "fail" for one in results.of("spf")):
        return _failed("the DKIM signature is broken and SPF fails")
    return Proof(
        customer=_customer(results, fields, author, passed),
        staff=_staff(results, fields, sender, passed),
        said=True,
        reason=_in_words(results, author),
    )


def _customer(results: AuthResults, fields: Fields, author: str, passed: list[str]) -> Trust:
    if _dmarc_passed(results, author):
        return Trust.PROVEN
    family = organisational_domain(author)
    if any(organisational_domain(signer) == family and not _partly_signed(fields, signer) for signer in passed):
        return Trust.PROVEN
    mail_from = [_mail_from(one) for one in results.of("spf") if one.result == "pass"]
    if any(domain and organisational_domain(domain) == family for domain in mail_from):
        return Trust.LIKELY
    return Trust.UNKNOWN


def _staff(results: AuthResults, fields: Fields, sender: Address, passed: list[str]) -> Trust:
    author = domain_of(sender.address)
    submitted = any(
        one.result == "pass" and same_mailbox(one.value("smtp.auth"), sender.address) for one in results.of("auth")
    )
    signed = author in passed and not _partly_signed(fields, author)
    sent = any(one.result == "pass" and _mail_from(one) == author for one in results.of("spf"))
    if submitted or signed or (sent and _dmarc_passed(results, author)):
        return Trust.PROVEN
    return Trust.LIKELY if sent else Trust.UNKNOWN


def _dmarc_passed(results: AuthResults, author: str) -> bool:
    return any(one.result == "pass" and _plain(one.value("header.from")) == author for one in results.of("dmarc"))


def _partly_signed(fields: Fields, signer: str) -> bool:
    for value in fields.all("dkim-signature")[:_MAX_FIELDS]:
        tags = [tag.strip().lower() for tag in value.split(";")]
        names = {tag.partition("=")[0].strip(): "".join(tag.partition("=")[2].split()) for tag in tags}
        if "l" in names and _plain(names.get("d", "")) == signer:
            return True
    return False


def _signer(result: MethodResult) -> str:
    if result.method != "dkim":
        return ""
    named = result.value("header.d") or result.value("header.i").rpartition("@")[2]
    return "" if named == "none" else _plain(named)


def _mail_from(result: MethodResult) -> str:
    value = result.value("smtp.mailfrom") or result.value("smtp.mail")
    return _plain(value.rpartition("@")[2])


def _plain(domain: str) -> str:
    return domain_of(f"x@{domain}") if domain else ""


def _internal(proof: Proof, fields: Fields, context: ReadContext) -> Proof:
    """Believe Exchange that one of its own users sent the mail: it takes such fields from nobody outside."""
    said = {value.strip().lower() for value in fields.all("x-ms-exchange-organization-authas")}
    if WITHOUT_ID not in context.trusted_authserv or said != {"internal"} or proof.staff is Trust.FAILED:
        return proof
    return replace(proof, customer=Trust.PROVEN, staff=Trust.PROVEN, said=True, reason="Exchange: AuthAs Internal")


def _capped(proof: Proof, sender: Address, context: ReadContext) -> Proof:
    named = named_address(sender)
    known = (*map(domain_of, (*context.own_addresses, *context.staff_addresses)), *context.customer_domains)
    alike = lookalike(sender.address, known)
    if named is None and alike is None:
        return proof
    why = f"the name holds another address, {named}" if named else f"the domain only looks like {alike}"
    return replace(
        proof,
        customer=min(proof.customer, Trust.UNKNOWN),
        staff=min(proof.staff, Trust.UNKNOWN),
        reason=f"{why} ({proof.reason})",
    )


def _failed(reason: str) -> Proof:
    return Proof(customer=Trust.FAILED, staff=Trust.FAILED, said=True, reason=reason)


def _in_words(results: AuthResults, author: str) -> str:
    said = ", ".join(dict.fromkeys(f"{one.method}={one.result}" for one in results.results[:20]))
    server = results.authserv_id or "the receiving server"
    return f"{server} says {said} for {author}" if said else f"{server} says nothing for {author}"
