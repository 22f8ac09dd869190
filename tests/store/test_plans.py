"""No statement of the hot path reads a growing table from end to end: every look-up has its index."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Boolean, Integer, String

from maildesk.store import (
    absences,
    article_index,
    article_uses,
    articles,
    claims,
    command_sets,
    counting,
    ledger,
    messages,
    outbox,
    people,
    quarantine,
    raw,
    reading,
    sending,
    showing,
    staff_queries,
    threads,
    ticket_index,
    tickets,
    timers,
    workload,
)
from maildesk.store.columns import UtcTime
from maildesk.store.database import Database
from maildesk.store.migrate import migrate
from maildesk.store.prepared import Prepared
from maildesk.store.schema import metadata
from tests.store.builders import NOON

_ROOMS = (
    *(absences, command_sets, staff_queries, ticket_index),
    *(claims, counting, ledger, messages, outbox, people, quarantine, raw, reading, sending, showing, threads),
    *(tickets, timers, workload, article_index, article_uses, articles),
)
_SMALL = {
    "workload",
    "turn",
    "learned_absence",
    "lease",
    "mailbox_state",
    "meta",
    "digest_sent",
}  # as many rows as people and mailboxes
_GROWING = {name for name in metadata.tables if name not in _SMALL}
# indexes of what waits or failed: they do not grow with the tickets
_OF_WHAT_WAITS = (
    *("ix_ledger_pending", "ix_ledger_quarantine", "ix_ledger_held", "ix_outbox_queued", "ix_outbox_sending"),
    *("ix_outbox_failed", "ix_timer_due", "ix_ticket_open", "ix_article_draft"),
)
# whole lists for people; `maildesk mails` is as long as the ledger
_LISTS = {"_MAILS", "_MAILS_WITH_RAW", "_ALL_OUTGOING", "_ALL", "_UNSENT", "_LIST"}
# one fingerprint of our own faults, worked off by an operator
_BY_HAND = {"_RETRY_ALIKE"}
_HOT = {
    f"{room.__name__.rpartition('.')[2]}{name}": value
    for room in _ROOMS
    for name, value in vars(room).items()
    if isinstance(value, Prepared) and name not in _LISTS | _BY_HAND
}
_NO_TABLE = {"tickets_NEXT_OF_POSTGRESQL", "tickets_LAST_OF_SQLITE"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One empty database of each engine for all plans: nothing is written here."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('plans') / 'desk.db'}"
    else:
        url = request.getfixturevalue("postgres").fresh_database()
    database = Database(url)
    migrate(database)
    yield database
    database.close()


def _sample(kind: Any, name: str) -> Any:
    if isinstance(kind, UtcTime):
        return NOON
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return 1
    if isinstance(kind, String):
        return "x"
    if kind.__class__.__name__ == "_ListType":
        return [1, 2] if name in {"uids", "numbers"} or name == "ids" else ["1", "2"]
    return b"x" if kind.__class__.__name__ == "LargeBinary" else 1


def _plan(database: Database, statement: Prepared) -> str:
    compiled = statement._statement.compile(dialect=database.engine.dialect)
    values = {name: _sample(each.type, name) for name, each in compiled.binds.items() if each.required}
    with database.writing() as tx:
        prepared = statement.compiled(tx.dialect)
        if database.is_sqlite:
            rows = tx._cursor.execute("EXPLAIN QUERY PLAN " + prepared.sql, prepared.values(values)).fetchall()
            return "\n".join(row[3] for row in rows)
        tx.command("SET LOCAL enable_seqscan = off")
        tx.command("SET LOCAL enable_bitmapscan = off")
        rows = tx._connection.execute("EXPLAIN " + prepared.sql, prepared.values(values)).fetchall()
        return "\n".join(row[0] for row in rows)


@pytest.mark.parametrize("name", sorted(set(_HOT) - _NO_TABLE))
def test_the_hot_path_looks_up_by_key(database: Database, name: str) -> None:
    for line in _plan(database, _HOT[name]).splitlines():
        found = re.search(r"(?:^SCAN|Seq Scan on) (\w+)", line.strip())
        if found and found[1] in _GROWING:
            assert any(index in line for index in _OF_WHAT_WAITS), line
