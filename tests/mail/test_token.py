"""What ties a mail to its ticket: nothing of it can be made up, and people may copy it badly."""

from datetime import date

import pytest

from maildesk.mail import link_token, token
from maildesk.mail.link_token import LinkPurpose

KEY = b"k" * 32
OTHER_KEY = b"o" * 32
TOKEN = token.subject_token("ACME", KEY, 1042)
CODE = token.check_code(KEY, 1042)


def test_a_token_is_prefix_number_and_five_crockford_characters() -> None:
    prefix, number, code = TOKEN.split("-")

    assert (prefix, number, len(code)) == ("ACME", "1042", 5)
    assert set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@pytest.mark.parametrize(
    "text",
    [
        f"Re: [{TOKEN}] Printer",
        f"Re: [{TOKEN.lower()}] Printer",
        f"回复: 【{TOKEN}】打印机",
        f"[ {TOKEN} ]",
        f"the ticket is {TOKEN}, thanks",
        TOKEN.replace("0", "O").join("[]"),
        TOKEN.replace("1", "l").join("[]"),
        "".join(chr(ord(c) + 0xFEE0) for c in TOKEN),
        TOKEN.replace("-", "\u2011").join("[]"),
        f"[AC\u200bME{TOKEN[4:]}]",
    ],
)
def test_a_token_is_found_however_it_was_copied(text: str) -> None:
    (clue,) = token.find_tokens(text, "ACME", KEY)

    assert (clue.token, clue.number, clue.valid) == (TOKEN, 1042, True)


@pytest.mark.parametrize(
    "text",
    ["", "[OTHER-1042-7KQX2]", "ACME-1042-AAAAA", f"X{TOKEN}", f"{TOKEN}9", "[ACME-1042]", f"[{TOKEN[:-1]}]"],
)
def test_what_is_no_token_of_ours_is_not_found(text: str) -> None:
    assert token.find_tokens(text, "ACME", KEY) == ()


def test_a_wrong_code_in_brackets_is_reported_as_not_valid() -> None:
    (clue,) = token.find_tokens("[ACME-1042-AAAAA]", "ACME", KEY)

    assert (clue.number, clue.valid) == (1042, False)


@pytest.mark.parametrize("text", ["[ ACME-1042-AAAAA ]", "x【acme-1042-aaaaa】", "[[ACME - 1042 - AAAAA]]"])
def test_brackets_may_hold_a_space(text: str) -> None:
    assert [clue.valid for clue in token.find_tokens(text, "ACME", KEY)] == [False]


@pytest.mark.parametrize("text", ["[ACME-1042-AAAAA", "ACME-1042-AAAAA]", "[  ACME-1042-AAAAA]", "[xACME-1042-AAAAA]"])
def test_a_wrong_code_without_both_brackets_is_not_reported(text: str) -> None:
    assert token.find_tokens(text, "ACME", KEY) == ()


def test_a_token_of_another_key_is_not_valid() -> None:
    (clue,) = token.find_tokens(f"[{TOKEN}]", "ACME", OTHER_KEY)

    assert not clue.valid


def test_each_token_is_found_once_and_at_most_twenty() -> None:
    many = " ".join(f"[ACME-{n}-AAAAA]" for n in range(100))

    assert len(token.find_tokens(f"[{TOKEN}] [{TOKEN}]", "ACME", KEY)) == 1
    assert len(token.find_tokens(many, "ACME", KEY)) == 20


@pytest.mark.parametrize("number", [None, 0, 1042, 999_999_999_999])
def test_our_message_ids_are_recognised_and_fit_a_line(number: int | None) -> None:
    own = token.signed_message_id(KEY, "desk.example.com", number=number, unique="8f3k2abcdefghij0")
    clue = token.read_message_id(KEY, own)

    assert clue is not None
    assert clue.number == number
    assert len(own) <= 76


def test_a_relay_may_rewrite_the_domain_of_our_message_id_and_its_case() -> None:
    own = token.signed_message_id(KEY, "desk.example.com", number=7, unique="abc")

    assert token.read_message_id(KEY, own.split("@")[0].upper() + "@eu-west-1.relay.example>") is not None


