"""The event log is append-only, and whoever changes it in the database file is found out."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from maildesk.desk.decision import ChangeKind
from maildesk.store.database import Database
from maildesk.store.events import append_events, chain_root, verify_chains
from maildesk.store.tickets import lock_tickets
from tests.store.builders import KEY, NOON, change, later, opened

_UNLOCK = {
    True: ["DROP TRIGGER event_no_update", "DROP TRIGGER event_no_delete"],
    False: ["DROP TRIGGER event_append_only ON event"],
}


def _two_chains(database: Database) -> None:
    for _ in range(2):

        def write(tx):  # type: ignore[no-untyped-def]
            number = opened(tx).number
            append_events(tx, KEY, number, [change(), change(ChangeKind.OWNER_CHANGED, after="li")], NOON)

        database.run(write)

    def more(tx):  # type: ignore[no-untyped-def]
        lock_tickets(tx, [1])
        append_events(
            tx, KEY, 1, [change(ChangeKind.NOTE_ADDED, after="words of a person", personal=True)], later(hours=1)
        )

    database.run(more)


def _faults(database: Database, key: bytes = KEY) -> list[tuple[int, int]]:
    with database.reading() as tx:
        return [(fault.ticket, fault.seq) for fault in verify_chains(tx, key)]


def _tamper(database: Database, sql: str) -> None:
    with database.engine.begin() as connection:
        for statement in [*_UNLOCK[database.is_sqlite], sql]:
            connection.execute(text(statement))


def test_chains_as_written_have_no_fault(database: Database) -> None:
    _two_chains(database)
    assert _faults(database) == []


def test_another_key_agrees_with_nothing(database: Database) -> None:
    _two_chains(database)
    assert {number for number, _ in _faults(database, b"another")} == {1, 2}


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE event SET after = 'wang' WHERE ticket = 2 AND seq = 2", (2, 2)),
        ("UPDATE event SET actor = 'desk' WHERE ticket = 1 AND seq = 1", (1, 1)),
        ("DELETE FROM event WHERE ticket = 1 AND seq = 1", (1, 1)),
        ("DELETE FROM event WHERE ticket = 1 AND seq = 3", (1, 0)),
        ("DELETE FROM event WHERE ticket = 2", (2, 0)),
        ("UPDATE ticket SET chain_length = 1 WHERE number = 2", (2, 0)),
    ],
)
def test_every_change_of_the_log_is_found(database: Database, sql: str, fault: tuple[int, int]) -> None:
    _two_chains(database)
    _tamper(database, sql)
    assert fault in _faults(database)


@pytest.mark.parametrize("sql", ["UPDATE event SET actor = 'x'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_the_log(database: Database, sql: str) -> None:
    _two_chains(database)
    with pytest.raises(DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text(sql))


def test_words_of_persons_are_not_in_the_log(database: Database) -> None:
    _two_chains(database)
    with database.engine.connect() as connection:
        told = connection.execute(text("SELECT after FROM event WHERE ticket = 1 AND seq = 3")).scalar_one()
    assert "person" not in told


def test_the_root_changes_with_every_event(database: Database) -> None:
    _two_chains(database)
    with database.reading() as tx:
        before = chain_root(tx)

    def more(tx):  # type: ignore[no-untyped-def]
        lock_tickets(tx, [2])
        append_events(tx, KEY, 2, [change(ChangeKind.NOTE_ADDED)], NOON)

    database.run(more)
    with database.reading() as tx:
        assert chain_root(tx) != before
