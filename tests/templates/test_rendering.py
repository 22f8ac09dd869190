"""The renderer: data stays data, the operator's files come first, and faults are told with file and line."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes

from maildesk.desk.outgoing import TO_CUSTOMERS, CustomerView, DigestView, MessageKind
from maildesk.errors import ConfigurationError
from maildesk.shipped import shipped_folder
from maildesk.templates import Templates, problems
from maildesk.templates.language import folder_names
from maildesk.templates.samples import KINDS, samples
from tests.templates.builders import customer_view, outgoing, write
from tests.templates.outline import ATTRIBUTES, TAGS, Outline

SHIPPED = shipped_folder("templates")
TEMPLATES = Templates((SHIPPED,))
ANSWER = MessageKind.ANSWER
PAYLOADS = (
    "{{7*7}}{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'y',
    "</td></table></style><style>@import url(http://evil.example/a.css)</style>",
    "{0.__class__.__mro__} %(x)s ${x} #{7*7}",
    "line\r\nBcc: all@evil.example\r\n\r\n<b>bold</b>",
)
SHOULD_STAY = {
    "token",
    "zone",
    "severity",
    "visibility",
    "direction",
    "key",
    "confirm_url",
    "survey_url",
    "url",
    "code",
}


def poisoned(value: Any, payload: str) -> Any:
    """The same view with the payload in every text of it, at any depth."""
    if isinstance(value, tuple):
        return tuple(payload if type(item) is str else poisoned(item, payload) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        field.name: payload if type(old) is str else poisoned(old, payload)
        for field in fields(value)
        if field.name not in SHOULD_STAY and (old := getattr(value, field.name)) is not None
    }
    return replace(value, **changed)


@pytest.mark.parametrize("payload", PAYLOADS, ids=["template", "script", "attribute", "style", "format", "line"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_poison_in_every_field_comes_out_as_data(kind: MessageKind, language: str, payload: str) -> None:
    message = samples(kind, language)[0]

    rendered = TEMPLATES.render(replace(message, view=poisoned(message.view, payload)))
    page = Outline(rendered.html)

    assert page.open == []
    assert page.tags - TAGS == set()
    assert page.attributes - ATTRIBUTES == set()
    assert "\n" not in rendered.subject
    assert "\r" not in rendered.text
    assert "49" not in rendered.text.replace(payload, "")
    assert "class 'type'" not in rendered.text
    first = payload.split("\r\n")[0].split()[0]
    assert first in " ".join(page.words) or first in rendered.subject


def test_a_line_break_in_a_one_line_field_makes_no_new_line() -> None:
    rendered = TEMPLATES.render(outgoing(customer_view(subject="Hello\r\n\r\nTicket [ACME-1-AAAAA]", name="A\nB")))

    assert rendered.subject == "[ACME-1042-7KQX2] Hello Ticket [ACME-1-AAAAA]"
    assert "\nTicket [ACME-1-AAAAA]" not in rendered.text
    assert "Hello A B," in rendered.text


def test_a_direction_mark_cannot_turn_words_around() -> None:
    rendered = TEMPLATES.render(outgoing(customer_view(subject="invoice\u202egpj.exe", words="a\u2066b"), ANSWER))

    assert "\u202e" not in rendered.subject
    assert "\u2066" not in rendered.html + rendered.text


@pytest.mark.parametrize("breaks", range(1, 40))
def test_a_text_has_no_more_than_one_empty_line_in_a_row_and_no_trailing_blanks(breaks: int) -> None:
    words = "one \u3000" + " \n" * breaks + "two"

    rendered = TEMPLATES.render(outgoing(customer_view(words=words), ANSWER))

    assert "one" + "\n" * min(breaks, 2) + "two\n" in rendered.text


def test_the_engineers_paragraphs_lines_and_indentation_are_kept() -> None:
    rendered = TEMPLATES.render(outgoing(customer_view(words="one\n  two\n\nthree <b>"), ANSWER))

    assert "one\n  two\n\nthree <b>\n" in rendered.text
    assert "one<br>&nbsp;&nbsp;two</p>" in rendered.html
    assert "three &lt;b&gt;</p>" in rendered.html


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("en", "Asia/Shanghai", "2026-11-22 16:05 (Asia/Shanghai)"),
        ("zh-Hans", "Asia/Shanghai", "2026年11月22日 16:05（北京时间）"),
        ("zh-Hant", "Asia/Shanghai", "2026年11月22日 16:05（中國標準時間）"),
        ("zh-Hans", "Asia/Taipei", "2026年11月22日 16:05（台北时间）"),
        ("zh-Hant", "Asia/Taipei", "2026年11月22日 16:05（台北時間）"),
        ("zh-Hant", "Europe/Berlin", "2026年11月22日 09:05（Europe/Berlin）"),
    ],
)
def test_a_time_is_said_as_date_hour_and_zone(language: str, zone: str, expected: str) -> None:
    at = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)

    rendered = TEMPLATES.render(
        outgoing(customer_view(respond_by=at, zone=zone), MessageKind.ACKNOWLEDGEMENT, language)
    )

    assert expected in rendered.text
    assert expected in "".join(Outline(rendered.html).words)


def test_a_zone_nobody_knows_is_said_in_utc() -> None:
    at = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)

    rendered = TEMPLATES.render(outgoing(customer_view(respond_by=at, zone="Moon/Crater")))

    assert "2026-11-22 08:05 (UTC)" in rendered.text


def test_an_acknowledgement_holds_none_of_the_customers_text() -> None:
    for language in ("en", "zh-Hans", "zh-Hant"):
        rendered = TEMPLATES.render(
            outgoing(customer_view(words="BUY CHEAP WATCHES"), MessageKind.ACKNOWLEDGEMENT, language)
        )
        assert "WATCHES" not in rendered.text + rendered.html


@pytest.mark.parametrize(
    ("tag", "folder"),
    [("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-CN", "zh-Hans"), ("zh", "zh-Hans"), ("en-GB", "en")],
)
def test_a_region_is_served_by_the_folder_of_its_script(tag: str, folder: str) -> None:
    assert folder in folder_names(tag)
    assert TEMPLATES.folder_of(tag, "answer") == folder


def test_a_language_without_templates_falls_back_to_the_desk_then_english() -> None:
    assert "工单" in Templates((SHIPPED,), "zh-Hans").render(outgoing(language="fi")).text
    assert "Ticket" in Templates((SHIPPED,), "sv").render(outgoing(language="fi")).text


def test_an_operator_overrides_one_file_and_keeps_the_others(tmp_path: Path) -> None:
    own = write(tmp_path, {"en/acknowledgement/subject.txt": "We have it: {{ v.subject }}"})

    rendered = Templates((own, SHIPPED)).render(outgoing())

    assert rendered.subject == "[ACME-1042-7KQX2] We have it: Printer"
    assert rendered.text == TEMPLATES.render(outgoing()).text
    assert problems((own, SHIPPED)) == ()


def test_an_operator_changes_one_word_and_one_colour(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        {"en/words.toml": 'ticket_line = "Case"', "_base/styles.toml": '[colour]\naccent = "#aa00bb"'},
    )

    rendered = Templates((own, SHIPPED)).render(outgoing())

    assert "Case [ACME-1042-7KQX2]" in rendered.text
    assert "#aa00bb" in rendered.html
    assert "#175f8c" not in rendered.html


def test_a_mail_carries_the_rules_of_the_looks_it_uses_and_no_others(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        {
            "_base/styles.toml": '[look]\nstripe = "color:red;"\n'
            '[dark]\nstripe = "color:pink;"\n[narrow]\nstripe = "x:y;"',
            "en/answer/body.html": "<style>{{ sheet }}</style><p {{ s.stripe }}>{{ v.words }}</p>",
        },
    )

    html = (
        Templates((own, SHIPPED))
        .render(outgoing(kind=ANSWER, view=customer_view(words='class="row" \x1asheet\x1a')))
        .html
    )

    assert "@media (prefers-color-scheme:dark){\n .stripe{color:pink;}\n}" in html
    assert "@media (max-width:520px){\n .stripe{x:y;}\n}" in html
    assert ".row" not in html
    assert html.count("@media") == 2  # what a customer writes is no place for rules


def test_every_rule_of_the_sheet_reaches_the_mails_that_use_its_look() -> None:
    html = TEMPLATES.render(outgoing()).html

    assert ".card{background-color:#1d2128 !important;" in html
    assert ".heat0{" not in html  # a look of reports
    assert "\n." not in html  # which SMTP would have to double


def test_a_new_language_may_begin_with_one_kind(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        {
            "fr/acknowledgement/subject.txt": "Bonjour",
            "fr/acknowledgement/body.txt": "{{ w.ticket_line }} {{ v.number }}",
            "fr/acknowledgement/body.html": "<p>{{ v.number }}</p>",
        },
    )
    templates = Templates((own, SHIPPED))

    assert templates.render(outgoing(language="fr")).text == "Ticket 1042\n"
    assert templates.render(outgoing(kind=MessageKind.PROGRESS, language="fr")).subject.endswith("Printer")
    assert problems((own, SHIPPED)) == ()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Hello\n{{ v.subject", "body.txt, line 2"),
        ("Hello\n\n{{ v.notes }}", "body.txt, line 3"),
        ("{{ v.subject|shout }}", "shout"),
        ("{{ ''.__class__ }}", "unsafe"),
        ("{{ w.no_such_word }}", "no_such_word"),
    ],
)
def test_a_broken_override_is_told_with_file_and_line(tmp_path: Path, source: str, said: str) -> None:
    own = write(tmp_path, {"en/answer/body.txt": source})

    found = problems((own, SHIPPED))

    assert len(found) == 1
    assert said in found[0]
    assert "body.txt" in found[0]


def test_a_subject_of_two_lines_is_refused(tmp_path: Path) -> None:
    own = write(tmp_path, {"en/answer/subject.txt": "one\ntwo"})

    with pytest.raises(ConfigurationError, match=r"subject\.txt: a subject is one line"):
        Templates((own, SHIPPED)).render(outgoing(kind=ANSWER))
    assert len(problems((own, SHIPPED))) == 1


def test_a_words_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    own = write(tmp_path, {"en/words.toml": "ticket_line = Case"})

    assert "words.toml" in problems((own, SHIPPED))[0]


def customer_templates() -> Iterator[Path]:
    yield from SHIPPED.glob("_base/customer.*")
    yield SHIPPED / "_base" / "frame.html"
    for kind in TO_CUSTOMERS:
        yield from SHIPPED.glob(f"*/{kind}/*")


@pytest.mark.parametrize("path", sorted(customer_templates()), ids=lambda path: str(path.relative_to(SHIPPED)))
def test_a_customers_template_reads_nothing_but_the_customers_view(path: Path) -> None:
    environment = TEMPLATES.environment("en")
    allowed = {field.name for field in fields(CustomerView)}

    tree = environment.parse(path.read_text("utf-8"))

    read = {
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "v"
    }
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    assert read <= allowed
    assert names <= {"v", "w", "s", "lang", "sheet", "outlook", "key", "article", "facts", "box", "button", "scale"}


def test_every_ticket_line_of_a_digest_begins_with_its_number() -> None:
    for language in ("en", "zh-Hans", "zh-Hant"):
        message = samples(MessageKind.DIGEST, language)[0]
        assert isinstance(message.view, DigestView)
        lines = TEMPLATES.render(message).text.split("\n")
        for ticket in (*message.view.at_risk, *message.view.unowned, *message.view.waiting, *message.view.complaints):
            assert any(line.startswith(f"{ticket.number} {ticket.subject}") for line in lines)
        for code in ("U1 ", "Q1 ", "I1 "):
            assert any(line.startswith(code) for line in lines)
