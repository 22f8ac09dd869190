"""What SMTP carries: CRLF only, dots doubled; and what is said to need nothing is carried as it is."""

import random

import pytest

from maildesk.mail.compose import Composition, compose
from maildesk.mail.letter import Address
from maildesk.mail.wire_form import is_ready_to_send, stuffed, wire_form
from tests.store.builders import NOON


@pytest.mark.parametrize(
    ("message", "wire"),
    [
        (b"a\nb\n", b"a\r\nb\r\n"),
        (b"a\rb", b"a\r\nb\r\n"),
        (b"a\r\nb\r\n", b"a\r\nb\r\n"),
        (b"a\n\r\nb", b"a\r\n\r\nb\r\n"),
        (b"a\r\r\nb", b"a\r\n\r\nb\r\n"),
        (b"", b"\r\n"),
    ],
)
def test_every_line_end_is_crlf(message: bytes, wire: bytes) -> None:
    assert wire_form(message) == wire


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        (b".a\r\n.\r\n..b\r\na.b\r\n", b"..a\r\n..\r\n...b\r\na.b\r\n"),
        (b"a\r\n.", b"a\r\n.."),
        (b"a\r\n", b"a\r\n"),
    ],
)
def test_a_dot_at_the_start_of_a_line_is_doubled(message: bytes, sent: bytes) -> None:
    assert stuffed(message) == sent


def test_what_is_ready_to_send_is_carried_as_it_is_and_all_else_is_changed() -> None:
    chance = random.Random(20261128)
    seen = {True: 0, False: 0}
    for _ in range(20_000):
        message = b"".join(chance.choices((b"\r\n", b"\r", b"\n", b".", b"a", b"a\r\n"), k=chance.randrange(1, 8)))
        says = is_ready_to_send(message)
        assert says == (stuffed(wire_form(message)) == message), message
        seen[says] += 1
    assert min(seen.values()) > 500


@pytest.mark.parametrize("text", ["Good day.\n", "打印机\n" * 40, "é" + "x" * 2000, "a\n.\n.b\nFrom me\n"])
def test_what_we_compose_is_in_wire_form(text: str) -> None:
    mail = Composition(
        sender=Address(name="台", address="desk@desk.test"),
        to=(Address(address="ann@customer.test"),),
        subject="打印机 " * 30,
        message_id="<1@desk.test>",
        date=NOON,
        text=text,
        html=f"<p>{text}</p>",
    )
    body = compose(mail)
    assert wire_form(body) == body
