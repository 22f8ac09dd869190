"""A relay that takes commands in groups: fewer round trips, and never a reply for another command's."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from maildesk.net.accounts import RelayAccount, Security
from maildesk.net.smtp import Outcome, SendResult, Stage
from tests.net.courier import LONG, MAIL, Courier

Result = TypeVar("Result")
GOOD = {"EHLO": "250-relay.example\r\n250-PIPELINING\r\n250 8BITMIME", "MAIL": "250 Ok", "RCPT": "250 Ok"}
GOOD |= {"DATA": "354 Go on", ".": "250 2.0.0 queued", "RSET": "250 Ok", "QUIT": "221 Bye"}


@dataclass
class Scripted:
    """A server that says what its table says, word by word, and notes what it read at once."""

    replies: dict[str, str] = field(default_factory=lambda: dict(GOOD))
    greeting: str = "220 relay.example"
    after_dot: str = ""  # said unasked after the mail was taken
    closes_at: str = ""  # the command after whose reply it hangs up
    heard: list[list[str]] = field(default_factory=list)  # the commands of each packet
    taken: int = 0
    conversations: list[asyncio.Task[None] | None] = field(default_factory=list)

    @property
    def connections(self) -> int:
        """How many there were."""
        return len(self.conversations)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Play one connection."""
        self.conversations.append(asyncio.current_task())
        in_text, left = False, b""
        self._say(writer, self.greeting)
        while data := await reader.read(1 << 20):
            packet: list[str] = []
            lines = (left + data).split(b"\r\n")
            left = lines.pop()
            for line in lines:
                if in_text and line != b".":
                    continue
                word = line.decode().split(" ")[0]
                packet.append(word)
                reply = self.replies[word]
                self._say(writer, reply)
                if word == self.closes_at:
                    writer.close()
                    return
                in_text = word == "DATA" and reply.startswith("354")
                if word == "." and reply.startswith("250"):
                    self.taken += 1
                    if self.after_dot:
                        self._say(writer, self.after_dot)
            self.heard.append(packet)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    def _say(self, writer: asyncio.StreamWriter, reply: str) -> None:
        writer.write(reply.encode() + b"\r\n")


def play(server: Scripted, story: Callable[[Courier], Awaitable[Result]], command_timeout: float = 5.0) -> Result:
    async def whole() -> Result:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        account = RelayAccount(
            name="relay", host="localhost", port=port, security=Security.NONE, command_timeout=command_timeout
        )
        courier = Courier(account)
        try:
            return await story(courier)
        finally:
            await courier.connection.close()
            listening.close()
            await asyncio.gather(*(each for each in server.conversations if each))

    return asyncio.run(whole())


@pytest.mark.parametrize("offers", [True, False], ids=["in groups", "one by one"])
def test_commands_are_said_at_once_where_the_relay_takes_them_so(offers: bool) -> None:
    server = Scripted()
    if not offers:
        server.replies["EHLO"] = "250 relay.example"

    results = play(server, lambda courier: _several(courier, 2))

    groups = [["MAIL", "RCPT", "DATA"]] if offers else [["MAIL"], ["RCPT"], ["DATA"]]
    assert [result.outcome for result in results] == [Outcome.SENT] * 2
    assert server.heard == [["EHLO"], *groups, ["."], *groups, ["."], ["QUIT"]]


async def _several(courier: Courier, count: int, message: bytes = MAIL) -> list[SendResult]:
    return [await courier.send(message=message) for _ in range(count)]


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_inside_a_group_is_told_of_its_command_and_the_next_mail_goes_out(word: str) -> None:
    server = Scripted()
    server.replies |= {"RCPT": "503 no", "DATA": "503 no"} if word == "MAIL" else {"DATA": "554 no valid recipients"}
    server.replies[word] = "450 4.2.0 not now"

    async def story(courier: Courier) -> tuple[SendResult, SendResult, list[str]]:
        refused = await courier.send()
        server.replies = dict(GOOD)
        return refused, await courier.send(), courier.dots

    refused, next_one, dots = play(server, story)

    assert (refused.outcome, refused.stage, refused.code) == (Outcome.DEFERRED, Stage(word.lower()), 450)
    assert next_one.outcome is Outcome.SENT
    assert dots == ["ann@example.org"]  # nothing was noted for the one that was refused
    assert (server.connections, server.taken) == (1, 1)


