"""From is a claim; only the trusted server's own field proves it."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from maildesk.mail.address import parse_sender
from maildesk.mail.authenticate import prove
from maildesk.mail.fields import Fields
from maildesk.mail.letter import Proof, ReadContext, Trust

CASES = tomllib.loads(Path(__file__).with_name("kinds").joinpath("auth_results.toml").read_text("utf-8"))["case"]
CONTEXT = ReadContext(trusted_authserv=("mx.example.com",), own_addresses=("support@example.com",))
MICROSOFT = replace(CONTEXT, trusted_authserv=("topmost-without-id",))
PASS = "mx.example.com; dkim=pass header.d=example.org"
WORDS = {"failed": Trust.FAILED, "unknown": Trust.UNKNOWN, "likely": Trust.LIKELY, "proven": Trust.PROVEN}


def proof(*lines: str, sender: str = "Lena <lena@example.org>", context: ReadContext = CONTEXT) -> Proof:
    fields = Fields([*(line.partition(": ")[::2] for line in lines), ("From", sender)])
    return prove(fields, parse_sender(fields.all("from"))[0], context)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sender_is_judged_by_the_table(case: dict[str, Any]) -> None:
    lines = [f"Authentication-Results: {value}" for value in case["results"]]
    found = proof(*lines, *case.get("also", ()))

    assert (found.customer, found.staff) == (WORDS[case["customer"]], WORDS[case["staff"]])
    assert found.reason


FORMS = ["", "Lena", "a@example.org, b@example.org", "T: a@example.org;", "a@b.example <lena@example.org>", "<>",
         "lena@example.org(x", '"lena@example.org', "<a@example.org> <b@example.org>", "a@example.org; b@example.net",
         "=?utf-8?q?lena=40example.org?=", "lena@example.org eve@example.net"]  # fmt: skip


@pytest.mark.parametrize("sender", FORMS)
def test_a_sender_that_is_not_one_certain_address_is_failed(sender: str) -> None:
    assert proof(f"Authentication-Results: {PASS}", sender=sender).customer is Trust.FAILED


REFUSED = {
    "Google": "dmarc=fail (p=REJECT sp=REJECT dis=NONE) header.from=example.org",
    "OpenDMARC": "dmarc=fail (p=reject dis=none) header.from=example.org",
    "Rspamd": 'dmarc=fail reason="SPF not aligned (relaxed), No valid DKIM" header.from=example.org (policy=reject)',
    "Fastmail": "dmarc=fail policy.published-domain-policy=reject header.from=example.org",
    "beside others": "spf=pass smtp.mailfrom=evil.example; dmarc=fail (p=reject) header.from=example.org; dkim=none",
}
NOT_REFUSED = {
    "quarantine": "dmarc=fail (p=quarantine sp=reject dis=none) header.from=example.org",
    "none": "dmarc=fail (p=none) header.from=example.org",
    "said of another method": "dmarc=fail header.from=example.org; spf=fail (policy=reject) smtp.mailfrom=example.org",
    "passed": "dmarc=pass (p=reject dis=none) header.from=example.org",
}


@pytest.mark.parametrize("name", [*REFUSED, *NOT_REFUSED])
def test_a_domain_that_asks_for_rejection_is_heard(name: str) -> None:
    value = (REFUSED | NOT_REFUSED)[name]
    assert proof(f"Authentication-Results: mx.example.com; {value}").refused is (name in REFUSED)
    assert not proof(f"Authentication-Results: evil.example; {value}").refused


def test_microsoft_s_word_for_it_is_heard_too() -> None:
    value = (
        "Authentication-Results: spf=fail smtp.mailfrom=x.example; dmarc=fail action=oreject header.from=example.org"
    )
    assert proof(value, context=MICROSOFT).refused


RECEIVED = "Received: from a.example by {} with ESMTP; Sun, 22 Nov 2026 08:05:00 +0000"


def test_with_known_hops_a_field_below_a_stranger_s_received_line_says_nothing() -> None:
    context = replace(CONTEXT, trusted_hops=("mx.example.com",))
    ours, theirs = RECEIVED.format("mx.example.com"), RECEIVED.format("relay.example")
    field = f"Authentication-Results: {PASS}"

    assert proof(ours, field, theirs, context=context).staff is Trust.PROVEN
    assert proof(field, ours, theirs, context=context).staff is Trust.PROVEN
    assert proof(ours, theirs, field, context=context).staff is Trust.UNKNOWN
    assert proof("Received: from x (by mx.example.com) by evil.example", field, context=context).staff is Trust.UNKNOWN


def test_microsoft_s_field_without_id_counts_only_when_it_is_the_topmost() -> None:
    field = (
        "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=pass (signature was "
        "verified) header.d=example.org;dmarc=pass action=none header.from=example.org;compauth=pass reason=100"
    )
    outgoing = "Authentication-Results: dkim=none (message not signed) header.d=none;dmarc=none action=none"

    assert proof(field, outgoing, context=MICROSOFT).staff is Trust.PROVEN
    assert proof("Authentication-Results: evil.example; none", field, context=MICROSOFT).staff is Trust.UNKNOWN
    assert proof(outgoing, context=MICROSOFT).customer is Trust.UNKNOWN


def test_exchange_vouches_for_its_own_users_only_where_it_is_trusted() -> None:
    internal = "X-MS-Exchange-Organization-AuthAs: Internal"
    failed = "Authentication-Results: dmarc=fail action=none header.from=example.org"

    assert proof(internal, context=MICROSOFT).staff is Trust.PROVEN
    assert proof(internal).staff is Trust.UNKNOWN
    assert proof(internal, failed, context=MICROSOFT).staff is Trust.FAILED
    assert proof("X-MS-Exchange-Organization-AuthAs: Anonymous", context=MICROSOFT).staff is Trust.UNKNOWN


def test_a_name_with_another_address_or_a_look_alike_domain_gets_no_trust() -> None:
    field = f"Authentication-Results: {PASS}"
    alike = "Authentication-Results: mx.example.com; dkim=pass header.d=examp1e.com"

    assert proof(field, sender='"boss@example.com" <lena@example.org>').staff is Trust.UNKNOWN
    assert proof(alike, sender="support@examp1e.com").customer is Trust.UNKNOWN


def test_said_tells_whether_a_trusted_field_was_there() -> None:
    assert proof(f"Authentication-Results: {PASS}").said
    assert not proof("Authentication-Results: evil.example; dkim=pass header.d=example.org").said


def test_a_huge_field_is_read_in_no_time() -> None:
    value = "mx.example.com; " + "dkim=pass (((((" * 20_000 + '"' * 20_000

    assert proof(f"Authentication-Results: {value}").staff is Trust.UNKNOWN
