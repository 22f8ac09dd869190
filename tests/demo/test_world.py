"""The demo's mail world behaves as a provider does: envelope, plus-addresses, verdicts on senders, bounces."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message

import pytest
from imapclient import IMAPClient

from maildesk.demo.world import World
from maildesk.errors import Unreachable

SUPPORT = "support@acme.example"
WANG = "wang@acme.example"
ANNA = "anna@customer.example"
MALLORY = "mallory@elsewhere.example"


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with World((SUPPORT, WANG, ANNA)) as world:
        yield world


def mail(*, sender: str = ANNA, to: str = SUPPORT, subject: str = "Printer", more: str = "") -> bytes:
    fields = f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{subject}@customer.example>\r\n{more}"
    return f"{fields}\r\nIt is broken.\r\n".encode()


def delivered(world: World, person: str, subject: str) -> Message:
    """The newest mail of a person with this subject."""
    found = [m for m in map(message_from_bytes, world.mailbox(person)) if m["Subject"] == subject]
    assert found, f"{person} has no mail with the subject {subject}"
    return found[-1]


def verdict(message: Message) -> str:
    (only,) = message.get_all("Authentication-Results", [])
    return " ".join(only.split())


def test_a_mail_of_the_real_author_is_proven(world: World) -> None:
    world.send(ANNA, mail(subject="proven"))

    seen = verdict(delivered(world, SUPPORT, "proven"))

    assert seen == f"demo.maildesk.test; auth=pass smtp.auth={ANNA}; dmarc=pass header.from=customer.example"


def test_a_mail_that_claims_another_author_is_not(world: World) -> None:
    world.send(MALLORY, mail(sender=WANG, subject="forged"))

    assert "dmarc=fail header.from=acme.example" in verdict(delivered(world, SUPPORT, "forged"))


def test_a_colleague_of_the_same_domain_is_not_the_author_either(world: World) -> None:
    world.send("li@acme.example", mail(sender=WANG, subject="colleague"))

    assert "dmarc=fail" in verdict(delivered(world, SUPPORT, "colleague"))


def test_a_mail_handed_in_without_a_login_is_not_proven(world: World) -> None:
    with smtplib.SMTP(world.host, world.smtp_port) as smtp:
        smtp.sendmail(ANNA, [SUPPORT], mail(subject="no login"))

    assert "auth=none; dmarc=fail" in verdict(delivered(world, SUPPORT, "no login"))


def test_two_authors_prove_nothing(world: World) -> None:
    world.send(ANNA, mail(sender=f"{ANNA}, {WANG}", subject="two"))

    assert "dmarc=permerror" in verdict(delivered(world, SUPPORT, "two"))


def test_a_verdict_that_the_sender_wrote_himself_is_removed(world: World) -> None:
    forged = "Authentication-Results: demo.maildesk.test;\r\n dmarc=pass header.from=acme.example\r\n"
    world.send(MALLORY, mail(sender=WANG, subject="own verdict", more=forged))

    assert "dmarc=fail" in verdict(delivered(world, SUPPORT, "own verdict"))


def test_a_wrong_password_is_refused(world: World) -> None:
    with smtplib.SMTP(world.host, world.smtp_port) as smtp, pytest.raises(smtplib.SMTPAuthenticationError):
        smtp.login(ANNA, "guessed")


def test_the_envelope_decides_where_a_mail_goes_not_the_header(world: World) -> None:
    before = len(world.mailbox(WANG))

    world.send(ANNA, mail(to=WANG, subject="enveloped"), to=(SUPPORT,))

    assert delivered(world, SUPPORT, "enveloped")["Delivered-To"] == SUPPORT
    assert len(world.mailbox(WANG)) == before


def test_a_plus_address_reaches_the_mailbox_before_the_plus(world: World) -> None:
    world.send(ANNA, mail(to="support+1042.7kqx2@acme.example", subject="plus"))

    assert delivered(world, SUPPORT, "plus")["Delivered-To"] == "support+1042.7kqx2@acme.example"


def test_a_hidden_recipient_gets_the_mail_and_stays_hidden(world: World) -> None:
    world.send(ANNA, mail(subject="hidden", more=f"Bcc: {WANG}\r\n"))

    assert delivered(world, WANG, "hidden")["Bcc"] is None
    assert delivered(world, SUPPORT, "hidden")["Bcc"] is None


def test_a_mail_to_nobody_comes_back_as_a_delivery_report(world: World) -> None:
    world.send(SUPPORT, mail(sender=SUPPORT, to="nobody@customer.example", subject="lost"))

    report = delivered(world, SUPPORT, "Undelivered Mail Returned to Sender")
    _, status, original = report.get_payload()  # type: ignore[misc]
    _, failed = status.get_payload()

    assert report.get_content_type() == "multipart/report"
    assert report["Return-Path"] == "<>"
    assert (failed["Action"], failed["Status"]) == ("failed", "5.1.1")
    assert failed["Final-Recipient"] == "rfc822; nobody@customer.example"
    assert "<lost@customer.example>" in original.get_payload()


def test_a_bounce_is_not_answered_by_a_bounce(world: World) -> None:
    before = len(world.arrivals)

    world.send(SUPPORT, mail(sender=SUPPORT, to="nobody@customer.example"), mail_from="")

    assert len(world.arrivals) == before


def test_the_bytes_of_a_body_are_left_alone(world: World) -> None:
    raw = mail(subject="bytes") + "打印机".encode("gb18030") + b"\r\n.dot\r\n"
    world.send(ANNA, raw)

    (seen,) = (m for m in world.mailbox(SUPPORT) if b"Subject: bytes" in m)

    assert seen.partition(b"\r\n\r\n")[2] == raw.partition(b"\r\n\r\n")[2]


def test_the_desk_reads_files_away_and_is_woken_by_imap(world: World) -> None:
    with IMAPClient(world.host, world.imap_port, ssl=False) as client:
        client.login("idle@acme.example", world.password)
        client.create_folder("maildesk/Done")
        client.select_folder("INBOX")
        client.idle()
        world.send(ANNA, mail(to="idle@acme.example", subject="wake up"))
        announced = client.idle_check(timeout=10)
        client.idle_done()
        (uid,) = client.search()
        body = client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]
        client.move([uid], "maildesk/Done")
        left = client.search()

    assert announced
    assert b"Subject: wake up" in body
    assert left == []
    assert len(world.mailbox("idle@acme.example", "maildesk/Done")) == 1
    assert world.mailbox("idle@acme.example", "no such folder") == []


def test_a_story_can_wait_for_the_mail_it_needs(world: World) -> None:
    world.send(ANNA, mail(subject="awaited"))

    assert b"Subject: awaited" in world.await_mail(SUPPORT, lambda raw: b"Subject: awaited" in raw)
    with pytest.raises(Unreachable, match="No such mail reached"):
        world.await_mail(SUPPORT, lambda raw: b"never sent" in raw, seconds=0.0)


def test_the_internal_date_is_the_clocks() -> None:
    class Noon:
        def now(self) -> datetime:
            return datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

        def monotonic(self) -> float:
            return 0.0

    with World((), clock=Noon()) as world:
        world.send(ANNA, mail(subject="noon"))
        with IMAPClient(world.host, world.imap_port, ssl=False) as client:
            client.normalise_times = False
            client.login(SUPPORT, world.password)
            client.select_folder("INBOX")
            dates = [row[b"INTERNALDATE"] for row in client.fetch(client.search(), ["INTERNALDATE"]).values()]

    assert dates == [datetime(2026, 3, 2, 12, 0, tzinfo=UTC)]
