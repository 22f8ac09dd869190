"""Outgoing bytes: what is put in comes out again, in every language, and nothing but that."""

import base64
import random
from binascii import b2a_qp
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any, cast

import pytest

from maildesk.mail.body_encoding import base64_lines, encode_body, quoted_line
from maildesk.mail.compose import AutoMark, Composition, OutgoingFile, acknowledgement_subject, clean_subject, compose
from maildesk.mail.header_value import header_text
from maildesk.mail.letter import Address

PLAIN = Composition(
    sender=Address(name="Support", address="support@example.com"),
    to=(Address(name="Lena Fischer", address="lena@example.org"),),
    subject="[ACME-1042-7KQX2] Printer",
    message_id="<t1042.abc.def@desk.example.com>",
    date=datetime(2026, 11, 22, 8, 5, tzinfo=UTC),
    text="Hello Lena,\n\nit is repaired.\n",
)
FIELDS = {
    "Date", "From", "To", "Cc", "Reply-To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
    "X-Auto-Response-Suppress", "Precedence", "X-Maildesk-Instance", "Content-Language", "MIME-Version",
    "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip


def composed(**changes: Any) -> bytes:
    return compose(replace(PLAIN, **changes))


def read(raw: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(raw, policy=policy.default.clone(max_line_length=None)))


def test_the_same_values_give_the_same_bytes() -> None:
    assert composed() == composed()


def test_a_plain_mail_is_seven_bit_and_has_only_crlf() -> None:
    raw = composed()

    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert read(raw).get_content() == "Hello Lena,\r\n\r\nit is repaired.\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "你好，\n打印机坏了。\n", "Grüße aus Köln\n", "a" * 5000, "From me\nFrom you\n", ".\n..\n.hidden\n",
        "trailing  \nspaces\t\n", "--=_321e1a8f\n", "=3D and =?utf-8?q?x?=\n",
        "é" + "a" * 2000, "😀" * 500, "tab\there\n",
    ],
)  # fmt: skip
def test_a_body_comes_out_as_it_went_in(text: str) -> None:
    message = read(composed(text=text, html="<p>x</p>"))
    body = message.get_body(("plain",))

    assert body is not None
    assert body.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")


def test_every_line_is_short_and_no_line_begins_with_from() -> None:
    raw = composed(text="From me\n" + "word " * 500 + "é", html="<p>" + "日本" * 3000 + "</p>", subject="長" * 300)

    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"\r\nFrom me" not in raw


def test_no_line_that_was_broken_begins_with_from_either() -> None:
    raw = composed(text="é" + "x" * 69 + "From here on " * 40)

    assert b"\r\nFrom " not in raw
    assert read(raw).get_content().startswith("é" + "x" * 69 + "From here on From here on ")


@pytest.mark.parametrize("seed", range(300))
def test_a_line_is_quoted_as_the_standard_library_quotes_it_whatever_it_begins_with(seed: int) -> None:
    chance = random.Random(seed)
    tag = '<p class="a" style="' + "b=" * chance.randrange(400) + '">'
    begin = chance.choice(["", tag, "é" * 40 + '">', "x" * 74 + '">'])
    line = (begin + "".join(chance.choices("ab =.'\t\">é中😀", k=chance.randrange(400)))).encode()

    quoted = b"\r\n".join([quoted_line(line), quoted_line(begin.encode())])

    expected = [b2a_qp(part, istext=True).replace(b"\n", b"\r\n") for part in (line, begin.encode())]
    assert quoted == b"\r\n".join(expected)


