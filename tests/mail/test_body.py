"""What `split_body` promises beside the corpus: nothing lost, never raising, linear time, hints of the HTML."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maildesk.mail.body import OWN_MARKERS, split_body

LINES = (
    "",
    "Thanks, it works.",
    "> quoted",
    ">> twice quoted",
    "On Mon, Feb 3, 2025 at 10:00 AM Anna <anna@example.com> wrote:",
    "在 2025年2月3日，10:00，张三 <zhang@example.com> 写道：",
    "From: Anna <anna@example.com>",
    "Sent: Monday, February 3, 2025 10:00 AM",
    "To: support@desk.example.org",
    "Subject: Re: x",
    "-----Original Message-----",
    "---------- Forwarded message ---------",
    "________________________________",
    "-- ",
    "Sent from my iPhone",
    "Best regards,",
    "Tel: +49 30 1234567",
    "This e-mail is confidential.",
    "| bar |",
    OWN_MARKERS[1],
    "\u3000\u00a0",
    "-----BEGIN PGP SIGNATURE-----",
    "-----END PGP SIGNATURE-----",
)


def filled(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if line.strip())


@given(st.lists(st.sampled_from(LINES), max_size=14))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_every_line_stands_in_exactly_one_part_however_they_are_mixed(lines: list[str]) -> None:
    body = split_body("\n".join(lines), None)

    assert filled(body.text) == filled(body.reply) + filled(body.quoted) + filled(body.signature)


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_and_any_html_are_answered(text: str, html: str) -> None:
    body = split_body(text, html)

    assert isinstance(body.reply, str)


def test_an_empty_mail_has_empty_parts() -> None:
    body = split_body("", None)

    assert (body.text, body.reply, body.quoted, body.signature) == ("", "", "", "")


@pytest.mark.parametrize("marker", OWN_MARKERS)
def test_everything_below_our_own_marker_is_history(marker: str) -> None:
    body = split_body(f"It works.\n\n{marker}\n\nYour ticket has an answer.\n\nHello,\n", None)

    assert body.reply == "It works."
    assert body.quoted.startswith(marker)


@pytest.mark.parametrize("words", ["", "Sent from my iPhone\n\n"], ids=["nothing", "a phone's line"])
def test_an_empty_answer_never_makes_our_own_mail_its_words(words: str) -> None:
    history = (
        "From: Desk <support@desk.example.org>\nSent: Monday, February 3, 2025 10:00 AM\nTo: Anna\nSubject: x\n\n"
        f"{OWN_MARKERS[0]}\n\nInternal: the customer is late with paying.\n"
    )

    assert split_body(words + history, None).reply == ""


def test_a_marker_of_the_site_counts_as_well() -> None:
    body = split_body("It works.\n\n=== svp au-dessus ===\nold", None, own_marker="=== svp au-dessus ===")

    assert body.reply == "It works."


def test_answers_between_the_lines_below_our_marker_are_kept() -> None:
    text = f"> {OWN_MARKERS[0]}\n>\n> Which browser?\n\nFirefox.\n\n> Which version?\n\n134.\n"

    assert split_body(text, None).reply.endswith("Firefox.\n\n> Which version?\n\n134.")


def test_the_text_is_taken_from_the_html_when_the_text_part_is_blank() -> None:
    assert split_body(" \n\n", "<p>It works.</p>").reply == "It works."


def test_the_words_come_from_the_text_part_and_only_the_place_of_the_cut_from_the_html() -> None:
    html = '<div>It works!</div><div id="appendonsend"></div><div id="divRplyFwdMsg">Mula kay: Li</div><div>old</div>'

    body = split_body("It works.\n\nMula kay: Li\n\nold", html)

    assert body.reply == "It works."
    assert body.quoted == "Mula kay: Li\n\nold"


def test_a_quote_that_only_the_html_shows_is_history() -> None:
    html = '<div>It works.</div><blockquote type="cite">old text here<br>second old line</blockquote>'

    body = split_body("It works.\n\nold text here\nsecond old line\n", html)

    assert body.reply == "It works."
    assert body.quoted == "old text here\nsecond old line"


def test_a_signature_that_only_the_html_shows_is_one() -> None:
    html = '<div>It works.<br><br><div class="gmail_signature"><div>Anna Berg</div><div>Example Ltd</div></div></div>'

    body = split_body("It works.\n\nAnna Berg\nExample Ltd\n", html)

    assert body.reply == "It works."
    assert body.signature == "Anna Berg\nExample Ltd"


def test_a_long_answer_of_one_line_is_not_lost() -> None:
    line = "word " * 4000

    assert split_body(line, None).reply == line.strip()


def test_lines_beyond_those_looked_at_are_kept() -> None:
    text = "\n".join(f"line {number}" for number in range(12_000))

    assert split_body(text, None).reply == text


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "attack",
    [
        ">" * 1_000_000,
        "> " * 500_000,
        "\n>" * 300_000,
        "From:" * 200_000,
        "From: a@b.example\n" * 60_000,
        "wrote:\n" * 140_000,
        "On 3 Feb 2025 10:00 a@b.example " * 30_000 + "wrote:",
        "On 3 Feb 2025 10:00 a@b.example\n" * 30_000 + "wrote:",
        "-- \n" * 250_000,
        "-" * 1_000_000,
        "- " * 500_000,
        "Sent from my " * 80_000,
        "a@" * 500_000,
        "1:1" * 300_000,
        " \u00a0" * 400_000,
        "|" * 1_000_000,
        "| From | a@b.example |\n" * 40_000,
        "this e-mail " * 80_000,
        "Best regards,\n" * 70_000,
        "-----BEGIN PGP SIGNATURE-----\n" * 30_000,
        "在2025年写道：\n" * 60_000,
        "(" * 1_000_000,
        "写" * 1_000_000,
    ],
    ids=lambda attack: attack[:20].strip() or "blanks",
)
def test_a_megabyte_of_anything_is_split_in_linear_time(attack: str) -> None:
    body = split_body(attack, None)

    assert filled(body.text) == filled(body.reply) + filled(body.quoted) + filled(body.signature)
