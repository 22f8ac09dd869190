"""What intake keeps, files away and leaves, on a real Dovecot and on servers no sane person would run."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import select

from maildesk.desk.decision import LedgerState, Verdict
from maildesk.flows.receive import Intake, Receiver
from maildesk.net.accounts import MailboxAccount, Security
from maildesk.net.imap import MailboxConnection, connect
from maildesk.store.claims import claim_pending, judge
from maildesk.store.database import Database
from maildesk.store.leases import mailbox_state_of
from maildesk.store.ledger import unmoved
from maildesk.store.migrate import migrate
from maildesk.store.prepared import Prepared
from maildesk.store.reading import ListedMail, mails
from maildesk.store.schema import ledger
from tests.journeys.desk_world import SetClock
from tests.world.dovecot import Dovecot
from tests.world.scripted_imap import ScriptedImap

_NOT_NOTED = Prepared(select(ledger.c.id).where(ledger.c.mailbox_moved_at.is_(None)))
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
RAW = b"Message-ID: <1@customer.test>\r\nFrom: ann@customer.test\r\nSubject: Printer\r\n\r\nIt burns.\r\n"
OK = b"TAG OK done\r\n"
NO_FOLDER = b"TAG NO [NONEXISTENT] no such folder\r\n"
SIZES = b'* 1 FETCH (UID 1 RFC822.SIZE 90 INTERNALDATE "16-Nov-2026 12:00:00 +0000" FLAGS ())\r\n' + OK


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    migrate(opened)
    yield opened
    opened.close()


def receiver(database: Database, **changes: object) -> Receiver:
    fields: dict[str, object] = {
        "name": "support",
        "done_folder": "maildesk/Done",
        "too_large_folder": "maildesk/TooLarge",
        "max_mail_size": 30_000_000,
        "batch": 50,
        "full_look": timedelta(minutes=5),
    }
    return Receiver(database, SetClock(NOON), Intake(**fields | changes), lambda: None)  # type: ignore[arg-type]


def looks(database: Database, account: MailboxAccount, **changes: object) -> None:
    """One full look into the mailbox over a connection of its own, as after every reconnect."""
    taker = receiver(database, **changes)
    with connect(account) as connection:
        taker.begin(connection)
        taker.round(connection, full=True)


def rows(database: Database) -> list[ListedMail]:
    with database.reading() as tx:
        return sorted(mails(tx, with_raw=True), key=lambda row: row.id)


def inbox(account: MailboxAccount) -> list[int]:
    with connect(account) as connection:
        connection.select()
        return connection.all_uids()


@pytest.fixture
def scripted() -> Iterator[Callable[[dict[str, object]], MailboxAccount]]:
    servers: list[ScriptedImap] = []

    def start(replies: dict[str, object]) -> MailboxAccount:
        usual = {"UID SEARCH": b"* SEARCH 1\r\n" + OK, "UID FETCH": SIZES, "STATUS": NO_FOLDER}
        server = ScriptedImap(usual | replies)  # type: ignore[arg-type]
        servers.append(server)
        return MailboxAccount(
            name="support", host="127.0.0.1", port=server.port, security=Security.NONE, username="desk@example.test",
            secret=lambda: "correct-horse", connect_timeout=5.0, read_timeout=5.0,
        )  # fmt: skip

    yield start
    for server in servers:
        server.stop()


def test_a_mail_is_kept_and_then_filed_away(
    database: Database, dovecot: Dovecot, mailbox_account: MailboxAccount
) -> None:
    dovecot.deliver(mailbox_account.username, RAW)
    looks(database, mailbox_account)
    (row,) = rows(database)
    assert (row.state, row.message_id) == ("pending", "<1@customer.test>")
    assert row.raw is not None
    assert row.raw.endswith(RAW.replace(b"Message-ID: <1@customer.test>\r\n", b"").split(b"\r\n\r\n")[1])
    assert inbox(mailbox_account) == []


def test_a_mail_without_a_single_byte_is_kept_like_any_other(
    database: Database, dovecot: Dovecot, mailbox_account: MailboxAccount
) -> None:
    inbox(mailbox_account)
    dovecot.drop_into_maildir(mailbox_account.username, b"")
    looks(database, mailbox_account)
    (row,) = rows(database)
    assert (row.state, row.raw, inbox(mailbox_account)) == ("pending", b"", [])


def test_a_text_the_server_never_gives_is_tried_twice_more_and_then_lies_in_quarantine(
    database: Database, scripted: Callable[[dict[str, object]], MailboxAccount]
) -> None:
    silent = scripted({"UID FETCH 1 (BODY.PEEK[])": b"* 1 FETCH (UID 1 BODY[] NIL)\r\n" + OK})
    looks(database, silent)
    looks(database, silent)
    assert rows(database) == []
    looks(database, silent)
    (row,) = rows(database)
    assert (row.state, row.reason, row.uid) == ("quarantine", "the server does not give the text", 1)
    looks(database, silent)
    assert len(rows(database)) == 1


def test_a_text_that_comes_at_the_second_try_is_kept(
    database: Database, scripted: Callable[[dict[str, object]], MailboxAccount]
) -> None:
    late = b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%b)\r\n" % (len(RAW), RAW) + OK
    account = scripted({"UID FETCH 1 (BODY.PEEK[])": [b"* 1 FETCH (UID 1)\r\n" + OK, late]})
    looks(database, account)
    looks(database, account)
    (row,) = rows(database)
    assert (row.state, row.raw) == ("pending", RAW)


def test_a_mail_that_was_gone_before_it_was_fetched_leaves_no_row(
    database: Database, scripted: Callable[[dict[str, object]], MailboxAccount]
) -> None:
    account = scripted({"UID FETCH": [SIZES, OK, OK, OK]})
    looks(database, account)
    assert rows(database) == []


def test_a_mail_moved_back_into_the_inbox_is_known_and_moved_out_again(
    database: Database, dovecot: Dovecot, mailbox_account: MailboxAccount
) -> None:
    dovecot.deliver(mailbox_account.username, RAW)
    looks(database, mailbox_account)
    _put_back(mailbox_account)
    looks(database, mailbox_account)
    first, copy = rows(database)
    assert (first.state, copy.state, copy.reason) == ("pending", "duplicate", f"duplicate of ledger {first.id}")
    assert inbox(mailbox_account) == []


def test_a_mail_our_own_error_held_is_tried_again_once_when_a_person_puts_it_back(
    database: Database, dovecot: Dovecot, mailbox_account: MailboxAccount
) -> None:
    dovecot.deliver(mailbox_account.username, RAW)
    looks(database, mailbox_account)
    for _ in range(2):
        _quarantine(database, "bug")
        _put_back(mailbox_account)
        looks(database, mailbox_account)
        if len(rows(database)) == 2:
            assert rows(database)[0].state == "pending"
    assert [row.state for row in rows(database)] == ["quarantine", "duplicate", "duplicate"]


def test_a_mail_that_a_check_held_stays_held_when_it_is_put_back(
    database: Database, dovecot: Dovecot, mailbox_account: MailboxAccount
) -> None:
    dovecot.deliver(mailbox_account.username, RAW)
    looks(database, mailbox_account)
    _quarantine(database, "spam")
    _put_back(mailbox_account)
    looks(database, mailbox_account)
    assert rows(database)[0].state == "quarantine"


def test_a_mail_too_large_is_recorded_by_its_header_and_lies_in_its_own_folder(
    database: Database, dovecot: Dovecot, mailbox_account: MailboxAccount
) -> None:
    dovecot.deliver(mailbox_account.username, RAW + b"x" * 2000)
    looks(database, mailbox_account, max_mail_size=1000)
    (row,) = rows(database)
    assert row.state == "quarantine"
    assert row.reason.startswith("too large: ")
    with connect(mailbox_account) as connection:
        assert connection.count("maildesk/TooLarge") == 1


def test_a_new_uidvalidity_finds_every_mail_again_by_its_content(
    database: Database, scripted: Callable[[dict[str, object]], MailboxAccount]
) -> None:
    select = b"* 1 EXISTS\r\n* OK [UIDVALIDITY %d] v\r\nTAG OK [READ-WRITE] selected\r\n"
    text = b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%b)\r\n" % (len(RAW), RAW) + OK
    looks(database, scripted({"SELECT": select % 7, "UID FETCH 1 (BODY.PEEK[])": text}))
    looks(database, scripted({"SELECT": select % 8, "UID FETCH 1 (BODY.PEEK[])": text}))
    assert [(row.uidvalidity, row.state) for row in rows(database)] == [(7, "pending"), (8, "duplicate")]


def _quarantine(database: Database, check: str) -> None:
    def write(tx) -> None:  # type: ignore[no-untyped-def]
        (claimed,) = claim_pending(tx, "test", NOON, 60, 10)
        judge(
            tx,
            claimed.ledger_id,
            Verdict(state=LedgerState.QUARANTINE, reason="held", check=check),
            now=NOON,
            reasons=("held",),
        )

    database.run(write)


def _put_back(account: MailboxAccount) -> None:
    """Move what lies in Done back into the inbox, as a person might in a mail client."""
    import imapclient

    with imapclient.IMAPClient(account.host, account.port, ssl=True, ssl_context=_trusting(account)) as client:
        client.login(account.username, account.secret())
        client.select_folder("maildesk/Done")
        client.move(client.search(), "INBOX")


def _trusting(account: MailboxAccount):  # type: ignore[no-untyped-def]
    import ssl

    return ssl.create_default_context(cafile=str(account.ca_file))


def test_what_was_kept_and_not_moved_is_moved_at_the_next_start(
    database: Database, dovecot: Dovecot, mailbox_account: MailboxAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.deliver(mailbox_account.username, RAW)
    with monkeypatch.context() as broken:
        broken.setattr(MailboxConnection, "move", _cut)
        with pytest.raises(ConnectionError):
            looks(database, mailbox_account)
    assert (len(rows(database)), inbox(mailbox_account)) == (1, [1])
    looks(database, mailbox_account)
    assert (len(rows(database)), inbox(mailbox_account)) == (1, [])


def unmoved_ids(database: Database) -> list[int]:
    with database.reading() as tx:
        return [ledger_id for ledger_id, _ in unmoved(tx, "support", mailbox_state_of(tx, "support").uidvalidity or 0)]


def deliver(dovecot: Dovecot, account: MailboxAccount, count: int) -> None:
    for number in range(count):
        dovecot.deliver(account.username, RAW.replace(b"<1@", b"<%d@" % number).replace(b"burns", b"burns %d" % number))


def test_of_several_batches_every_mail_is_noted_as_filed_away(
    database: Database, dovecot: Dovecot, mailbox_account: MailboxAccount
) -> None:
    deliver(dovecot, mailbox_account, 5)
    looks(database, mailbox_account, batch=2)
    assert len(rows(database)) == 5
    assert unmoved_ids(database) == []


def test_what_was_filed_away_before_the_connection_broke_is_noted(
    database: Database, dovecot: Dovecot, mailbox_account: MailboxAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(dovecot, mailbox_account, 5)
    fetch = MailboxConnection.fetch

    def once(connection: MailboxConnection, uids: Sequence[int]) -> dict[int, bytes]:
        return _cut() if 3 in uids else fetch(connection, uids)

    with monkeypatch.context() as broken:
        broken.setattr(MailboxConnection, "fetch", once)
        with pytest.raises(ConnectionError):
            looks(database, mailbox_account, batch=2)
    assert len(rows(database)) == 2
    with database.reading() as tx:
        assert tx.rows(_NOT_NOTED) == []
    looks(database, mailbox_account, batch=2)
    assert (len(rows(database)), inbox(mailbox_account), unmoved_ids(database)) == (5, [], [])


def _cut(*_arguments: object) -> NoReturn:
    raise ConnectionError
