"""Who a mail is from: one certain address or none, however the field is written."""

import random

import pytest

from maildesk.mail.address import (
    PUBLIC_MAIL_DOMAINS,
    domain_of,
    named_address,
    organisational_domain,
    parse_addresses,
    parse_sender,
    same_mailbox,
)
from maildesk.mail.domains import lookalike
from maildesk.mail.letter import Address

GOOD = [
    ("lena@example.org", "", "lena@example.org"),
    ("<lena@example.org>", "", "lena@example.org"),
    ("Lena <lena@example.org>", "Lena", "lena@example.org"),
    ("Lena Fischer <lena@example.org>", "Lena Fischer", "lena@example.org"),
    ('"Lena Fischer" <lena@example.org>', "Lena Fischer", "lena@example.org"),
    ('"Fischer, Lena" <lena@example.org>', "Fischer, Lena", "lena@example.org"),
    ('"Lena \\"L\\" Fischer" <lena@example.org>', 'Lena "L" Fischer', "lena@example.org"),
    ("L. Fischer <lena@example.org>", "L. Fischer", "lena@example.org"),
    ("lena@example.org (Lena Fischer)", "Lena Fischer", "lena@example.org"),
    ("(home) lena@example.org", "home", "lena@example.org"),
    ("Lena (work) <lena@example.org>", "Lena", "lena@example.org"),
    ("=?utf-8?q?J=C3=B6rg?= <jorg@example.org>", "Jörg", "jorg@example.org"),
    ("=?gb2312?B?1cXI/Q==?= <zhang@example.org>", "张三", "zhang@example.org"),
    ("张三 <zhang@example.org>", "张三", "zhang@example.org"),
    ('"=?utf-8?b?5byg5LiJ?=" <zhang@example.org>', "张三", "zhang@example.org"),
    ("lena@example.org <lena@example.org>", "lena@example.org", "lena@example.org"),
    ("Lena  \t Fischer <lena@example.org>", "Lena Fischer", "lena@example.org"),
    ("Lena<lena@example.org>", "Lena", "lena@example.org"),
    ("Lena < lena@example.org >", "Lena", "lena@example.org"),
    ("LENA@EXAMPLE.ORG", "", "LENA@EXAMPLE.ORG"),
    ("lena+tag@example.org", "", "lena+tag@example.org"),
    ("o'neil@example.org", "", "o'neil@example.org"),
    ("lena_fischer-2@sub.example.org", "", "lena_fischer-2@sub.example.org"),
    ('"lena fischer"@example.org', "", '"lena fischer"@example.org'),
    ("Fischer, Lena <lena@example.org>", "Lena", "lena@example.org"),
    ("root@localhost", "", "root@localhost"),
    ("a..b@example.org", "", "a..b@example.org"),
]


@pytest.mark.parametrize(("value", "name", "address"), GOOD)
def test_an_ordinary_sender_is_read(value: str, name: str, address: str) -> None:
    sender, _ = parse_sender((value,))

    assert sender == Address(name=name, address=address)


NASTY = [
    "", " ", "<>", "< >", "Lena", "Lena Fischer", "Lena <>", "Lena <lena>", "Lena <lena@>", "Lena <@example.org>",
    "lena@example.org, bob@example.net", "Lena <lena@example.org>, Bob <bob@example.net>",
    "lena@example.org bob@example.net", "lena@example.org; bob@example.net", "Team: lena@example.org;",
    "Team: lena@example.org, bob@example.net;", "Team:;", "undisclosed-recipients:;",
    "boss@example.com <lena@example.org>", "<boss@example.com> <lena@example.org>",
    "Lena <lena@example.org> <boss@example.com>", "Lena <boss@example.com>lena@example.org", "<<lena@example.org>>",
    "Lena <lena@example.org", "Lena lena@example.org>", "lena@example.org>", '"Lena <lena@example.org>',
    'Lena" <lena@example.org>', "alice@example.org)bob@example.com", "alice@example.org(<bob@example.com>",
    "(alice@example.org)<bob@example.com", "alice@example.org]bob@example.com",
    '"Alice" <alice@example.org>[bob@example.com]', "alice@example.org\\bob@example.com",
    'alice@example.org"bob@example.com"', "alice@example.org@bob@example.com", "alice@example.org:bob@example.com",
    "alice@example.org;bob@example.com", "alice@example.org <bob@example.com>",
    "<alice@example.org>bob@example.com", "a b@example.org", "a@exam ple.org", "a@example..org", "a@.example.org",
    "a@example.org.", "a@-example.org", ".a@example.org", "a@example.org\0", "a\0@example.org",
    "a@example.org\x0bb@example.net", "lena@example.org/../x", "lena@[192.0.2.1",
    "=?utf-8?q?lena=40example=2Eorg?=", "=?utf-8?b?PGxlbmFAZXhhbXBsZS5vcmc+?=",
    "Lena <=?utf-8?q?lena=40example.org?=>", "@example.org", "@a.example,@b.example:lena@example.org",
    "lena(@example.org", "lena@(x", "((((lena@example.org", "(" * 5000, '"' * 5001, "<" * 5000,
    ",".join(["a@example.org"] * 200), "a@" * 1000, "\\" * 1000, "[" * 1000, "a" * 3000 + "@example.org",
    "lena@example.org" + "," * 100 + "bob@example.net", "mailto:lena@example.org", "http://example.org",
    "lena at example.org", "lena@example.org\u202e", "lena@@example.org", "lena@example.org <",
    "lena@example.org, <bob@example.net", "Lena : lena@example.org",
]  # fmt: skip


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_an_uncertain_sender_is_nobody_and_says_why(value: str) -> None:
    sender, warnings = parse_sender((value,))

    assert sender is None
    assert len(warnings) == 1
    assert warnings[0].endswith(".")


