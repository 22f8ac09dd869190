"""Waiting for mail on a real Dovecot, and noticing when nobody is there any more."""

import threading
from collections.abc import Callable

import pytest

from maildesk.errors import Unreachable
from maildesk.net.imap import MailboxConnection, WaitResult, connect
from tests.net.sample_mail import mail
from tests.world.dovecot import Dovecot
from tests.world.fixtures import account_for
from tests.world.proxy import Proxy


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
