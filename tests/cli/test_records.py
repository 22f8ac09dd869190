"""Legal hold, retention, erasure and the witness of the event log, as an operator uses them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.command import Ran, maildesk
from tests.journeys.desk_world import DeskWorld, SetClock
from tests.store.test_erasing import everything

ANN = "Ann Lee <ann@customer.example.org>"
BOB = "Bob <bob@customer.example.org>"
LI = "li@desk.example.com"


def ran(desk: DeskWorld, *words: str | Path, code: int = 0) -> Ran:
    done = maildesk(*words, config=desk.config)
    assert done.code == code, done.out + done.err
    assert "Traceback" not in done.err
    return done


def judged(desk: DeskWorld) -> None:
    """Hold what has left until now against the oracle, which needs the rows that are erased next."""
    desk.check()
    desk._begun = len(desk.smtp.mails)


def grep(desk: DeskWorld, word: bytes) -> int:
    """Count the hits in all that a dump would show, mails unpacked, and in the files of SQLite."""
    database = desk.desktop.database
    unpacked = sum(cell.lower().encode().count(word) for cell in everything(database))
    if not database.is_sqlite:
        return unpacked
    file = Path(str(database.url.database))
    return unpacked + sum(each.read_bytes().lower().count(word) for each in file.parent.glob(f"{file.name}*"))


@pytest.fixture
def worked(desk: DeskWorld) -> DeskWorld:
    """Ann's ticket 1 with an answer, Bob's ticket 2 on which Ann takes part and writes."""
    desk.writes(ANN)
    desk.writes(BOB, subject="VPN is slow", text="Since Monday.", cc=ANN)
    desk.run()
    mails = desk.new_mails()
    notice = next(mail for mail in mails if mail.to == "wang@desk.example.com" and "Printer" in mail.subject)
    desk.writes("Wang Wei <wang@desk.example.com>", text="Dear Ann Lee, try again.", reply_to=notice)
    told = next(mail for mail in mails if mail.to == "bob@customer.example.org")
    desk.writes(ANN, text="I see it too, in the purple room.", reply_to=told)
    desk.run()
    desk.new_mails()
    return desk


def test_an_erased_customer_is_gone_from_database_mails_index_and_logs(
    worked: DeskWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    told = ran(worked, "erase", "Ann@customer.example.org", "--json").json
    assert (told["own_tickets"], told["other_tickets"]) == ([1], [2])
    assert told["looked_for"] == ["ann@customer.example.org", "Ann Lee"]

    judged(worked)
    ran(worked, "erase", "ann@customer.example.org", "--yes")

    for word in (b"ann@customer.example.org", b"ann lee", b"purple room", b"0x11b"):
        assert grep(worked, word) == 0, word
    left = ran(worked, "export", "1", "2").out + ran(worked, "mails", "--json", "--raw").out
    left += ran(worked, "outbox", "--json", "--all").out
    assert "ann" not in left.casefold().replace("cannot", "")
    assert "Since Monday." in left
    assert ran(worked, "audit", "verify", "--json").json["ok"] is True
    assert "ann@" not in "".join(capfd.readouterr())
    (record,) = ran(worked, "erasures", "--json").json
    assert (record["kind"], record["tickets"]) == ("person", [1])
    assert "Nothing is known of" in ran(worked, "erase", "ann@customer.example.org", "--yes", code=1).err


def test_a_legal_hold_refuses_an_erasure_and_is_listed(worked: DeskWorld) -> None:
    assert "Say why" in ran(worked, "hold", "2", code=2).err
    ran(worked, "hold", "2", "case 17 of 2026")

    refused = ran(worked, "erase", "ann@customer.example.org", "--yes", code=1)

    assert "takes part in what is on legal hold (2); nothing was erased" in refused.err
    assert grep(worked, b"ann@customer.example.org") > 0
    assert ran(worked, "hold", "--json").json[0]["why"] == "case 17 of 2026"
    assert ran(worked, "show", "2", "--json").json["legal_hold"] == "case 17 of 2026"
    assert "already" in ran(worked, "hold", "2", "again", code=1).err
    ran(worked, "hold", "2", "--release")
    assert "is not on legal hold" in ran(worked, "hold", "2", "--release", code=1).err
    assert worked.events(2)[-1].kind == "legal_hold"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["erase", "ann"], 2, "is no mail address"),
        (["erase", "nobody@example.com"], 1, "Nothing is known of nobody@example.com"),
        (["erase", "wang@desk.example.com"], 1, "is of the staff"),
        (["erase", "support@desk.example.com"], 1, "the desk's own address"),
        (["erase", "ann@example.com", "--dry-run", "--yes"], 2, "exclude each other"),
        (["retention", "--dry-run", "--apply"], 2, "exclude each other"),
        (["hold", "77", "why"], 1, "There is no ticket 77"),
        (["hold", "nonsense", "why"], 2, "is no ticket"),
        (["hold", "--release"], 2, "Name the ticket"),
        (["audit", "verify", "--witness", "nowhere.eml"], 2, "write the 64 characters"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    worked_once: DeskWorld, words: list[str], code: int, sentence: str
) -> None:
    assert sentence in ran(worked_once, *words, code=code).err


@pytest.fixture
def worked_once(desk: DeskWorld) -> DeskWorld:
    """A desk with one ticket."""
    desk.writes(ANN)
    desk.run()
    return desk


def test_retention_tells_first_and_erases_only_when_told(open_desk: Callable[..., DeskWorld]) -> None:
    desk = open_desk(clock=SetClock(datetime(2020, 5, 4, 2, 0, tzinfo=UTC)))
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == "wang@desk.example.com")
    desk.writes("Wang Wei <wang@desk.example.com>", text="#close", reply_to=notice)
    desk.run()
    assert desk.ticket(1).state == "closed"

    told = ran(desk, "retention", "--json").json
    assert (told["tickets"], told["held"]) == ([1], [])
    assert grep(desk, b"ann@customer.example.org") > 0
    judged(desk)
    assert "1 ticket," in ran(desk, "retention", "--apply").out

    assert grep(desk, b"ann@customer.example.org") == 0
    assert ran(desk, "retention", "--json").json["tickets"] == []
    assert ran(desk, "audit", "verify", "--json").json["ok"] is True


def test_a_digest_is_a_witness_of_the_log(worked_once: DeskWorld) -> None:
    desk = worked_once
    desk.new_mails()
    desk.clock.move(hours=9)
    desk.run()
    digest = next(mail for mail in desk.new_mails() if mail.to == LI and mail.message["Precedence"] == "bulk")
    file = desk.folder / "digest.eml"
    file.write_bytes(digest.message.as_bytes())
    desk.writes(BOB, subject="Later")
    desk.run()

    assert "as the digest says" in ran(desk, "audit", "verify", "--witness", file).out
    (root,) = ran(desk, "audit", "verify", "--witness", file, "--json").json["witnessed"]
    assert root in digest.text
    assert ran(desk, "audit", "verify", "--witness", root, "--json").json["ok"] is True
    other = ran(desk, "audit", "verify", "--witness", "0" * 64, "--json", code=1).json
    assert "is not among those kept" in other["faults"][0]["sentence"]
