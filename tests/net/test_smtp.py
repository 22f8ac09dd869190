"""Mails that go out, and those that a look at the server shows it cannot take."""

import asyncio

import pytest

from maildesk.net.smtp import Outcome, RelayConnection, SendResult, Stage
from tests.net.courier import MAIL, Courier, closing, running, send_one, with_courier
from tests.world.fixtures import relay_for
from tests.world.smtp_sink import SmtpServer


def test_a_mail_arrives_with_exactly_its_bytes(smtp_server: SmtpServer) -> None:
    result = send_one(relay_for(smtp_server))

    assert result.outcome is Outcome.SENT
    assert (result.code, result.enhanced) == (250, "2.0.0")
    [mail] = smtp_server.mails
    assert mail.content == MAIL
    assert (mail.sender, mail.recipients) == ("desk@example.test", ("ann@example.org",))


def test_dots_and_lone_line_ends_arrive_as_they_must(smtp_server: SmtpServer) -> None:
    send_one(relay_for(smtp_server), message=b".first\n..second\r\n.\r\n\nlast")

    assert smtp_server.mails[0].content == b".first\r\n..second\r\n.\r\n\r\nlast\r\n"


def test_a_large_mail_arrives_whole(smtp_server: SmtpServer) -> None:
    text = MAIL + b".line of a large mail\r\n" * 100_000

    assert send_one(relay_for(smtp_server), message=text).outcome is Outcome.SENT
    assert smtp_server.mails[0].content == text


def test_one_connection_carries_many_mails(flaky_smtp: SmtpServer) -> None:
    async def story(courier: Courier) -> list[SendResult]:
        return [await courier.send(f"ann{number}@example.org") for number in range(5)]

    results = with_courier(relay_for(flaky_smtp), story)

    assert {result.outcome for result in results} == {Outcome.SENT}
    assert len(flaky_smtp.mails) == 5


def test_the_note_is_written_before_the_text_is_sent(smtp_server: SmtpServer) -> None:
    async def story(connection: RelayConnection) -> SendResult:
        async def before_data() -> None:
            assert smtp_server.mails == []

        return await connection.send("desk@example.test", "ann@example.org", MAIL, before_data=before_data)

    assert asyncio.run(closing(relay_for(smtp_server), story)).outcome is Outcome.SENT
    assert len(smtp_server.mails) == 1


def test_a_note_that_cannot_be_written_keeps_the_mail_back(smtp_server: SmtpServer) -> None:
    async def story(connection: RelayConnection) -> bool:
        async def before_data() -> None:
            raise ValueError("the database is gone")

        with pytest.raises(ValueError, match="the database is gone"):
            await connection.send("desk@example.test", "ann@example.org", MAIL, before_data=before_data)
        return connection.is_open

    assert asyncio.run(closing(relay_for(smtp_server), story)) is False
    assert smtp_server.mails == []


def test_a_mail_larger_than_the_server_takes_is_refused_before_it_is_sent() -> None:
    with running(SmtpServer(data_size_limit=5_000)) as server:
        result = send_one(relay_for(server), message=MAIL + b"x" * 6_000)

        assert (result.outcome, result.stage, result.enhanced) == (Outcome.REFUSED, Stage.CHECK, "5.3.4")
        assert str(len(MAIL) + 6_002) in result.words
        assert "5000" in result.words
        assert server.mails == []


def test_an_address_that_needs_smtputf8_is_refused_where_that_is_missing() -> None:
    with running(SmtpServer(enable_SMTPUTF8=False)) as server:
        result = send_one(relay_for(server), "用户@example.org")

        assert (result.outcome, result.stage) == (Outcome.REFUSED, Stage.CHECK)
        assert "SMTPUTF8" in result.words


def test_an_address_that_needs_smtputf8_is_reached_where_that_is_offered(smtp_server: SmtpServer) -> None:
    assert send_one(relay_for(smtp_server), "用户@example.org").outcome is Outcome.SENT
    assert smtp_server.mails[0].recipients == ("用户@example.org",)


def test_a_domain_of_another_script_is_written_as_the_dns_does(smtp_server: SmtpServer) -> None:
    assert send_one(relay_for(smtp_server), "ann@bücher.example").outcome is Outcome.SENT
    assert smtp_server.mails[0].recipients == ("ann@xn--bcher-kva.example",)


@pytest.mark.parametrize(
    "address", ["ann@example.org>\r\nRCPT TO:<eve@example.net", "ann", "a@b@c", "ann@example.org, eve@example.net", ""]
)
def test_an_address_that_is_none_is_refused_and_never_sent(smtp_server: SmtpServer, address: str) -> None:
    result = send_one(relay_for(smtp_server), address)

    assert (result.outcome, result.stage) == (Outcome.REFUSED, Stage.CHECK)
    assert smtp_server.mails == []


def test_delivery_reports_are_asked_for_under_our_name_for_the_mail(smtp_server: SmtpServer) -> None:
    with_courier(relay_for(smtp_server), lambda courier: courier.send(envelope_id="outbox+7=x"))

    assert "ENVID=outbox+2B7+3Dx" in smtp_server.mails[0].mail_options
    assert "NOTIFY=FAILURE,DELAY" in smtp_server.mails[0].rcpt_options
