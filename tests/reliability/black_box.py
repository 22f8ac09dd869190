"""A desk seen from outside only: files of configuration, processes that may be killed, and what the commands print."""

import email.policy
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import imapclient

from tests.cli.command import Ran, environment, maildesk
from tests.world.dovecot import PASSWORD, Dovecot

DESK = "support@desk.example.com"
NUMBER = "X-Test-Number"
_PROGRAM = (sys.executable, "-m", "maildesk")
_SETTINGS = """
{top}

[desk]
name = "Acme Support"
prefix = "ACME"
domain = "desk.example.com"
team = "service"

[[mailbox]]
name = "support"
address = "{desk}"
host = "localhost"
port = {imap}
security = "none"
username = "{user}"
password_file = "imap.password"
poll_seconds = 1
full_look_seconds = 10

[smtp]
host = "localhost"
port = {smtp}
security = "none"

[trust]
authserv = ["mx.desk.example.com"]

[limits]
{limits}

[[team]]
name = "service"
lead = "li"

[[staff]]
id = "wang"
name = "Wang Wei"
address = "wang@desk.example.com"
teams = ["service"]

[[staff]]
id = "li"
name = "Li Na"
address = "li@desk.example.com"
role = "supervisor"
digest_at = "{digest_at}"
"""
_LIMITS = (
    "ack_per_address_hour", "ack_per_address_day", "ack_unproven_per_address_day", "ack_per_domain_hour",
    "ack_per_minute", "automatic_per_address_day", "automatic_per_ticket_day", "staff_notices_per_day",
    "command_errors_per_hour", "tickets_per_address_hour", "release_requests_per_day", "min_human_reply_seconds",
)  # fmt: skip


@dataclass(kw_only=True)
class BlackBox:
    """One desk in a folder, on SQLite."""

    folder: Path
    dovecot: Dovecot
    user: str
    smtp_port: int
    top: str = ""
    env: dict[str, str] = field(default_factory=dict)
    _running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def config(self) -> Path:
        return self.folder / "maildesk.toml"

    def write(self) -> None:
        """Write the configuration; the only supervisor's digest is half a day away."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = _SETTINGS.format(
            top=self.top, desk=DESK, imap=self.dovecot.imap_port, user=self.user, smtp=self.smtp_port,
            limits="\n".join(f"{name} = 0" for name in _LIMITS),
            digest_at=f"{(datetime.now(tz=UTC).hour + 12) % 24:02}:00",
        )  # fmt: skip
        self.config.write_text(text, encoding="utf-8")
        (self.folder / "imap.password").write_text(PASSWORD)
        (self.folder / "imap.password").chmod(0o600)

    def start(self) -> "subprocess.Popen[bytes]":
        """Start a worker; its log goes on in `log`."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [*_PROGRAM, "--config", str(self.config), "run"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment(**self.env),
            )  # fmt: skip
        self._running.append(process)
        return process

    def is_at_work(self, worker: "subprocess.Popen[bytes]") -> bool:
        """Say whether a worker has got so far that it watches the mailbox."""
        return bool(self.rows(f"SELECT 1 FROM lease WHERE name LIKE 'mailbox:%' AND owner LIKE '%:{worker.pid}:%'"))

    def close(self) -> None:
        """End what still runs."""
        for process in self._running:
            process.kill()
            process.wait(10)

    def run(self, *words: str) -> Ran:
        """Run one command to its end."""
        return maildesk(*words, config=self.config, **self.env)

    def listed(self, *words: str) -> list[dict[str, Any]]:
        """Return what a list prints as JSON."""
        done = self.run(*words)
        assert done.code == 0, done.err
        found: list[dict[str, Any]] = json.loads(done.out)
        return found

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Look into the database, for waiting only; [] while there is none."""
        try:
            connection = sqlite3.connect(f"file:{self.folder / 'maildesk.db'}?mode=ro", uri=True, timeout=10)
        except sqlite3.OperationalError:
            return []
        try:
            return connection.execute(statement).fetchall()
        except sqlite3.OperationalError:
            return []
        finally:
            connection.close()

    def let_waiting_mails_be_due(self) -> None:
        """Let the time pass until the next try of every queued mail."""
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'outbox'"):
            return
        connection = sqlite3.connect(self.folder / "maildesk.db", timeout=10)
        now = datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
        with connection:
            connection.execute(
                "UPDATE outbox SET next_try_at = ? WHERE state = 'queued' AND next_try_at > ?", (now, now)
            )
        connection.close()

    def drain(self, rounds: int = 8) -> None:
        """Run single passes until nothing waits any more."""
        for _ in range(rounds):
            self.let_waiting_mails_be_due()
            done = self.run("run", "--once")
            assert done.code in {0, 1}, done.err
            waiting = [mail for mail in self.listed("outbox", "--json", "--all") if mail["state"] in _WAITS]
            if done.code == 0 and not waiting:
                return
        raise AssertionError(f"after {rounds} passes there still waits: {waiting}, {done.err}")

    @contextmanager
    def mailbox(self) -> Iterator[imapclient.IMAPClient]:
        """Log in as the desk's user."""
        with imapclient.IMAPClient("localhost", self.dovecot.imap_port, ssl=False) as client:
            client.login(self.user, PASSWORD)
            yield client

    def numbers_by_folder(self) -> dict[str, Counter[int]]:
        """Return how often each test mail lies in each folder."""
        found: dict[str, Counter[int]] = {}
        with self.mailbox() as client:
            for flags, _, name in client.list_folders():
                if {b"\\Noselect", b"\\NonExistent"} & set(flags):
                    continue
                client.select_folder(name, readonly=True)
                said = client.fetch(client.search(), [f"BODY.PEEK[HEADER.FIELDS ({NUMBER})]"])
                texts = [value for each in said.values() for key, value in each.items() if key.startswith(b"BODY")]
                found[name] = Counter(int(hit[1]) for text in texts if (hit := re.search(rb":\s*(\d+)", text)))
        return found


_WAITS = {"queued", "sending"}


def letter(number: int, sender: str, subject: str, text: str, **headers: str | None) -> EmailMessage:
    """Return a mail that the desk's own server vouches for; a header given as None is left out."""
    mail = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=998))
    domain = sender.rpartition("@")[2]
    fields: dict[str, str | None] = {
        "Authentication-Results": f"mx.desk.example.com; dmarc=pass header.from={domain}; dkim=pass header.d={domain}",
        "From": f"Customer <{sender}>",
        "To": DESK,
        "Date": format_datetime(datetime.now(tz=UTC)),
        "Message-ID": f"<{number}.test@{domain}>",
        "Subject": subject,
        NUMBER: str(number),
    }
    for name, value in (fields | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        if value is not None:
            mail[name] = value
    mail.set_content(text)
    return mail


def until(seen: Any, seconds: float, what: str) -> None:
    """Wait until `seen()` is true."""
    ends = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < ends, f"{what} did not happen within {seconds:.0f} s"
        time.sleep(0.02)


def kill_nine(process: "subprocess.Popen[bytes]") -> float:
    """Kill without a word; return the moment."""
    process.send_signal(signal.SIGKILL)
    return time.monotonic()
