"""`maildesk run` as a process: it works until it is told to end, and ends in time."""

import json
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.cli.command import maildesk, started
from tests.journeys.desk_world import DESK, DeskWorld, SetClock

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def desk(open_desk: Callable[..., DeskWorld]) -> DeskWorld:
    """A desk of today: the worker reads the machine's own clock."""
    return open_desk(clock=SetClock(datetime.now(UTC)))


@pytest.fixture
def start(desk: DeskWorld) -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> "subprocess.Popen[str]":
        running.append(started(*words, config=desk.config))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def until(seen: Callable[[], object], seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.05)


def ended(process: "subprocess.Popen[str]") -> tuple[int, float, str]:
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)
    return process.returncode, time.monotonic() - began, log


def test_a_worker_acknowledges_what_arrives_and_ends_cleanly(desk: DeskWorld, start: Start) -> None:
    process = start("run")
    desk.writes("Ann <ann@example.com>", "Printer broken", "canary-body-words")

    until(lambda: any(mail.recipients[0] == "ann@example.com" for mail in desk.smtp.mails))
    code, seconds, log = ended(process)

    assert code == 0, log
    assert seconds < 10
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["tickets"] for line in lines if line["event"] == "mail decided"] == [[1]]
    assert "canary-body-words" not in log


def test_commands_look_while_a_worker_runs(desk: DeskWorld, start: Start) -> None:
    start("run")
    desk.writes("Ann <ann@example.com>")

    until(lambda: maildesk("tickets", "--json", config=desk.config).json)

    assert maildesk("mails", "--json", config=desk.config).json[0]["state"] == "ticket"
    assert maildesk("audit", "verify", config=desk.config).code == 0


def test_once_works_off_what_waits_and_is_zero(desk: DeskWorld) -> None:
    desk.writes("Ann <ann@example.com>")

    done = maildesk("run", "--once", config=desk.config)

    assert (done.code, done.out) == (0, ""), done.err
    assert [mail.recipients[0] for mail in desk.smtp.mails if mail.recipients[0] == "ann@example.com"]
    assert maildesk("mails", "--json", config=desk.config).json[0]["state"] == "ticket"


def test_once_tells_an_unreachable_mailbox_works_off_the_others_and_is_one(desk: DeskWorld) -> None:
    extra = '\n[[mailbox]]\nname = "gone"\naddress = "gone@desk.example.com"\nhost = "127.0.0.1"\nport = 1\n'
    extra += 'security = "none"\npassword_file = "imap.password"\n'
    desk.config.write_text(desk.config.read_text() + extra, encoding="utf-8")
    desk.writes("Ann <ann@example.com>")

    done = maildesk("run", "--once", config=desk.config)

    assert done.code == 1
    assert "gone: 127.0.0.1:1 cannot be reached" in done.err
    assert "Traceback" not in done.err
    assert len(maildesk("tickets", "--json", config=desk.config).json) == 1


def test_a_worker_stays_when_a_server_cannot_be_reached(desk: DeskWorld, start: Start) -> None:
    text = desk.config.read_text().replace(f"port = {desk.dovecot.imaps_port}", "port = 1")
    desk.config.write_text(text, encoding="utf-8")
    process = start("run")

    until(lambda: _told(desk) or process.poll() is not None)

    assert process.poll() is None
    assert ended(process)[0] == 0


def _told(desk: DeskWorld) -> bool:
    done = maildesk("status", "--json", config=desk.config)
    return bool(done.json["mailboxes"][0]["error"])


def test_two_workers_share_the_work(desk: DeskWorld, start: Start) -> None:
    processes = [start("run"), start("run")]
    for letter in "abcdefghij":
        desk.writes(f"Ann <ann-{letter}@example.com>", f"Matter {letter * 5}")

    until(lambda: len([mail for mail in desk.smtp.mails if mail.recipients[0].startswith("ann")]) >= 10)

    assert all(ended(process)[0] == 0 for process in processes)
    assert len(maildesk("tickets", "--json", config=desk.config).json) == 10


def test_a_database_that_is_damaged_ends_the_worker_with_a_sentence(desk: DeskWorld, start: Start) -> None:
    process = start("run")
    desk.writes("Ann <ann@example.com>")
    until(lambda: any(mail.recipients[0] == "ann@example.com" for mail in desk.smtp.mails))

    until(lambda: maildesk("outbox", "--json", config=desk.config).json == [])
    data, copy = desk.folder / "maildesk.db", desk.folder / "copy.db"
    with closing(sqlite3.connect(data)) as sound, closing(sqlite3.connect(copy)) as kept:
        sound.backup(kept)
        sound.execute("UPDATE ticket SET subject = subject || '.'")  # so that the worker forgets the pages it has read
        sound.commit()
    files = [data, data.with_name(f"{data.name}-wal")]
    for file in files:
        garbage = b"\xa5" * max(0, file.stat().st_size - 4096)
        with file.open("r+b") as opened:
            opened.seek(4096)
            opened.write(garbage)
    desk.writes("Bob <bob@example.com>", "Another matter")

    _, log = process.communicate(timeout=40)
    assert process.returncode == 1
    last = log.strip().splitlines()[-1]
    assert re.match(r"The database sqlite:.* is damaged or its disk fails \(.*\); restore it from a backup\.", last), (
        log
    )
    assert "Traceback" not in log
    desk.desktop.database.close()  # a journey's mails are looked at once more at its end, with the file as it was
    for file in (*files, data.with_name(f"{data.name}-shm")):
        file.unlink(missing_ok=True)
    copy.rename(data)


def test_the_pages_are_served_alone(desk: DeskWorld, start: Start) -> None:
    desk.config.write_text(
        desk.config.read_text() + '\n[web]\nbase_url = "http://localhost"\nport = 0\n', encoding="utf-8"
    )
    process = start("run", "--only", "web")
    assert process.stderr is not None
    port = 0
    while not port:
        line = json.loads(process.stderr.readline())
        port = line.get("port", 0)

    assert maildesk_page(port, "/healthz") == (200, "ok\n")
    assert maildesk_page(port, "/t/nonsense")[0] == 404
    assert ended(process)[0] == 0


def maildesk_page(port: int, path: str) -> tuple[int, str]:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_the_pages_alone_want_their_table(desk: DeskWorld) -> None:
    done = maildesk("run", "--only", "web", config=desk.config)

    assert done.code == 1
    assert done.err.endswith("maildesk.toml: there is no [web] table; write [web] with base_url, listen and port.\n")


def test_passwords_stand_in_no_log(desk: DeskWorld, start: Start) -> None:
    secret = desk.folder / "imap.password"
    secret.write_text("canary-of-a-password")

    done = maildesk("run", "--once", config=desk.config)
    checked = maildesk("check", config=desk.config)

    assert done.code == checked.code == 1
    assert "refused the login" in done.err
    assert "refused the login" in checked.out
    assert "canary-of-a-password" not in done.out + done.err + checked.out + checked.err
    assert DESK in desk.config.read_text()
