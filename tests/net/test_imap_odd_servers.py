"""What a mailbox connection makes of servers that lie, stall, forget and break off."""

import threading
from collections.abc import Callable, Iterator

import pytest

from maildesk.errors import Unreachable
from maildesk.net.imap import MailboxAccount, MailboxConnection, Security, WaitResult, connect
from tests.world.scripted_imap import CUT, DRIP, ScriptedImap

_opened: list[MailboxConnection] = []  # closed by the fixture
Serve = Callable[..., ScriptedImap]
OK = b"TAG OK done\r\n"


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[ScriptedImap] = []

    def start(replies: dict[str, object] | None = None, **options: object) -> ScriptedImap:
        servers.append(ScriptedImap(replies, **options))  # type: ignore[arg-type]
        return servers[-1]

    yield start
    while _opened:
        _opened.pop().close()
    for server in servers:
        server.stop()


def account(server: ScriptedImap, **changes: object) -> MailboxAccount:
    fields: dict[str, object] = {
        "name": "support",
        "host": "127.0.0.1",
        "port": server.port,
        "security": Security.NONE,
        "username": "desk@example.test",
        "secret": lambda: "correct-horse",
        "connect_timeout": 5.0,
        "read_timeout": 5.0,
    }
    return MailboxAccount(**fields | changes)  # type: ignore[arg-type]


def opened(server: ScriptedImap, **changes: object) -> MailboxConnection:
    connection = connect(account(server, **changes))
    _opened.append(connection)
    return connection


def selected(server: ScriptedImap, **changes: object) -> MailboxConnection:
    connection = opened(server, **changes)
    connection.select()
    return connection


def fetched(uid: int, raw: bytes, seq: int = 1) -> bytes:
    return b"* %d FETCH (UID %d BODY[] {%d}\r\n%b)\r\n" % (seq, uid, len(raw), raw)


def test_a_mail_whose_text_is_nil_or_missing_is_absent(serve: Serve) -> None:
    reply = b"* 1 FETCH (UID 1 BODY[] NIL)\r\n* 2 FETCH (UID 2)\r\n" + fetched(3, b"x: y\r\n\r\n", 3) + OK

    assert selected(serve({"UID FETCH": reply})).fetch([1, 2, 3]) == {3: b"x: y\r\n\r\n"}


def test_answers_for_mails_nobody_asked_for_are_ignored(serve: Serve) -> None:
    reply = b"* 1 FETCH (FLAGS (\\Seen))\r\n" + fetched(99, b"other", 2) + fetched(1, b"mine", 3) + OK

    assert selected(serve({"UID FETCH": reply})).fetch([1]) == {1: b"mine"}


def test_the_text_counts_not_the_size_that_was_announced(serve: Serve) -> None:
    replies = {
        "UID FETCH 1 (RFC822.SIZE": b"* 1 FETCH (UID 1 RFC822.SIZE 9999 FLAGS ())\r\n" + OK,
        "UID FETCH 1 (BODY": fetched(1, b"short") + OK,
    }
    mailbox = selected(serve(replies))

    assert mailbox.sizes([1])[1].size == 9999
    assert mailbox.sizes([1])[1].internal_date is None
    assert mailbox.fetch([1]) == {1: b"short"}


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(fetched(1, b"x" * 1000)[:500] + CUT, id="cut in the text"),
        pytest.param(fetched(1, b"x" * 1000)[:-3] + CUT, id="cut in the line after the text"),
        pytest.param(fetched(1, b"x" * 1000) + CUT, id="cut before the end of the answer"),
        pytest.param(b"* BYE going down\r\n" + CUT, id="BYE"),
        pytest.param(b"* 1 FETCH " + b"x" * 3_000_000, id="endless line"),
        pytest.param(b"* 1 FETCH (UID one BODY[] {2}\r\nab)\r\n" + OK, id="nonsense"),
        pytest.param(b"* 1 FETCH (UID 1 BODY[]\r\n" + OK, id="an open bracket"),
        pytest.param(b"no imap at all\r\n", id="another protocol"),
        pytest.param(b"", id="silence"),
    ],
)
def test_a_broken_answer_gives_no_mail_and_ends_the_connection(serve: Serve, reply: bytes) -> None:
    mailbox = selected(serve({"UID FETCH": reply}), read_timeout=0.5)

    with pytest.raises(Unreachable, match=r"127\.0\.0\.1"):
        mailbox.fetch([1])
    with pytest.raises(Unreachable, match="closed"):
        mailbox.fetch([1])


def test_a_mail_of_two_gigabytes_is_refused_before_memory_is_made_for_it(serve: Serve) -> None:
    mailbox = selected(serve({"UID FETCH": b"* 1 FETCH (UID 1 BODY[] {2147483648}\r\nxxxx"}))

    with pytest.raises(Unreachable, match="is the limit"):
        mailbox.fetch([1])


def test_a_mail_that_drips_in_byte_by_byte_is_given_up(serve: Serve) -> None:
    mailbox = selected(serve({"UID FETCH": DRIP + fetched(1, b"x" * 100)}), literal_timeout=0.5)

    with pytest.raises(Unreachable, match="more than"):
        mailbox.fetch([1])


