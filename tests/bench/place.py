"""Where the benchmark runs: one desk's configuration, its fixed key, and a database filled with tickets in bulk."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from maildesk.mail.token import signed_message_id, subject_token
from maildesk.store import schema
from maildesk.store.columns import instant
from maildesk.store.database import Database
from maildesk.store.migrate import migrate
from maildesk.store.ticket_rows import subject_key
from tests.bench.store import _keep, commit_new
from tests.world.dovecot import PASSWORD

DOMAIN, DESK, PREFIX = "desk.example.com", "support@desk.example.com", "ACME"
KEY = bytes(range(32))
KNOWN = 20_000  # customers that have written before
OPEN_EVERY = 20  # one ticket of so many is open; replies go to these
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "bench"
_PIECE = 5_000

_SETTINGS = """
[desk]
name = "Acme Support"
prefix = "{prefix}"
domain = "{domain}"
team = "service"

[database]
url = "{database}"

[[mailbox]]
name = "support"
address = "{desk}"
host = "localhost"
port = {imap}
security = "none"
username = "{user}"
password_file = "imap.password"

[smtp]
host = "localhost"
port = {smtp}
security = "none"

[trust]
authserv = ["mx.{domain}"]

[log]
level = "{log}"

[worker]
batch = 50
readers = {readers}

# Thousands of mails of a few minutes would run into every limit; so all of them are off.
[limits]
ack_per_address_hour = 0
ack_per_address_day = 0
ack_unproven_per_address_day = 0
ack_per_domain_hour = 0
ack_per_minute = 0
automatic_per_address_day = 0
automatic_per_ticket_day = 0
staff_notices_per_day = 0
tickets_per_address_hour = 0
min_human_reply_seconds = 0
"""
_PEOPLE = """
[[team]]
name = "service"
lead = "li"

[[staff]]
id = "li"
name = "Li Na"
address = "li@desk.example.com"
role = "supervisor"
"""
_ENGINEER = """
[[staff]]
id = "{name}"
name = "{name}"
address = "{name}@desk.example.com"
teams = ["service"]
capacity = 100000
"""
_RULES = """
[[rule]]
name = "printers first"
when = { subject_any = ["printer", "打印机", "印表機"] }
set = { type = "incident", impact = "high", urgency = "medium", tags = ["printer"] }

[[rule]]
name = "errors"
when = { body_any = ["error", "错误", "錯誤"] }
set = { type = "incident", tags = ["error"] }