@pytest.mark.parametrize("seed", range(300))
def test_a_body_is_quoted_at_once_as_it_would_be_line_by_line(seed: int) -> None:
    chance = random.Random(seed)
    pieces = [
        "word ",
        "x" * 70,
        "=",
        "é",
        "中",
        "\n",
        "\n",
        ".",
        "\n.\n",
        " ",
        "\t",
        " \n",
        "From ",
        "\nFrom ",
        '">',
        "\r\n",
    ]
    text = "é" + "".join(chance.choices(pieces, k=chance.randrange(200))) + "word " * 400

    encoding, data = encode_body(text)

    lines = text.replace("\r\n", "\n").rstrip("\n").encode().split(b"\n")
    assert encoding == "quoted-printable"
    assert data == b"".join(quoted_line(line) + b"\r\n" for line in lines)


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 16 * 57 - 1, 16 * 57, 16 * 57 + 1, 33 * 57 + 20])
def test_base64_is_broken_after_seventy_six_characters_however_many_lines_there_are(size: int) -> None:
    data = random.Random(size).randbytes(size)

    lines = base64_lines(data)

    assert lines == base64.encodebytes(data).replace(b"\n", b"\r\n")


def test_the_token_stays_readable_beside_an_encoded_subject() -> None:
    raw = composed(subject="[ACME-1042-7KQX2] 打印机①坏了，三楼的人都不能打印，请尽快处理 printer 谢谢")

    assert b"Subject: [ACME-1042-7KQX2]" in raw
    assert read(raw)["Subject"] == "[ACME-1042-7KQX2] 打印机①坏了，三楼的人都不能打印，请尽快处理 printer 谢谢"


def test_no_encoded_word_splits_a_character_or_is_too_long() -> None:
    import base64
    import re

    raw = composed(subject="鬱" * 40 + "😀" * 40)
    words = re.findall(rb"=\?utf-8\?b\?([^?]*)\?=", raw)

    assert len(words) > 3
    for word in words:
        base64.b64decode(word).decode("utf-8")
        assert len(word) + 12 <= 75


@pytest.mark.parametrize("length", [60, 78, 110, 500, 984])
def test_a_long_message_id_is_never_folded_or_encoded(length: int) -> None:
    long_id = "<" + "x" * (length - 14) + "@example.com>"
    raw = composed(in_reply_to=long_id, references=("<first@example.com>", long_id))

    assert f"In-Reply-To: {long_id}\r\n".encode() in raw
    assert f" {long_id}\r\n".encode() in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "bad", ["<" + "x" * 1000 + "@e.example>", "no brackets", "<a b@c>", "<a\r\nBcc: x@y>", "<ü@example.com>", "", "<>"]
)
def test_what_is_no_message_id_is_left_out(bad: str) -> None:
    raw = composed(in_reply_to=bad, references=(bad, "<good@example.com>"))

    assert b"In-Reply-To" not in raw
    assert b"References: <good@example.com>\r\n" in raw


def test_many_references_keep_the_first_and_the_last() -> None:
    ids = tuple(f"<{n}@example.com>" for n in range(500))
    kept = read(composed(references=ids))["References"].split()

    assert (kept[0], kept[-1], len(kept)) == (ids[0], ids[-1], 50)


@pytest.mark.parametrize(
    "name",
    [
        "Lena",
        'O"Neil, Pat',
        "Müller, Jörg",
        "王小明",
        "a@b.example",
        "=?utf-8?q?x?=",
        "x" * 64,
        "back\\slash",
        "(c)",
        "",
    ],
)
def test_a_name_is_shown_as_it_is(name: str) -> None:
    message = read(composed(to=(Address(name=name, address="lena@example.org"),)))
    (mailbox,) = message["To"].addresses

    assert (mailbox.display_name, mailbox.addr_spec) == (name, "lena@example.org")


def test_a_long_name_is_not_cut_apart_by_its_encoded_words() -> None:
    raw = composed(to=(Address(name="王" * 64, address="lena@example.org"),))
    field = message_from_bytes(raw, policy=policy.compat32)["To"]

    assert str(make_header(decode_header(field))) == "王" * 64 + " <lena@example.org>"


