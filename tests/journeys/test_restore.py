"""A desk that lost its database goes on from last night's backup: no mail is lost, and no customer hears twice."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from maildesk.app import build
from maildesk.settings.load import load_settings
from tests.cli.command import Ran, maildesk
from tests.journeys.desk_world import DeskWorld, SetClock

ANN, BOB, CARL = "Ann <ann@one.example.org>", "Bob <bob@two.example.org>", "Carl <carl@three.example.org>"
ANNS, BOBS, CARLS = "ann@one.example.org", "bob@two.example.org", "carl@three.example.org"
WANG, WANGS = "Wang Wei <wang@desk.example.com>", "wang@desk.example.com"


def ran(desk: DeskWorld, *words: object, code: int = 0) -> Ran:
    done = maildesk(*map(str, words), config=desk.config)
    assert done.code == code, done.out + done.err
    assert "Traceback" not in done.err
    return done


def loses_its_database(desk: DeskWorld, empty: str) -> None:
    """The disk is gone: what has left is judged now, because no row will tell of it later."""
    desk.check()
    desk._begun = len(desk.smtp.mails)
    desk.desktop.database.close()
    desk.config.write_text(desk.config.read_text("utf-8").replace(desk.database, empty), "utf-8")
    desk.database = empty


def starts_again(desk: DeskWorld) -> None:
    desk.clock.move(hours=2)  # the desk's own clock went behind that of the commands
    desk.desktop = build(load_settings(desk.config), desk.clock)


@pytest.fixture
def morning(open_desk: Callable[..., DeskWorld]) -> DeskWorld:
    """Ann's ticket is in the backup; afterwards Bob writes, Wang answers him, Bob writes again, and Carl waits.

    Backup and restore look at the real clock, so this desk lives today.
    """
    desk = open_desk(clock=SetClock(datetime.now(UTC) - timedelta(hours=2)))
    desk.writes(ANN, subject="Ann's printer")
    desk.run()
    desk.new_mails()
    ran(desk, "backup", desk.folder / "night.backup")
    desk.clock.move(hours=1)
    desk.writes(BOB, subject="Bob's printer")
    desk.run()
    mails = desk.new_mails()
    notice = next(mail for mail in mails if mail.to == WANGS)
    told = next(mail for mail in mails if mail.to == BOBS)
    desk.writes(WANG, text="Please try again.", reply_to=notice)
    desk.run()
    desk.new_mails()
    desk.writes(BOB, text="It works now, but slowly.", reply_to=told)
    desk.run()
    desk.new_mails()
    desk.writes(CARL, subject="Carl's printer")  # still in the mailbox when the disk breaks
    return desk


def test_mails_after_the_backup_are_taken_in_again_and_nothing_is_sent_twice(
    morning: DeskWorld, fresh_database: Callable[[], str]
) -> None:
    desk = morning
    before = [(mail.message_id, mail.state) for mail in desk.ledger()]
    said = [message.text.strip() for message in desk.messages(2)]
    loses_its_database(desk, fresh_database())

    restored = ran(desk, "restore", desk.folder / "night.backup")
    assert "1 tickets, 1 mails" in restored.out
    assert "maildesk recover" in restored.out
    assert "3 taken in again" in ran(desk, "recover").out
    assert " 0 taken in again" in ran(desk, "recover").out
    starts_again(desk)
    desk.run()

    told = Counter(mail.to for mail in desk.new_mails())
    assert (told[ANNS], told[BOBS], told[CARLS]) == (0, 0, 1)
    assert told[WANGS] > 0  # staff are told of what they work on
    assert [(mail.message_id, mail.state) for mail in desk.ledger()][:4] == before
    assert desk.ticket(2).subject == "Bob's printer"
    assert [message.text.strip() for message in desk.messages(2)] == said
    why = {mail.error for mail in desk.outbox() if mail.to == (BOBS,)}
    assert why == {"it had probably been sent before the desk was restored"}
    with desk.desktop.database.reading() as tx:
        from maildesk.store.figures import reconciliation

        found = reconciliation(tx, "support")
    assert found.on_server == found.in_ledger == 5


def test_what_is_new_after_the_restore_is_answered_as_always(
    morning: DeskWorld, fresh_database: Callable[[], str]
) -> None:
    desk = morning
    loses_its_database(desk, fresh_database())
    ran(desk, "restore", desk.folder / "night.backup")
    ran(desk, "recover", "--since", "2026-11-01")
    starts_again(desk)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == WANGS and "Bob" in mail.subject)
    desk.writes(WANG, text="How slowly?", reply_to=notice)
    desk.run()
    assert "How slowly?" in desk.mail_to(BOBS).text


def test_a_restore_refuses_what_would_do_harm(morning: DeskWorld) -> None:
    desk = morning
    file = desk.folder / "night.backup"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "exists already" in ran(desk, "backup", file, code=1).err
    assert "has data already" in ran(desk, "restore", file, code=1).err
    key = desk.folder / "secret.key"
    saved = key.read_bytes()
    key.unlink()
    assert "no secret key" in ran(desk, "restore", file, "--force", code=1).err
    key.write_text("ab" * 32)
    key.chmod(0o600)
    assert "another secret key" in ran(desk, "restore", file, "--force", code=1).err
    key.write_bytes(saved)
    damaged = desk.folder / "damaged.backup"
    damaged.write_bytes(file.read_bytes()[:500])
    assert "damaged; nothing was restored" in ran(desk, "restore", damaged, "--force", code=1).err
    assert "never restored" in ran(desk, "recover", code=2).err
    assert "write a day" in ran(desk, "recover", "--since", "soon", code=2).err
    assert "is not held" in ran(desk, "resend", "1", code=1).err
    desk.run()
    assert len(desk.ledger()) == 5