[[rule]]
name = "questions"
when = { subject_any = ["how", "question", "怎么", "怎麼"] }
set = { type = "service_request", urgency = "low" }
"""


def customer_of(number: int) -> str:
    """Return who opened the ticket of a number."""
    known = number % KNOWN
    return f"c{known}@customer{known % 197}.example.net"


def acknowledgement_id(number: int) -> str:
    """Return the Message-ID of the first mail that left on a ticket."""
    return signed_message_id(KEY, DOMAIN, number=number, unique=f"ack{number}")


def open_tickets(tickets: int) -> tuple[int, ...]:
    """Return the numbers of the open ones among so many tickets, spread over all of them."""
    return tuple(range(OPEN_EVERY, tickets + 1, OPEN_EVERY))


@dataclass(frozen=True, kw_only=True)
class Place:
    """A folder with a whole configuration."""

    folder: Path
    user: str
    imap_port: int
    smtp_port: int
    database: str = "sqlite:///desk.db"
    log: str = "warning"
    readers: int = 1

    @property
    def config(self) -> Path:
        return self.folder / "maildesk.toml"

    @cached_property
    def sqlite_file(self) -> Path:
        return self.folder / "desk.db"

    def write(self) -> None:
        """Write the files; the mailbox's password is the world's."""
        self.folder.mkdir(parents=True, exist_ok=True)
        values = {"imap": self.imap_port, "smtp": self.smtp_port, "user": self.user, "database": self.database}
        text = _SETTINGS.format(**values, prefix=PREFIX, domain=DOMAIN, desk=DESK, log=self.log, readers=self.readers)
        self.config.write_text(text)
        names = ("wang", "chen", "zhao", "liu", "anna", "jonas")
        (self.folder / "people.toml").write_text(_PEOPLE + "".join(_ENGINEER.format(name=name) for name in names))
        (self.folder / "rules.toml").write_text(_RULES)
        for name, secret in (("imap.password", PASSWORD), ("secret.key", KEY.hex() + "\n")):
            (self.folder / name).write_text(secret)
            (self.folder / name).chmod(0o600)

    def fill(self, tickets: int) -> None:
        """Give the place a SQLite file with so many tickets; a filled one is kept for the next time."""
        shape = hashlib.sha256(Path(schema.__file__).read_bytes() + Path(__file__).read_bytes()).hexdigest()[:12]
        kept = CACHE / f"filled-{shape}-{tickets}.db"
        if not kept.exists():
            CACHE.mkdir(parents=True, exist_ok=True)
            draft = kept.with_suffix(".new")
            _fill(draft, tickets)
            draft.rename(kept)
        shutil.copyfile(kept, self.sqlite_file)
        self.sqlite_file.chmod(0o600)
        _make_recent(self.sqlite_file)


def _fill(file: Path, tickets: int) -> None:
    """Copy the rows of one real ticket as often as asked."""
    for old in file.parent.glob(file.name + "*"):
        old.unlink()
    database = Database(f"sqlite:///{file}")
    migrate(database)
    ledger_id = _keep(database, 1)[0].ledger_id
    database.run(lambda tx: commit_new(tx, ledger_id))
    database.close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("DELETE FROM ledger WHERE state = 'pending'")
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:  # the log takes no changes otherwise
        connection.execute(f"DROP TRIGGER {name}")
    patterns = {table: _pattern(connection, table) for table in _CHANGES}
    for table in reversed(_CHANGES):
        connection.execute(f"DELETE FROM {table}")
    for start in range(1, tickets + 1, _PIECE):
        numbers = range(start, min(tickets, start + _PIECE - 1) + 1)
        for table in _CHANGES:
            _copy(connection, table, patterns[table], numbers)
        connection.executemany(
            "INSERT OR IGNORE INTO ticket_word (word, ticket) VALUES (?, ?)",
            ((word, number) for number in numbers for word in _words_of(number)),
        )
        connection.commit()
    connection.execute("UPDATE workload SET open = 0")
    for _, guard in guards:
        connection.execute(guard)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _make_recent(file: Path) -> None:
    """Let the open tickets be ten minutes old, so that none of their clocks has run out."""
    since = instant(datetime.now(tz=UTC) - timedelta(minutes=10))
    values = {"at": since, "spans": json.dumps([["new", since]])}
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "UPDATE ticket SET created_at = :at, updated_at = :at, response_since = :at, spans = :spans "
            "WHERE state = 'open'",
            values,
        )
    connection.close()


_Row = dict[str, Any]


def _pattern(connection: sqlite3.Connection, table: str) -> list[_Row]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor][:3]


def _copy(connection: sqlite3.Connection, table: str, pattern: list[_Row], numbers: Iterable[int]) -> None:
    names = list(pattern[0])
    marks = ", ".join(f":{name}" for name in names)
    rows = (
        {**row, **_CHANGES[table](number, place, row)}
        for number in numbers
        for place, row in enumerate(pattern[: _ROWS.get(table, 1)])
    )
    columns = ", ".join(f'"{name}"' for name in names)
    connection.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", rows)


def _at(number: int) -> str:
    """Return when the ticket of a number began: the higher, the later, all of them within a year before now."""
    return instant(_NOW - timedelta(days=1) - timedelta(seconds=(2_000_000 - number) * 15))


_NOW = datetime.now(tz=UTC).replace(microsecond=0)
_LATER = timedelta(days=3650)
_ROWS = {"event": 3, "outbox": 2, "outbox_body": 2}


def _words_of(number: int) -> tuple[str, ...]:
    """Return by which words a ticket is found: few that all have, many that few have, and its customer."""
    common = (f"often{number % each}" for each in (3, 17, 101))
    seldom = (f"word{number * prime % 20_011}" for prime in (7, 13, 31, 61, 127, 251, 509, 1021, 2039))
    return (customer_of(number), *common, *seldom)


def _ticket(number: int, _place: int, _row: _Row) -> _Row:
    sender, subject = customer_of(number), f"Question {number}"
    return {
        "number": number,
        "token": subject_token(PREFIX, KEY, number),
        "subject": subject,
        "subject_key": subject_key(subject),
        "requester": sender,
        "requester_key": sender,
        "participants": json.dumps([["Customer", sender]]),
        "state": "closed" if number % OPEN_EVERY else "open",
        "owner": "wang",
        "team": "service",
        "mailbox": "support",
        "created_at": _at(number),
        "updated_at": _at(number),
        "chain_head": "",
        "chain_length": 3,
    }


def _outbox(number: int, place: int, row: _Row) -> _Row:
    unique = acknowledgement_id(number) if place == 0 else signed_message_id(KEY, DOMAIN, number=number, unique="n1")
    recipient = customer_of(number) if place == 0 else "wang@desk.example.com"
    return {
        "id": 2 * number + place,
        "key": f"mail:{number}:{place}",
        "message_id": unique,
        "ticket": number,
        "recipient": recipient,
        "recipient_key": recipient,
        "recipient_domain": recipient.rpartition("@")[2],
        "state": "sent",
        "next_try_at": None,
        "created_at": _at(number),
        "sent_at": _at(number),
    }


_CHANGES: dict[str, Any] = {
    "ticket": _ticket,
    "participant": lambda number, _place, _row: {"ticket": number, "address": customer_of(number)},
    "person": lambda number, _place, _row: {"address": customer_of(number)},
    "raw": lambda number, _place, _row: {"sha256": f"{number:064x}"},
    "ledger": lambda number, _place, _row: {
        "id": number,
        "uid": number,
        "uidvalidity": 1,
        "mailbox": "support",
        "message_id": f"<first.{number}@customer.example.net>",
        "content_key": f"{number:064x}",
        "raw_sha256": f"{number:064x}",
        "ticket": number,
        "words_key": f"{number:032x}",
        "sender": customer_of(number),
        "received_at": _at(number),
        "kept_at": _at(number),
        "judged_at": _at(number),
        "mailbox_moved_at": _at(number),
    },
    "message": lambda number, _place, _row: {
        "id": number,
        "ticket": number,
        "ledger_id": number,
        "author": customer_of(number),
        "message_id": f"<first.{number}@customer.example.net>",
        "at": _at(number),
    },
    "event": lambda number, place, _row: {"ticket": number, "seq": place + 1, "at": _at(number)},
    "timer": lambda number, _place, _row: {
        "ticket": number,
        "key": "close",
        "due_at": instant(_NOW + timedelta(days=30)),
    },
    "outbox": _outbox,
    "outbox_body": lambda number, place, _row: {"outbox": 2 * number + place},
}
