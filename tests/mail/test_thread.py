"""Every carrier of a ticket is found, ours are told from foreign ones."""

from dataclasses import replace

from maildesk.mail import token
from maildesk.mail.fields import Fields
from maildesk.mail.letter import ReadContext, ThreadClues
from maildesk.mail.thread import find_clues

KEY = b"k" * 32
CONTEXT = ReadContext(key=KEY, prefix="ACME", own_addresses=("support@example.com",), plus_addressing=True)
TOKEN = token.subject_token("ACME", KEY, 1042)
OWN = token.signed_message_id(KEY, "desk.example.com", number=1042, unique="abc")
DIGEST = token.signed_message_id(KEY, "desk.example.com", number=None, unique="def")


def clues(
    *fields: tuple[str, str], subject: str = "", quoted: str = "", text: str = "", context: ReadContext = CONTEXT
) -> ThreadClues:
    return find_clues(Fields(fields), subject, quoted, text, context)


def test_our_signed_ids_are_found_in_references_and_in_reply_to() -> None:
    found = clues(("In-Reply-To", OWN), ("References", f"<a@example.org> {DIGEST} {OWN}"))

    assert [(one.message_id, one.number) for one in found.own_ids] == [(OWN, 1042), (DIGEST, None)]
    assert found.references == ("<a@example.org>",)


def test_the_constant_reference_of_a_ticket_is_enough() -> None:
    found = clues(("References", token.ticket_reference(KEY, "desk.example.com", 1042)))

    assert [one.number for one in found.own_ids] == [1042]


def test_foreign_references_come_newest_first_and_at_most_a_hundred() -> None:
    ids = [f"<{n}@example.org>" for n in range(500)]
    found = clues(("References", " ".join(ids)))

    assert found.references[0] == ids[-1]
    assert len(found.references) <= 100


def test_tokens_are_found_in_subject_and_in_the_quoted_words() -> None:
    found = clues(subject=f"Re: [{TOKEN}] Printer [#77]", quoted=f"> Ticket {TOKEN}")

    assert [one.number for one in found.subject] == [1042]
    assert [one.number for one in found.body] == [1042]
    assert found.bare == (77,)


def test_a_token_with_a_wrong_code_is_reported_but_not_valid() -> None:
    found = clues(subject="[ACME-1042-AAAAA]")

    assert [one.valid for one in found.subject] == [False]


def test_plus_addresses_are_read_only_where_they_are_switched_on() -> None:
    to = ("To", f"Support <{token.plus_address('support@example.com', KEY, 1042)}>")

    assert [one.number for one in clues(to).plus] == [1042]
    assert [one.number for one in clues(("Delivered-To", to[1])).plus] == [1042]
    assert clues(to, context=replace(CONTEXT, plus_addressing=False)).plus == ()


def test_a_mail_without_any_carrier_has_no_clue() -> None:
    assert clues(subject="Printer", text="It is broken.") == ThreadClues()
