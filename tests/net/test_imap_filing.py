"""Mails filed away into folders of a real Dovecot."""

from collections.abc import Callable

from maildesk.net.imap import MailboxConnection, connect
from tests.net.sample_mail import mail
from tests.world.dovecot import QUOTA, Dovecot
from tests.world.fixtures import account_for


def test_moving_a_mail_that_is_gone_is_no_error(mailbox: MailboxConnection, other_client: MailboxConnection) -> None:
    uid = mailbox.append("INBOX", mail())
    assert uid is not None
    other_client.all_uids()
    other_client.move([uid], "Trash")

    assert not mailbox.move([uid], "maildesk/Done").refused


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
    server = own_dovecot(extra=QUOTA + "imap_capability = IMAP4rev1 UIDPLUS IDLE NAMESPACE LITERAL+")
    user = server.add_user("full@example.test", quota="20k")
    with connect(account_for(server, user)) as mailbox:
        mailbox.select()
        uid = mailbox.append("INBOX", mail(body="x" * 15_000))
        assert uid is not None

        result = mailbox.move([uid], "maildesk/Done")

        assert result.flagged == (uid,)
        assert "OVERQUOTA" in result.words
        assert mailbox.all_uids() == [uid]
