"""What lies in a mailbox, looked at and fetched from a real Dovecot."""

from datetime import UTC, datetime, timedelta

from maildesk.net.imap import MailboxConnection
from tests.net.sample_mail import mail
from tests.world.dovecot import Dovecot


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