def test_no_from_and_two_from_fields_are_nobody() -> None:
    assert parse_sender(())[0] is None
    assert parse_sender(("lena@example.org", "lena@example.org"))[0] is None


@pytest.mark.parametrize("seed", range(20))
def test_the_domain_found_is_literally_the_last_addr_spec_of_the_field(seed: int) -> None:
    chance = random.Random(seed)
    bits = ["a@example.org", "b@evil.example"]
    bits += ["<", ">", '"', "(", ")", ",", ";", ":", " ", "[", "]", "\\", "Lena", "@", "."]
    for _ in range(1_000):
        value = "".join(chance.choice(bits) for _ in range(chance.randrange(1, 9)))
        sender, _ = parse_sender((value,))
        if sender is not None:
            rest = value[value.rindex(sender.address.rpartition("@")[2]) :]
            assert "@" not in rest


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("a@example.org, b@example.org", 2),
        ("a@example.org; b@example.org", 2),
        ('"x, y" <a@example.org>, Team: b@example.org, c@example.org;, d@example.org', 4),
        ("undisclosed-recipients:;", 0),
        ("", 0),
        ("nobody, a@example.org", 1),
        ("<@relay.example:a@example.org>", 1),
        (", ".join(f"a{n}@example.org" for n in range(500)), 100),
    ],
)
def test_lists_of_addresses_are_opened(value: str, count: int) -> None:
    assert len(parse_addresses(value)) == count


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Boss <boss@example.com>", "boss@example.com"),
        ("boss@example.com", "boss@example.com"),
        ("boss＠example.com", "boss@example.com"),
        ("Lena", None),
        ("lena@example.org", None),
    ],
)
def test_a_name_that_holds_another_address_is_noticed(name: str, found: str | None) -> None:
    assert named_address(Address(name=name, address="lena@example.org")) == found


@pytest.mark.parametrize(
    "address",
    ["x@exаmple.com", "x@exarnple.com", "x@examp1e.com", "x@xn--exmple-4nf.com", "x@mail.exаmple.com", "x@EXAMPIE.com"],
)
def test_a_domain_that_only_looks_like_a_known_one_is_noticed(address: str) -> None:
    assert lookalike(address, ("example.com", "other.example")) == "example.com"


@pytest.mark.parametrize("address", ["x@example.com", "x@mail.example.com", "x@example.org", "x@another.example"])
def test_a_known_or_plainly_different_domain_looks_like_none(address: str) -> None:
    assert lookalike(address, ("example.com", "other.example")) is None


@pytest.mark.parametrize(
    ("domain", "organisation"),
    [
        ("example.org", "example.org"),
        ("mail.example.org", "example.org"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("mail.example.com.cn", "example.com.cn"),
        ("x.contoso.onmicrosoft.com", "contoso.onmicrosoft.com"),
        ("[192.0.2.1]", "[192.0.2.1]"),
        ("localhost", "localhost"),
    ],
)
def test_the_organisational_domain_is_the_registered_part(domain: str, organisation: str) -> None:
    assert organisational_domain(domain) == organisation


def test_mailboxes_are_compared_without_case_and_by_the_same_domain() -> None:
    assert same_mailbox("Lena@Example.org", "lena@example.ORG")
    assert same_mailbox("lena@bücher.example", "lena@xn--bcher-kva.example")
    assert not same_mailbox("lena@example.org", "lena@example.net")
    assert domain_of("nobody") == ""
    assert "gmail.com" in PUBLIC_MAIL_DOMAINS