@pytest.mark.parametrize("change", ["number", "unique", "code", "key", "missing"])
def test_a_changed_message_id_is_not_ours(change: str) -> None:
    own = token.signed_message_id(KEY, "desk.example.com", number=7, unique="abc")
    changed = {
        "number": own.replace("t7.", "t8."),
        "unique": own.replace(".abc.", ".abd."),
        "code": own.replace(own[8], "0" if own[8] != "0" else "1", 1),
        "key": own,
        "missing": "<t7.abc@desk.example.com>",
    }[change]

    assert token.read_message_id(OTHER_KEY if change == "key" else KEY, changed) is None


def test_a_message_id_cannot_be_made_with_an_odd_unique_word() -> None:
    with pytest.raises(ValueError, match="unique word"):
        token.signed_message_id(KEY, "desk.example.com", number=7, unique="a b>")


def test_the_constant_reference_of_a_ticket_is_one_of_our_ids() -> None:
    reference = token.ticket_reference(KEY, "desk.example.com", 1042)
    clue = token.read_message_id(KEY, reference)

    assert clue is not None
    assert clue.number == 1042


def test_a_plus_address_leads_to_its_ticket_only_on_our_own_mailbox() -> None:
    address = token.plus_address("support@example.com", KEY, 1042)
    clue = token.read_plus_address(address.upper(), ("support@example.com",), KEY)

    assert clue is not None
    assert (clue.number, clue.valid) == (1042, True)
    assert token.read_plus_address(address, ("sales@example.com",), KEY) is None
    assert token.read_plus_address("support+news@example.com", ("support@example.com",), KEY) is None


def test_the_instance_mark_holds_for_this_desk_and_this_message_id_only() -> None:
    mark = token.instance_mark(KEY, "acme", "<a@example.com>")

    assert token.check_instance_mark(KEY, "acme", "<a@example.com>", (mark,)) is token.InstanceMark.OWN
    assert token.check_instance_mark(KEY, "acme", "<b@example.com>", (mark,)) is token.InstanceMark.FOREIGN
    assert token.check_instance_mark(KEY, "other", "<a@example.com>", (mark,)) is token.InstanceMark.FOREIGN
    assert token.check_instance_mark(KEY, "acme", "<a@example.com>", ()) is token.InstanceMark.ABSENT


def test_a_reply_code_may_be_typed_carelessly_but_holds_for_its_purpose_only() -> None:
    code = token.reply_code(KEY, "release", "17", "wang@example.com")

    assert token.verify_reply_code(KEY, code.lower().replace("-", " "), "release", "17", "wang@example.com")
    assert token.verify_reply_code(KEY, code.replace("0", "o").replace("1", "l"), "release", "17", "wang@example.com")
    assert not token.verify_reply_code(KEY, code, "erase", "17", "wang@example.com")
    assert not token.verify_reply_code(KEY, code, "release", "1", "7wang@example.com")
    assert not token.verify_reply_code(KEY, "", "release", "17", "wang@example.com")


LAST_DAY = date(2026, 12, 1)
LINK = link_token.make_link_token(KEY, LinkPurpose.SURVEY, 1042, 2, "Lena@Example.com", LAST_DAY)


def test_a_link_names_its_purpose_ticket_round_and_end_but_not_the_address() -> None:
    claim = link_token.read_link_token(KEY, LINK)

    assert claim is not None
    assert (claim.purpose, claim.number, claim.round_, claim.expires) == (LinkPurpose.SURVEY, 1042, 2, LAST_DAY)
    assert "lena" not in LINK.lower()
    assert link_token.verify_link(KEY, claim, "lena@example.com", LAST_DAY)


def test_a_link_is_good_for_its_own_address_until_its_last_day() -> None:
    claim = link_token.read_link_token(KEY, LINK)

    assert claim is not None
    assert not link_token.verify_link(KEY, claim, "other@example.com", LAST_DAY)
    assert not link_token.verify_link(KEY, claim, "lena@example.com", date(2026, 12, 2))


@pytest.mark.parametrize("position", range(len(LINK)))
def test_a_link_with_one_changed_character_is_worth_nothing(position: int) -> None:
    changed = LINK[:position] + ("c" if LINK[position] != "c" else "d") + LINK[position + 1 :]
    claim = link_token.read_link_token(KEY, changed)

    assert claim is None or not link_token.verify_link(KEY, claim, "lena@example.com", LAST_DAY)


@pytest.mark.parametrize("text", ["", "x", "s-1-1-20261301-00000000-" + "0" * 26, "-" * 5000])
def test_what_is_no_link_token_is_not_read(text: str) -> None:
    assert link_token.read_link_token(KEY, text) is None