def test_a_refused_command_leaves_the_connection_usable(serve: Serve) -> None:
    mailbox = selected(serve({"UID FETCH": [b"TAG NO [SERVERBUG] sorry\r\n", fetched(1, b"mail") + OK]}))

    with pytest.raises(Unreachable, match="sorry"):
        mailbox.fetch([1])
    assert mailbox.fetch([1]) == {1: b"mail"}


@pytest.mark.parametrize("said", [b"* OK [UIDVALIDITY 0] v\r\n", b""])
def test_a_server_without_uidvalidity_says_none(serve: Serve, said: bytes) -> None:
    state = opened(serve({"SELECT": b"* 2 EXISTS\r\n" + said + OK})).select()

    assert (state.uidvalidity, state.uidnext, state.exists) == (None, None, 2)


def test_a_folder_that_may_only_be_read_is_opened_so(serve: Serve) -> None:
    read_only = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\nTAG OK [READ-ONLY] selected\r\n"
    state = opened(serve({"SELECT": read_only, "EXAMINE": read_only})).select()

    assert state.read_only
    assert state.uidvalidity == 7


def test_a_refused_folder_is_named(serve: Serve) -> None:
    with pytest.raises(Unreachable, match=r"open the folder: .*no such folder"):
        opened(serve({"SELECT": b"TAG NO no such folder\r\n"})).select()


def test_a_large_folder_is_asked_for_in_windows(serve: Serve) -> None:
    select = b"* 120000 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\nTAG OK selected\r\n"
    answers = [
        b"* SEARCH " + b" ".join(b"%d" % uid for uid in range(first, last + 1)) + b"\r\n" + OK
        for first, last in ((1, 50_000), (50_001, 100_000), (100_001, 120_000))
    ]
    server = serve({"SELECT": select, "UID SEARCH": answers})

    assert selected(server).all_uids() == list(range(1, 120_001))
    assert [said.split(" ", 1)[1] for said in server.heard if "SEARCH" in said] == [
        "UID SEARCH UID 1:50000",
        "UID SEARCH UID 50001:100000",
        "UID SEARCH UID 100001:*",
    ]


def test_a_search_without_an_answer_line_finds_nothing(serve: Serve) -> None:
    assert selected(serve({"UID SEARCH": OK})).search_uids(1, None) == []


def test_mail_announced_before_idle_begins_is_seen(serve: Serve) -> None:
    mailbox = selected(serve({"IDLE": b"* 4 EXISTS\r\n+ idling\r\n"}))

    assert mailbox.wait(60, threading.Event()) is WaitResult.NEW


@pytest.mark.parametrize(
    ("said", "result"),
    [
        (b"* 3 EXISTS\r\n* 1 RECENT\r\n* OK still here\r\n", WaitResult.QUIET),
        (b"* 1 EXPUNGE\r\n* 2 EXISTS\r\n* 2 FETCH (FLAGS (\\Seen))\r\n", WaitResult.QUIET),
        (b"* 1 EXPUNGE\r\n* 3 EXISTS\r\n", WaitResult.NEW),
        (b"* 4 EXISTS\r\n", WaitResult.NEW),
    ],
)
def test_only_more_mails_than_were_known_are_news(serve: Serve, said: bytes, result: WaitResult) -> None:
    assert selected(serve({"IDLE": b"+ idling\r\n" + said})).wait(0.3, threading.Event()) is result


def test_half_a_line_while_waiting_is_neither_mail_nor_an_end(serve: Serve) -> None:
    mailbox = selected(serve({"IDLE": [b"+ idling\r\n* 4 EXI", b"+ idling\r\n"]}), read_timeout=0.5)

    assert mailbox.wait(0.2, threading.Event()) is WaitResult.GONE  # "* 4 EXIxx OK done" is no answer to DONE


@pytest.mark.parametrize(
    "reply", [b"+ idling\r\n* BYE autologout\r\n" + CUT, b"+ idling\r\n" + CUT, b"TAG BAD no\r\n", CUT]
)
def test_a_server_that_breaks_off_while_we_wait_is_gone(serve: Serve, reply: bytes) -> None:
    assert selected(serve({"IDLE": reply})).wait(60, threading.Event()) is WaitResult.GONE


def test_where_neither_folders_nor_keywords_can_be_made_the_mail_is_left_alone(serve: Serve) -> None:
    no = b"TAG NO [NOPERM] not allowed\r\n"
    server = serve({"UID MOVE": no, "CREATE": no, "UID STORE": no, "LIST": b'* LIST () "/" ""\r\n' + OK})

    result = selected(server).move([1], "maildesk/Done")

    assert result.refused == (1,)
    assert "not allowed" in result.words


def test_plain_expunge_is_never_said(serve: Serve) -> None:
    server = serve({"LIST": b'* LIST () "/" ""\r\n' + OK}, capabilities="IMAP4rev1")
    selected(server).move([1, 2], "maildesk/Done")

    assert not any("EXPUNGE" in said.upper() for said in server.heard)
