"""A mailbox connection against a real Dovecot."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from maildesk.errors import Unreachable
from maildesk.net.imap import MailboxAccount, MailboxConnection, WaitResult, connect
from tests.world.dovecot import Dovecot
from tests.world.fixtures import account_for
from tests.world.proxy import Proxy


def mail(subject: str = "Printer is broken", body: str = "It smells of smoke.") -> bytes:
    return f"From: ann@example.org\r\nTo: desk@example.test\r\nSubject: {subject}\r\n\r\n{body}\r\n".encode()


@pytest.fixture
def mailbox(mailbox_account: MailboxAccount) -> Iterator[MailboxConnection]:
    with connect(mailbox_account) as connection:
        connection.select()
        yield connection


@pytest.fixture
def other_client(mailbox_account: MailboxAccount) -> Iterator[MailboxConnection]:
    """A person's mail client on the same mailbox."""
    with connect(mailbox_account) as connection:
        connection.select()
        yield connection


def test_select_tells_uidvalidity_and_the_number_of_mails(mailbox: MailboxConnection) -> None:
    mailbox.append("INBOX", mail())

    state = mailbox.select()

    assert state.exists == 1
    assert state.uidnext == 2
    assert state.uidvalidity is not None
    assert not state.read_only


def test_fetched_bytes_are_those_that_were_stored(mailbox: MailboxConnection) -> None:
    raw = (
        "Subject: 打印机坏了\r\n\r\nbytes \x80\xff\r\n".encode("gb18030", "surrogateescape")
        + bytes(range(14, 256))
        + b"\r\n"
    )
    uid = mailbox.append("INBOX", raw)

    assert uid is not None
    assert mailbox.fetch([uid]) == {uid: raw}


def test_fetching_leaves_a_mail_unread(mailbox: MailboxConnection) -> None:
    uid = mailbox.append("INBOX", mail())
    assert uid is not None

    mailbox.fetch([uid])
    mailbox.fetch_header(uid)

    assert r"\Seen" not in mailbox.sizes([uid])[uid].flags


def test_read_and_deleted_mails_are_found_like_all_others(mailbox: MailboxConnection) -> None:
    uids = [mailbox.append("INBOX", mail(), flags) for flags in ((), (r"\Seen",), (r"\Deleted",))]

    assert mailbox.all_uids() == uids


def test_size_arrival_and_flags_are_known_before_fetching(mailbox: MailboxConnection) -> None:
    uid = mailbox.append("INBOX", mail(), [r"\Flagged"])
    assert uid is not None

    size = mailbox.sizes([uid])[uid]

    assert size.size == len(mail())
    assert r"\Flagged" in size.flags
    assert size.internal_date is not None
    assert size.internal_date.tzinfo is UTC
    assert abs(datetime.now(UTC) - size.internal_date) < timedelta(minutes=5)


def test_a_mail_that_is_gone_is_skipped_without_a_word(
    mailbox: MailboxConnection, other_client: MailboxConnection
) -> None:
    first, second = mailbox.append("INBOX", mail("first")), mailbox.append("INBOX", mail("second"))
    assert first is not None
    assert second is not None
    other_client.all_uids()
    other_client.move([first], "Trash")
    mailbox.all_uids()  # a server may show a mail until it has told us that it went

    assert list(mailbox.fetch([first, second, 999])) == [second]
    assert list(mailbox.sizes([first, second, 999])) == [second]
    assert mailbox.fetch_header(first) is None


def test_moving_a_mail_that_is_gone_is_no_error(mailbox: MailboxConnection, other_client: MailboxConnection) -> None:
    uid = mailbox.append("INBOX", mail())
    assert uid is not None
    other_client.all_uids()
    other_client.move([uid], "Trash")

    assert not mailbox.move([uid], "maildesk/Done").refused


def test_asking_from_a_uid_that_does_not_exist_yet_finds_nothing(mailbox: MailboxConnection) -> None:
    mailbox.append("INBOX", mail())

    assert mailbox.search_uids(999_999, None) == []


def test_a_window_of_uids_is_exact(mailbox: MailboxConnection) -> None:
    uids = [mailbox.append("INBOX", mail(str(number))) for number in range(6)]

    assert mailbox.search_uids(2, 4) == uids[1:4]


def test_five_thousand_mails_are_found_fetched_and_moved(
    dovecot: Dovecot, mail_user: str, mailbox: MailboxConnection
) -> None:
    dovecot.drop_into_maildir(mail_user, *(mail(str(number)) for number in range(5_000)))

    uids = mailbox.all_uids()
    fetched = mailbox.fetch(uids[-200:])
    result = mailbox.move(uids[:2_000], "maildesk/Done")

    assert uids == list(range(1, 5_001))
    assert len(fetched) == 200
    assert len(result.moved) == 2_000
    assert mailbox.all_uids() == uids[2_000:]


