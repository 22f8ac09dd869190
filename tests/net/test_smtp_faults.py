"""Relays that refuse, stall, cut and die: what is said of the mail each time."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from maildesk.net.smtp import Outcome, RelayAccount, RelayConnection, Security, SendResult, Stage
from tests.net.courier import LONG, Courier, closing, flaky, send_one, with_courier
from tests.world.fixtures import relay_for
from tests.world.loopback import free_port
from tests.world.proxy import Proxy
from tests.world.smtp_sink import SmtpServer


def test_a_greylisted_mail_is_deferred_and_taken_the_next_time(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).greylist = True

    async def story(courier: Courier) -> tuple[SendResult, SendResult, list[str]]:
        return await courier.send(), await courier.send(), courier.dots

    first, second, dots = with_courier(relay_for(flaky_smtp), story)

    assert (first.outcome, first.stage, first.code, first.enhanced) == (Outcome.DEFERRED, Stage.RCPT, 451, "4.7.1")
    assert second.outcome is Outcome.SENT
    assert dots == ["ann@example.org"]


def test_an_unknown_recipient_is_refused_with_the_servers_words(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).rcpt_replies["nobody@example.org"] = "550 5.1.1 No such user"

    async def story(courier: Courier) -> tuple[SendResult, SendResult]:
        return await courier.send("nobody@example.org"), await courier.send()

    refused, next_one = with_courier(relay_for(flaky_smtp), story)

    assert (refused.outcome, refused.code, refused.enhanced) == (Outcome.REFUSED, 550, "5.1.1")
    assert refused.words == "550 5.1.1 No such user"
    assert next_one.outcome is Outcome.SENT


def test_a_full_mailbox_is_tried_again_later(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).rcpt_replies["full@example.org"] = "452 4.2.2 Mailbox full"

    assert send_one(relay_for(flaky_smtp), "full@example.org").outcome is Outcome.DEFERRED


def test_refused_content_is_refused_and_the_next_mail_goes_out(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).dot_replies = ["554 5.7.1 Looks like spam"]

    async def story(courier: Courier) -> tuple[SendResult, SendResult]:
        return await courier.send(), await courier.send()

    refused, next_one = with_courier(relay_for(flaky_smtp), story)

    assert (refused.outcome, refused.stage) == (Outcome.REFUSED, Stage.ANSWER)
    assert next_one.outcome is Outcome.SENT


def test_trouble_with_the_sender_address_is_the_accounts_not_the_mails(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).mail_replies = ["550 5.7.60 Client not allowed to send as this sender"]

    result = send_one(relay_for(flaky_smtp))

    assert (result.outcome, result.stage) == (Outcome.ACCOUNT_TROUBLE, Stage.MAIL)


def test_a_sender_refused_only_after_the_text_is_the_accounts_trouble_too(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).dot_replies = ["554 5.2.252 SendAsDenied; not allowed to send as desk@example.test"]

    assert send_one(relay_for(flaky_smtp)).outcome is Outcome.ACCOUNT_TROUBLE


def test_throttling_at_the_sender_defers(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).mail_replies = ["432 4.3.2 Concurrent connections limit exceeded"]

    assert send_one(relay_for(flaky_smtp)).outcome is Outcome.DEFERRED


def test_421_on_a_fresh_connection_is_the_accounts_trouble(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).mail_replies = ["421 4.3.0 Closing for maintenance"]

    assert send_one(relay_for(flaky_smtp)).outcome is Outcome.ACCOUNT_TROUBLE


def test_421_on_a_kept_connection_leads_to_a_new_one(flaky_smtp: SmtpServer) -> None:
    async def story(courier: Courier) -> SendResult:
        await courier.send()
        flaky(flaky_smtp).mail_replies = ["421 4.4.2 Idle too long"]
        return await courier.send()

    assert with_courier(relay_for(flaky_smtp), story).outcome is Outcome.SENT
    assert len(flaky_smtp.mails) == 2


def test_a_kept_connection_that_died_meanwhile_is_opened_anew(
    flaky_smtp: SmtpServer, proxy_to: Callable[[int], Proxy]
) -> None:
    proxy = proxy_to(flaky_smtp.port)

    async def story(courier: Courier) -> SendResult:
        await courier.send()
        proxy.cut()
        return await courier.send()

    assert with_courier(relay_for(flaky_smtp, port=proxy.port), story).outcome is Outcome.SENT


@pytest.mark.parametrize(("fate", "stored"), [("lost", 0), ("kept", 1)])
def test_a_cut_after_the_dot_is_uncertain_whatever_the_server_did(
    flaky_smtp: SmtpServer, fate: str, stored: int
) -> None:
    flaky(flaky_smtp).drops_at_dot = [fate]

    async def story(courier: Courier) -> tuple[SendResult, SendResult, list[str]]:
        return await courier.send(), await courier.send(), courier.dots

    cut, next_one, dots = with_courier(relay_for(flaky_smtp), story)

    assert (cut.outcome, cut.stage, cut.code) == (Outcome.UNCERTAIN, Stage.ANSWER, None)
    assert next_one.outcome is Outcome.SENT
    assert len(flaky_smtp.mails) == stored + 1
    assert len(dots) == 2


def test_a_cut_inside_a_long_text_is_surely_not_delivered(
    flaky_smtp: SmtpServer, proxy_to: Callable[[int], Proxy]
) -> None:
    proxy = proxy_to(flaky_smtp.port)

    async def story(connection: RelayConnection) -> SendResult:
        async def before_data() -> None:
            proxy.freeze()
            threading.Timer(0.3, proxy.cut).start()

        await connection.open()
        proxy.thaw()
        return await connection.send("desk@example.test", "ann@example.org", LONG, before_data=before_data)

    result = asyncio.run(closing(relay_for(flaky_smtp, port=proxy.port, command_timeout=5.0), story))

    assert result.outcome is Outcome.DEFERRED
    assert flaky_smtp.mails == []


def test_a_server_that_never_answers_the_dot_is_uncertain(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).slow_dot = 5.0

    result = send_one(relay_for(flaky_smtp, final_dot_timeout=0.3))

    assert (result.outcome, result.stage) == (Outcome.UNCERTAIN, Stage.ANSWER)


def test_a_server_that_takes_its_time_for_the_dot_is_waited_for(flaky_smtp: SmtpServer) -> None:
    flaky(flaky_smtp).slow_dot = 1.0

    assert send_one(relay_for(flaky_smtp, command_timeout=0.5)).outcome is Outcome.SENT


def test_a_cancelled_try_does_not_spoil_the_next_one(flaky_smtp: SmtpServer) -> None:
    async def story(courier: Courier) -> SendResult:
        flaky(flaky_smtp).slow_dot = 5.0
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(courier.send(), 0.3)
        assert not courier.connection.is_open
        flaky(flaky_smtp).slow_dot = 0.0
        return await courier.send("bob@example.org")

    assert with_courier(relay_for(flaky_smtp), story).outcome is Outcome.SENT
    assert flaky_smtp.mails[0].recipients == ("bob@example.org",)


def test_a_relay_that_is_not_there_is_the_accounts_trouble() -> None:
    account = RelayAccount(name="relay", host="localhost", port=free_port(), security=Security.NONE)

    result = send_one(account)

    assert (result.outcome, result.stage) == (Outcome.ACCOUNT_TROUBLE, Stage.CONNECT)
    assert f"localhost:{account.port}" in result.words
