"""Looks into a desk's database from outside: when everything is worked off, and whether it was done as it should."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

_PATIENCE = 300.0
_LOOK = 0.02
_Rows = Sequence[tuple[Any, ...]]


class Watch:
    """Asks by partial indexes, so that looking costs nothing; what was there at `begin` does not count."""

    def __init__(self, ask: Callable[[str], _Rows], close: Callable[[], None]) -> None:
        self._ask = ask
        self.close = close
        self._first = self._first_sent = self._tickets = 0

    def begin(self) -> None:
        """Count from here on."""
        self._first, self._first_sent = self._one("SELECT max(id) FROM ledger"), self._one("SELECT max(id) FROM outbox")
        self._tickets = self._one("SELECT count(*) FROM ticket")

    def await_done(self, mails: int) -> None:
        """Wait until so many more mails are kept, moved, decided, and everything owed has been sent."""
        ends = time.monotonic() + _PATIENCE
        while time.monotonic() < ends:
            if (
                self._one(f"SELECT count(*) FROM ledger WHERE id > {self._first}") >= mails
                and not self._one("SELECT count(*) FROM ledger WHERE state = 'pending'")
                and not self._one("SELECT count(*) FROM outbox WHERE state = 'queued'")
                and not self._one("SELECT count(*) FROM outbox WHERE state = 'sending'")
                and not self._one(
                    "SELECT count(*) FROM ledger WHERE mailbox_moved_at IS NULL AND NOT stays AND uid IS NOT NULL"
                )
            ):
                return
            time.sleep(_LOOK)
        raise TimeoutError(f"after {_PATIENCE:.0f} s mails were still not worked off")

    def check(self, mails: int) -> None:
        """Fail when the round was fast because it did not do its work."""
        rows = self._ask(
            "SELECT state, letter_kind, count(*), count(DISTINCT content_key), count(ticket), count(DISTINCT ticket) "
            f"FROM ledger WHERE id > {self._first} GROUP BY state, letter_kind"
        )
        strange = [row for row in rows if row[0] == "quarantine" or (row[0], row[1]) == ("ignored", "request")]
        if strange or sum(row[2] for row in rows) != mails or any(row[2] != row[3] for row in rows):
            raise RuntimeError(f"the desk did not take all mails as it should: {rows}")
        unsent = self._ask(
            f"SELECT state, tries, uncertain FROM outbox WHERE id > {self._first_sent} "
            "AND (state <> 'sent' OR tries <> 1 OR uncertain)"
        )
        if unsent:
            raise RuntimeError(f"the desk did not send every mail once: {unsent[:5]}")

    def check_all_new(self, mails: int) -> None:
        """Fail unless every mail became one ticket of its own, with one acknowledgement."""
        tickets = self._one(f"SELECT count(DISTINCT ticket) FROM ledger WHERE id > {self._first}")
        all_tickets = self._one("SELECT count(*) FROM ticket") - self._tickets
        acknowledged = self._one(
            f"SELECT count(DISTINCT ticket) FROM outbox WHERE kind = 'acknowledgement' AND id > {self._first_sent}"
        )
        if not mails == tickets == all_tickets == acknowledged:
            raise RuntimeError(f"{mails} mails became {all_tickets} tickets and {acknowledged} acknowledgements")

    def message_ids(self) -> list[str]:
        """Return the Message-IDs of everything that was sent."""
        return [row[0] for row in self._ask(f"SELECT message_id FROM outbox WHERE id > {self._first_sent}")]

    def message_ids_before(self) -> set[str]:
        """Return the Message-IDs of everything that was sent before `begin`."""
        return {row[0] for row in self._ask(f"SELECT message_id FROM outbox WHERE id <= {self._first_sent}")}

    def acknowledged_at(self) -> _Rows:
        """Return (id, when the relay took it) of each acknowledgement that has left, oldest first."""
        return self._ask(
            "SELECT id, sent_at FROM outbox WHERE kind = 'acknowledgement' AND state = 'sent' "
            f"AND id > {self._first_sent} ORDER BY id"
        )

    @property
    def sent(self) -> int:
        return self._one(f"SELECT count(*) FROM outbox WHERE state = 'sent' AND id > {self._first_sent}")

    def _one(self, statement: str) -> int:
        return self._ask(statement)[0][0] or 0


def on_sqlite(file: Path) -> Watch:
    """Watch a SQLite file."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=60)
    return Watch(lambda statement: connection.execute(statement).fetchall(), connection.close)


def on_postgresql(address: str) -> Watch:
    """Watch a database by its SQLAlchemy address."""
    url = make_url(address)
    connection = psycopg.connect(
        host=str(url.query["host"]), user=url.username, dbname=url.database, autocommit=True, prepare_threshold=1
    )
    return Watch(lambda statement: connection.execute(statement.encode()).fetchall(), connection.close)