def test_only_the_header_of_a_mail_too_large_is_fetched(mailbox: MailboxConnection) -> None:
    uid = mailbox.append("INBOX", mail("Huge") + b"x" * 3_000_000)
    assert uid is not None

    header = mailbox.fetch_header(uid)

    assert header is not None
    assert b"Subject: Huge" in header
    assert len(header) < 1_000


def test_moving_creates_the_folder_and_empties_the_inbox(dovecot: Dovecot, mailbox: MailboxConnection) -> None:
    uid = mailbox.append("INBOX", mail())
    assert uid is not None

    result = mailbox.move([uid], "maildesk/Done")

    assert result.moved == (uid,)
    assert mailbox.all_uids() == []
    with connect(account_for(dovecot, mailbox.account.username, folder="maildesk/Done")) as done:
        assert done.select().exists == 1


def test_a_folder_that_a_person_deleted_is_created_again(
    dovecot: Dovecot, mail_user: str, mailbox: MailboxConnection
) -> None:
    first, second = mailbox.append("INBOX", mail("first")), mailbox.append("INBOX", mail("second"))
    assert first is not None
    assert second is not None
    mailbox.move([first], "maildesk/Done")
    dovecot.remove_folder(mail_user, "maildesk/Done")

    assert mailbox.move([second], "maildesk/Done").moved == (second,)


def test_folders_with_chinese_names_can_be_filled(mailbox: MailboxConnection, dovecot: Dovecot) -> None:
    uid = mailbox.append("INBOX", mail())
    assert uid is not None

    assert mailbox.move([uid], "客服/已处理").moved == (uid,)

    with connect(account_for(dovecot, mailbox.account.username, folder="客服/已处理")) as done:
        assert done.select().exists == 1


def test_a_server_with_other_folder_names_gets_the_folder_where_it_wants_it(
    own_dovecot: Callable[..., Dovecot],
) -> None:
    server = own_dovecot(separator=".", prefix="INBOX.")
    user = server.add_user("desk@example.test")
    with connect(account_for(server, user)) as mailbox:
        mailbox.select()
        uid = mailbox.append("INBOX", mail())
        assert uid is not None

        assert mailbox.move([uid], "maildesk/Done").moved == (uid,)

    with connect(account_for(server, user, folder="INBOX.maildesk.Done")) as done:
        assert done.select().exists == 1


def test_without_move_mails_are_copied_and_only_they_are_removed(own_dovecot: Callable[..., Dovecot]) -> None:
    server = own_dovecot(extra="imap_capability = IMAP4rev1 UIDPLUS IDLE NAMESPACE LITERAL+")
    user = server.add_user("desk@example.test")
    with connect(account_for(server, user)) as mailbox:
        mailbox.select()
        deleted_by_a_person = mailbox.append("INBOX", mail(), [r"\Deleted"])
        uid = mailbox.append("INBOX", mail())
        assert uid is not None

        assert mailbox.move([uid], "maildesk/Done").moved == (uid,)
        assert mailbox.all_uids() == [deleted_by_a_person]

    with connect(account_for(server, user, folder="maildesk/Done")) as done:
        assert done.select().exists == 1


def test_with_neither_move_nor_uidplus_mails_are_only_marked(own_dovecot: Callable[..., Dovecot]) -> None:
    server = own_dovecot(extra="imap_capability = IMAP4rev1 IDLE NAMESPACE LITERAL+")
    with connect(account_for(server, server.add_user("desk@example.test"))) as mailbox:
        mailbox.select()
        mailbox.append("INBOX", mail(), [r"\Deleted"])
        mailbox.append("INBOX", mail())

        result = mailbox.move([2], "maildesk/Done")

        assert result.flagged == (2,)
        assert result.words
        assert "$MaildeskDone" in mailbox.sizes([2])[2].flags
        assert mailbox.all_uids() == [1, 2]


def test_a_full_mailbox_keeps_the_mail_and_says_why(own_dovecot: Callable[..., Dovecot]) -> None:
    server = own_dovecot(extra="imap_capability = IMAP4rev1 UIDPLUS IDLE NAMESPACE LITERAL+")
    user = server.add_user("full@example.test", quota="20k")
    with connect(account_for(server, user)) as mailbox:
        mailbox.select()
        uid = mailbox.append("INBOX", mail(body="x" * 15_000))
        assert uid is not None

        result = mailbox.move([uid], "maildesk/Done")

        assert result.flagged == (uid,)
        assert "OVERQUOTA" in result.words
        assert mailbox.all_uids() == [uid]