@pytest.mark.parametrize(
    "address",
    [
        "", "lena", "lena@", "@example.org", "le na@example.org", "lena@example.org\r\nBcc: x@evil.example",
        "lena@example.org> SIZE=1", "lena@exa\0mple.org", "<lena@example.org>", "lena@example..org", "a@b@c",
        "lena@-example.org", "lena@example.org, x@evil.example", "l" * 65 + "@example.org",
        "lena@" + "e." * 200 + "org",
        "lena@example.org\n", "\tlena@example.org", "(x)lena@example.org", "lena@[evil example]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["sender", "to", "cc", "reply_to"])
def test_what_is_no_address_is_refused_with_a_sentence(address: str, field: str) -> None:
    value = Address(address=address)

    with pytest.raises(ValueError, match="is not a mail address"):
        composed(**{field: value if field == "sender" else (value,)})


@pytest.mark.parametrize(
    ("mark", "submitted", "suppressed"),
    [
        (AutoMark.AUTO_REPLIED, "auto-replied", "All"),
        (AutoMark.AUTO_GENERATED, "auto-generated", "All"),
        (AutoMark.PERSON, "no", "OOF, AutoReply"),
        (AutoMark.NOTICE, None, "DR, RN, NRN"),
    ],
)
def test_each_mail_says_who_speaks(mark: AutoMark, submitted: str | None, suppressed: str) -> None:
    message = read(composed(automatic=mark))

    assert message["Auto-Submitted"] == submitted
    assert message["X-Auto-Response-Suppress"] == suppressed
    assert message["Precedence"] is None
    assert read(composed(bulk=True))["Precedence"] == "bulk"


PICTURE = OutgoingFile(filename="屏幕截图.png", content_type="image/png", content=b"\x89PNG" * 50, content_id="p1@x")
PAPER = OutgoingFile(filename="Ünvoice (final).pdf", content_type="application/pdf", content=bytes(range(256)) * 9)


def test_pictures_are_related_to_the_html_and_files_are_attached() -> None:
    message = read(composed(html='<img src="cid:p1@x">', attachments=(PICTURE, PAPER)))
    kinds = [part.get_content_type() for part in message.walk()]

    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "application/pdf",
    ]  # fmt: skip
    picture, paper = list(message.walk())[-2:]
    assert (picture.get_filename(), picture["Content-ID"], picture.get_content_disposition()) == (
        "屏幕截图.png", "<p1@x>", "inline",
    )  # fmt: skip
    assert (paper.get_filename(), paper.get_content()) == ("Ünvoice (final).pdf", PAPER.content)


@pytest.mark.parametrize(
    "name",
    ["a.txt", "很长" * 60 + ".pdf", "x" * 300 + ".pdf", "../../etc/passwd", "a\r\nX: y.txt", 'q"uote.txt', "", "."],
)
def test_a_file_name_is_safe_and_survives(name: str) -> None:
    message = read(composed(attachments=(replace(PAPER, filename=name),)))
    shown = list(message.walk())[-1].get_filename()

    assert shown
    assert len(shown.encode()) <= 150
    assert not set(shown) & set('/\\\r\n"')
    assert shown.endswith(name[-4:]) or len(name) < 5


def test_a_forwarded_mail_is_never_sent_raw() -> None:
    smuggled = b"Subject: x\n\n.\n\r\n.\r\nMAIL FROM:<a@evil.example>\r\n"
    raw = composed(attachments=(OutgoingFile(filename="m.eml", content_type="message/rfc822", content=smuggled),))

    assert b"MAIL FROM" not in raw
    assert list(read(raw).walk())[-1].get_content() == smuggled


SPICE = [
    "\r\n", "\n", "\r",
    "\0", "\x0b", "\u2028", "\u0085", "\u202e", "\ud800", "é", "打", "😀", '"', "<", ">", "=?utf-8?q?",
    "?=", ",", ";", ":", "@", " ", "  ", "\t", "Bcc: x@evil.example", "(", "\\", "a" * 90, "%", "'", "e\u0301",
]  # fmt: skip


def odd_text(chance: random.Random) -> str:
    return "".join(chance.choice(SPICE) for _ in range(chance.randrange(12)))


@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_odd_values_put_no_field_into_a_mail(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(250):
        subject, name, file, mark = (odd_text(chance) for _ in range(4))
        raw = composed(
            subject=subject,
            to=(Address(name=name, address="lena@example.org"),),
            attachments=(OutgoingFile(filename=file, content_type=odd_text(chance), content=b"x", content_id=subject),),
            instance_mark=mark,
            language=mark,
            in_reply_to=odd_text(chance),
            references=(odd_text(chance), "<a@example.com>"),
        )
        message = read(raw)
        assert {field.title() for field in message} <= {field.title() for field in FIELDS}
        assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
        assert [mailbox.addr_spec for mailbox in message["To"].addresses] == ["lena@example.org"]
        assert len(list(message.walk())) == 3
        head = raw.split(b"\r\n\r\n")[0]
        assert all(line[:1] == b" " or line.split(b":")[0].decode() in FIELDS for line in head.split(b"\r\n"))


@pytest.mark.parametrize("seed", range(5))
def test_odd_subjects_come_out_as_they_are_shown(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(300):
        subject = odd_text(chance)
        shown = read(composed(subject=subject))["Subject"]
        assert str(shown) == header_text(subject)


def test_a_naive_date_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        composed(date=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the fault


@pytest.mark.parametrize(
    ("subject", "clean"),
    [
        ("Re: Printer", "Printer"),
        ("RE: AW: SV: Printer", "Printer"),
        ("回复：答复: Re: 打印机坏了", "打印机坏了"),
        ("回覆: 轉寄: 印表機", "印表機"),
        ("Re[2]: Fwd(3): Printer", "Printer"),
        ("Odp: Отв: Απ: Ynt: VS: ENC: R: Printer", "Printer"),
        ("Re: [ACME-1042-7KQX2] Re: [acme-1042-7kqx2] Printer", "Printer"),
        ("[OTHER #77] Re: Printer", "[OTHER #77] Re: Printer"),
        ("Re: [PROJ-123] Printer", "[PROJ-123] Printer"),
        ("Regarding the printer", "Regarding the printer"),
        ("Re the printer", "Re the printer"),
        ("Antwort: WG: Drucker", "Drucker"),
        ("רד: x", "רד: x"),
        ("رد: الطابعة", "الطابعة"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_reply_prefixes_and_our_tokens_do_not_pile_up(subject: str, clean: str) -> None:
    assert clean_subject(subject, "ACME") == clean


def test_a_thousand_reply_prefixes_cost_nothing() -> None:
    assert len(clean_subject("Re: " * 10_000)) <= 400


@pytest.mark.parametrize(
    ("subject", "forbidden"),
    [
        ("Win at http://evil.example/x now", "evil"),
        ("visit www.evil.example", "evil"),
        ("visit evil.example/path now", "evil"),
        ("call evil。com", "evil"),
        ("write to x@evil.example", "evil"),
        ("hxxps://evil[.]example", "hxxp"),
        ("ｅｖｉｌ．ｅｘａｍｐｌｅ", "evil"),
        ("a\r\nBcc: b", "\n"),
        ("x" * 500, "x" * 81),
        ("\u202egnp.exe", "\u202e"),
    ],
)
def test_an_acknowledgement_repeats_no_address_of_the_sender_s_choice(subject: str, forbidden: str) -> None:
    shown = acknowledgement_subject(subject)

    assert forbidden not in shown
    assert len(shown) <= 80


def test_an_ordinary_subject_is_repeated_as_it_is() -> None:
    assert acknowledgement_subject("Re: 打印机坏了。请帮忙！") == "打印机坏了。请帮忙！"
    assert acknowledgement_subject("Printer broken, 3rd floor") == "Printer broken, 3rd floor"