def test_a_relay_that_waits_for_the_text_of_a_mail_it_refused_does_not_get_one() -> None:
    server = Scripted()
    server.replies["RCPT"] = "550 5.1.1 No such user"

    async def story(courier: Courier) -> tuple[SendResult, SendResult]:
        refused = await courier.send()
        server.replies = dict(GOOD)
        return refused, await courier.send()

    refused, next_one = play(server, story)

    assert (refused.outcome, refused.words) == (Outcome.REFUSED, "550 5.1.1 No such user")
    assert next_one.outcome is Outcome.SENT
    group = ["MAIL", "RCPT", "DATA"]
    assert server.heard == [["EHLO"], group, ["EHLO"], group, ["."], ["QUIT"]]
    assert server.taken == 1


def test_a_relay_that_hangs_up_amid_a_group_is_believed_why() -> None:
    server = Scripted(closes_at="RCPT")
    server.replies["RCPT"] = "550 5.1.1 No such user"

    (refused,) = play(server, lambda courier: _several(courier, 1))

    assert (refused.outcome, refused.stage, refused.words) == (Outcome.REFUSED, Stage.RCPT, "550 5.1.1 No such user")


def test_a_relay_that_says_goodbye_amid_a_group_and_hangs_up_is_the_accounts_trouble() -> None:
    server = Scripted(closes_at="MAIL")
    server.replies["MAIL"] = "421 4.3.0 Closing for maintenance"

    (result,) = play(server, lambda courier: _several(courier, 1))

    assert (result.outcome, result.stage) == (Outcome.ACCOUNT_TROUBLE, Stage.MAIL)


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA"])
def test_one_reply_too_many_is_never_taken_for_the_answer_to_the_dot(word: str) -> None:
    server = Scripted()
    server.replies[word] += "\r\n250 2.0.0 queued"

    (result,) = play(server, lambda courier: _several(courier, 1))

    assert result.outcome is Outcome.DEFERRED
    assert server.taken == 0


def test_a_mail_that_was_taken_stays_taken_when_the_relay_says_goodbye_behind_it() -> None:
    server = Scripted(after_dot="421 4.4.2 enough for one connection")

    results = play(server, lambda courier: _several(courier, 2))

    assert [result.outcome for result in results] == [Outcome.SENT] * 2
    assert (server.connections, server.taken) == (2, 2)


@pytest.mark.parametrize(
    "reply", ["hello", "250", "2500 Ok", "x" * 9000, "600 what", "250-more\r\n" * 10_000 + "250 Ok"]
)
def test_what_is_no_reply_ends_the_connection(reply: str) -> None:
    server = Scripted()
    server.replies["RCPT"] = reply

    (result,) = play(server, lambda courier: _several(courier, 1))

    assert (result.outcome, server.taken) == ((Outcome.SENT, 1) if reply == "250" else (Outcome.DEFERRED, 0))


def test_a_reply_of_several_lines_is_one_reply() -> None:
    server = Scripted()
    server.replies["RCPT"] = "550-5.1.1 There is no\r\n550-5.1.1 such\r\n550 5.1.1 user"

    (result,) = play(server, lambda courier: _several(courier, 1))

    assert (result.outcome, result.code) == (Outcome.REFUSED, 550)
    assert "There is no" in result.words
    assert "user" in result.words


def test_each_reply_of_a_group_may_take_its_time_but_not_for_ever() -> None:
    server = Scripted()
    server.replies["DATA"] = "354-wait"

    (result,) = play(server, lambda courier: _several(courier, 1), command_timeout=0.3)

    assert (result.outcome, result.stage) == (Outcome.DEFERRED, Stage.DATA)
    assert result.words == "The server did not answer in time at DATA."


def test_a_long_text_is_given_over_before_its_dot() -> None:
    server = Scripted()

    results = play(server, lambda courier: _several(courier, 1, LONG))

    assert [result.outcome for result in results] == [Outcome.SENT]
    assert server.taken == 1
