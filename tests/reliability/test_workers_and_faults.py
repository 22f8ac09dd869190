"""Workers that end, die and follow each other; mails that end their reader or make our code raise."""

import signal
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.reliability.black_box import BlackBox, kill_nine, letter, until
from tests.world.dovecot import Dovecot
from tests.world.smtp_sink import SmtpServer

_DEADLY = "ends-its-reader-canary"
_BROKEN = "{{ v.nobody.has.this }}\n"


@pytest.fixture
def open_box(
    dovecot: Dovecot, mail_user: str, smtp_server: SmtpServer, tmp_path: Path
) -> Iterator[Callable[..., BlackBox]]:
    """Write a desk; what it started is ended after the test."""
    boxes: list[BlackBox] = []

    def open_one(top: str = "", **env: str) -> BlackBox:
        box = BlackBox(
            folder=tmp_path / "desk", dovecot=dovecot, user=mail_user, smtp_port=smtp_server.port, top=top, env=env
        )
        box.write()
        boxes.append(box)
        return box

    yield open_one
    for box in boxes:
        box.close()


def _deliver(box: BlackBox, *mails: EmailMessage) -> None:
    with box.mailbox() as client:
        for mail in mails:
            client.append("INBOX", bytes(mail))


def _acknowledged(smtp: SmtpServer, address: str) -> bool:
    return any(mail.recipients[0] == address for mail in smtp.mails)


def _verdicts(box: BlackBox) -> dict[str, dict[str, object]]:
    return {str(row["message_id"]): row for row in box.listed("mails", "--json")}


def test_a_mail_that_ends_its_reader_is_set_aside_at_the_third_time_and_the_others_go_on(
    open_box: Callable[..., BlackBox], smtp_server: SmtpServer
) -> None:
    box = open_box(MAILDESK_TEST_CRASH_WORD=_DEADLY)
    mails = [letter(number, f"c{number}@example.net", "Printer", "It burns.") for number in range(1, 6)]
    mails.insert(2, letter(9, "c9@example.net", "Deadly", _DEADLY))
    _deliver(box, *mails)
    box.start()

    for number in range(1, 6):
        until(lambda n=number: _acknowledged(smtp_server, f"c{n}@example.net"), 30, f"the acknowledgement of {number}")
    until(lambda: box.rows("SELECT 1 FROM ledger WHERE state = 'quarantine'"), 30, "the third time")

    ledger = _verdicts(box)
    assert ledger["<9.test@example.net>"]["state"] == "quarantine"
    assert "3 times" in str(ledger["<9.test@example.net>"]["reason"])
    assert [ledger[f"<{number}.test@example.net>"]["state"] for number in range(1, 6)] == ["ticket"] * 5


def test_a_mail_that_makes_our_code_raise_is_set_aside_with_a_fingerprint_and_the_others_go_on(
    open_box: Callable[..., BlackBox], smtp_server: SmtpServer
) -> None:
    box = open_box(top='templates = "own"')
    broken = box.folder / "own" / "zh-Hans" / "acknowledgement"
    broken.mkdir(parents=True)
    (broken / "body.txt").write_text(_BROKEN)
    chinese = letter(1, "c1@example.net", "打印机坏了", "打印机从昨天下午开始无法连接网络，请尽快派工程师处理，谢谢。")
    _deliver(box, chinese, letter(2, "c2@example.net", "Printer", "The printer burns."))
    box.start()

    until(lambda: _acknowledged(smtp_server, "c2@example.net"), 30, "the other's acknowledgement")
    until(lambda: box.rows("SELECT 1 FROM ledger WHERE state = 'quarantine'"), 30, "the quarantine")

    reason = str(_verdicts(box)["<1.test@example.net>"]["reason"])
    fingerprint = box.rows("SELECT fingerprint FROM ledger WHERE state = 'quarantine'")[0][0]
    assert fingerprint
    assert fingerprint in reason
    assert not box.rows("SELECT 1 FROM ticket WHERE requester = 'c1@example.net'"), "half a decision was written"


def test_a_worker_that_is_told_to_end_ends_in_time_amid_its_work_and_the_rest_is_done_later(
    open_box: Callable[..., BlackBox], smtp_server: SmtpServer
) -> None:
    box = open_box()
    mails = [letter(number, f"c{number}@example.net", f"Printer {number}", "It burns.") for number in range(60)]
    _deliver(box, *mails)
    worker = box.start()
    until(lambda: smtp_server.mails, 30, "the first mail")

    began = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert time.monotonic() - began < 10

    box.drain()
    sent = [mail.recipients[0] for mail in smtp_server.mails if mail.recipients[0].endswith("example.net")]
    assert sorted(sent) == sorted(f"c{number}@example.net" for number in range(60))


def test_a_second_worker_takes_over_what_a_killed_one_held(
    open_box: Callable[..., BlackBox], smtp_server: SmtpServer
) -> None:
    box = open_box()
    first = box.start()
    until(lambda: box.rows("SELECT 1 FROM lease WHERE name LIKE 'mailbox:%'"), 30, "the lease of the mailbox")
    box.start()
    _deliver(box, letter(1, "c1@example.net", "Printer", "It burns."))
    until(lambda: _acknowledged(smtp_server, "c1@example.net"), 30, "the first acknowledgement")

    kill_nine(first)  # nobody waits for it: what is left of it must not look like life
    _deliver(box, letter(2, "c2@example.net", "Printer", "It burns too."))

    until(lambda: _acknowledged(smtp_server, "c2@example.net"), 40, "the takeover")
    assert [mail.recipients[0] for mail in smtp_server.mails].count("c2@example.net") == 1