def test_new_mail_is_announced(mailbox: MailboxConnection, dovecot: Dovecot, mail_user: str) -> None:
    mailbox.all_uids()
    arrival = threading.Timer(0.1, dovecot.deliver, (mail_user, mail()))
    arrival.start()

    assert mailbox.wait(20, threading.Event()) is WaitResult.NEW

    arrival.join()
    assert mailbox.all_uids() == [1]


def test_mail_that_came_between_looking_and_waiting_is_not_slept_over(
    mailbox: MailboxConnection, other_client: MailboxConnection
) -> None:
    mailbox.all_uids()
    other_client.append("INBOX", mail())

    assert mailbox.wait(20, threading.Event()) is WaitResult.NEW


def test_filing_mails_away_is_not_taken_for_new_mail(mailbox: MailboxConnection) -> None:
    for number in range(3):
        mailbox.append("INBOX", mail(str(number)))
    uids = mailbox.all_uids()
    mailbox.move(uids[:2], "maildesk/Done")

    assert mailbox.wait(0.7, threading.Event()) is WaitResult.QUIET


def test_without_idle_mail_is_found_when_the_time_is_over(own_dovecot: Callable[..., Dovecot]) -> None:
    server = own_dovecot(extra="imap_capability = IMAP4rev1 UIDPLUS MOVE NAMESPACE LITERAL+")
    user = server.add_user("desk@example.test")
    with connect(account_for(server, user)) as mailbox:
        mailbox.select()
        mailbox.all_uids()
        server.deliver(user, mail())

        assert mailbox.wait(0.2, threading.Event()) is WaitResult.NEW


def test_a_stop_that_was_asked_for_ends_the_waiting(mailbox: MailboxConnection) -> None:
    stop = threading.Event()
    stop.set()

    assert mailbox.wait(600, stop) is WaitResult.QUIET
    assert mailbox.all_uids() == []


def test_waking_ends_the_waiting_at_once(mailbox: MailboxConnection) -> None:
    waker = threading.Timer(0.1, mailbox.wake)
    waker.start()

    assert mailbox.wait(100, threading.Event()) is WaitResult.GONE

    waker.join()


def test_waking_ends_a_fetch_that_would_take_for_ever(
    dovecot: Dovecot, mail_user: str, proxy_to: Callable[[int], Proxy]
) -> None:
    proxy = proxy_to(dovecot.imaps_port)
    with connect(account_for(dovecot, mail_user, port=proxy.port, read_timeout=100.0)) as mailbox:
        mailbox.select()
        proxy.freeze()
        waker = threading.Timer(0.1, mailbox.wake)
        waker.start()

        with pytest.raises(Unreachable):
            mailbox.fetch([1])

        waker.join()


def test_a_server_killed_and_started_again_still_has_the_mails(own_dovecot: Callable[..., Dovecot]) -> None:
    server = own_dovecot()
    account = account_for(server, server.add_user("desk@example.test"))
    with connect(account) as mailbox:
        before = mailbox.select()
        mailbox.append("INBOX", mail())
        server.kill()
        with pytest.raises(Unreachable):
            mailbox.all_uids()
    server.start()

    with connect(account) as mailbox:
        assert mailbox.select().uidvalidity == before.uidvalidity
        assert mailbox.all_uids() == [1]


def test_a_server_that_ends_its_session_is_noticed(own_dovecot: Callable[..., Dovecot]) -> None:
    server = own_dovecot()
    with connect(account_for(server, server.add_user("desk@example.test"))) as mailbox:
        mailbox.select()
        stopper = threading.Timer(0.1, server.stop)
        stopper.start()

        assert mailbox.wait(100, threading.Event()) is WaitResult.GONE

        stopper.join()


def test_a_cut_line_is_noticed_while_waiting(
    dovecot: Dovecot, mail_user: str, proxy_to: Callable[[int], Proxy]
) -> None:
    proxy = proxy_to(dovecot.imaps_port)
    with connect(account_for(dovecot, mail_user, port=proxy.port)) as mailbox:
        mailbox.select()
        cutter = threading.Timer(0.1, proxy.cut)
        cutter.start()

        assert mailbox.wait(100, threading.Event()) is WaitResult.GONE

        cutter.join()


def test_a_frozen_line_is_found_when_the_waiting_ends(
    dovecot: Dovecot, mail_user: str, proxy_to: Callable[[int], Proxy]
) -> None:
    proxy = proxy_to(dovecot.imaps_port)
    with connect(account_for(dovecot, mail_user, port=proxy.port, read_timeout=1.0)) as mailbox:
        mailbox.select()
        proxy.freeze()

        assert mailbox.wait(0.2, threading.Event()) is WaitResult.GONE
        assert mailbox.wait(100, threading.Event()) is WaitResult.GONE
