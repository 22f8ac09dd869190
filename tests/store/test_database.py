"""Transactions: all or nothing, repeated when somebody else was first, and fair to the threads that wait."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from maildesk.store.database import Database
from maildesk.store.events import append_events
from maildesk.store.leases import (
    MailboxState,
    acquire,
    first_setting,
    free_leases_of_dead,
    had_digest,
    mailbox_state_of,
    mailbox_states,
    release,
    renew,
    save_mailbox_state,
    set_setting,
    setting,
    still_held,
    take_digest_day,
)
from maildesk.store.migrate import migrate
from maildesk.store.outbox import enqueue
from maildesk.store.tickets import read_tickets
from maildesk.store.transaction import Transaction
from maildesk.store.trouble import DatabaseDamaged, DatabaseUnreachable, Trouble, trouble_of
from tests.store.builders import KEY, NOON, change, later, opened, outgoing


def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as tx:  # noqa: PT012
        number = opened(tx).number
        append_events(tx, KEY, number, [change()], NOON)
        enqueue(tx, [outgoing(1)], NOON)
        raise ZeroDivisionError
    with database.reading() as tx:
        assert read_tickets(tx, [number]) == {}
    assert len(database.run(lambda tx: enqueue(tx, [outgoing(1)], NOON))) == 1


def test_a_savepoint_takes_back_only_its_own(database: Database) -> None:
    with database.writing() as tx:
        first = opened(tx).number
        with pytest.raises(ZeroDivisionError), tx.savepoint():  # noqa: PT012
            second = opened(tx).number
            raise ZeroDivisionError
        with tx.savepoint():
            third = opened(tx, subject="another").number
    with database.reading() as tx:
        found = read_tickets(tx, [first, second, third])
    assert {found[first].subject, found[third].subject} == {"The printer burns", "another"}
    assert len(found) == 2


def test_an_error_of_a_statement_stays_within_its_savepoint(database: Database) -> None:
    with database.writing() as tx:
        enqueue(tx, [outgoing(1)], NOON)
        with pytest.raises(Exception, match=r"(?i)unique"), tx.savepoint():
            enqueue(tx, [outgoing(2, message_id=outgoing(1).message_id)], NOON)
        with tx.savepoint():
            enqueue(tx, [outgoing(3)], NOON)
    assert len(database.run(lambda tx: enqueue(tx, [outgoing(3)], NOON))) == 1


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    with database.reading() as tx:
        assert read_tickets(tx, [1]) == {}
        database.run(opened)
        assert read_tickets(tx, [1]) == {}


def test_work_is_repeated_as_a_whole_when_somebody_else_was_first(database: Database) -> None:
    tries: list[int] = []

    def work(tx: Transaction) -> int:
        number = opened(tx).number
        tries.append(number)
        if len(tries) < 3:
            raise _busy(database)
        return number

    number = database.run(work)
    assert len(tries) == 3
    with database.reading() as tx:
        assert set(read_tickets(tx, tries)) == {number}


def test_work_that_never_gets_its_turn_ends_with_a_sentence(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_attempts", 2)

    def work(_: Transaction) -> None:
        raise _busy(database)

    with pytest.raises(DatabaseUnreachable, match="locked"):
        database.run(work)


def _busy(database: Database) -> Exception:
    if database.is_sqlite:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        return error
    from psycopg.errors import DeadlockDetected

    return DeadlockDetected("deadlock detected")


def test_threads_that_write_at_once_lose_nothing(database: Database) -> None:
    numbers: list[int] = []

    def work() -> None:
        numbers.extend(database.run(lambda tx: opened(tx, owner="li")).number for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(set(numbers)) == 40


def test_a_thread_that_is_writing_cannot_wait_for_itself(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    with database.writing(), pytest.raises(RuntimeError, match="second"), database.writing():
        pass
    database.close()


def test_a_lost_connection_is_told_from_a_fault_of_ours() -> None:
    from psycopg import OperationalError
    from psycopg.errors import AdminShutdown, UndefinedTable

    assert trouble_of(OperationalError("server closed the connection")) is Trouble.GONE
    assert trouble_of(AdminShutdown("terminating")) is Trouble.GONE
    assert trouble_of(UndefinedTable("x")) is Trouble.BUG
    assert trouble_of(ValueError("x")) is Trouble.BUG


def test_a_lease_has_one_owner_and_its_fence_grows(database: Database) -> None:
    first = database.run(lambda tx: acquire(tx, "mailbox:support", "host:1", NOON, later(seconds=30)))
    assert first is not None
    assert database.run(lambda tx: acquire(tx, "mailbox:support", "host:2", NOON, later(seconds=30))) is None
    assert database.run(lambda tx: renew(tx, first, later(seconds=60)))
    second = database.run(lambda tx: acquire(tx, "mailbox:support", "host:2", later(seconds=61), later(seconds=90)))
    assert second is not None
    assert second.fence > first.fence
    assert not database.run(lambda tx: renew(tx, first, later(seconds=120)))
    with database.reading() as tx:
        assert (still_held(tx, first), still_held(tx, second)) == (False, True)


def test_a_released_lease_and_that_of_a_dead_process_are_free(database: Database) -> None:
    held = database.run(lambda tx: acquire(tx, "a", "host:1:x", NOON, later(hours=1)))
    assert held is not None
    database.run(lambda tx: release(tx, held, NOON))
    assert database.run(lambda tx: acquire(tx, "a", "host:2:x", later(seconds=1), later(hours=1)))
    database.run(lambda tx: free_leases_of_dead(tx, "host:2:", later(seconds=1)))
    assert database.run(lambda tx: acquire(tx, "a", "host:3:x", later(seconds=2), later(hours=1)))


def test_one_digest_a_person_and_day(database: Database) -> None:
    assert database.run(lambda tx: take_digest_day(tx, "chen", "2026-11-23", NOON))
    assert not database.run(lambda tx: take_digest_day(tx, "chen", "2026-11-23", NOON))
    with database.reading() as tx:
        assert had_digest(tx, "chen", "2026-11-23")
        assert not had_digest(tx, "chen", "2026-11-24")


def test_settings_and_mailbox_states_are_remembered(database: Database) -> None:
    assert database.run(lambda tx: first_setting(tx, "instance", "abc")) == "abc"
    assert database.run(lambda tx: first_setting(tx, "instance", "xyz")) == "abc"
    database.run(lambda tx: set_setting(tx, "epoch", "2"))
    state = MailboxState(mailbox="support", uidvalidity=7, highest_uid=12, last_seen_ok=NOON, on_server=3)
    database.run(lambda tx: save_mailbox_state(tx, state))
    with database.reading() as tx:
        assert setting(tx, "epoch") == "2"
        assert mailbox_states(tx) == [state]
        assert mailbox_state_of(tx, "sales") == MailboxState(mailbox="sales")


def test_a_damaged_file_is_told_once_and_neither_read_nor_written_any_more(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.run(opened)
    database.close()
    heard: list[str] = []
    database.when_damaged = lambda: heard.append("damaged")
    file.write_bytes(file.read_bytes()[:4096] + b"\xa5" * (file.stat().st_size - 4096))

    with pytest.raises(DatabaseDamaged, match=r"is damaged or its disk fails .*; restore it from a backup"):
        database.run(opened)
    before = file.read_bytes()
    with pytest.raises(DatabaseDamaged, match="is damaged"), database.reading():
        pass
    with pytest.raises(DatabaseDamaged, match="is damaged"):
        database.run(opened)

    assert heard == ["damaged"]
    assert database.damage is not None
    assert file.read_bytes() == before


def test_text_that_cannot_be_read_any_more_is_damage_and_no_fault_of_ours(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    migrate(database)
    ticket = database.run(opened)
    with closing(sqlite3.connect(tmp_path / "desk.db")) as outside, outside:
        outside.execute("UPDATE ticket SET subject = CAST(x'a5a5' AS TEXT)")

    with pytest.raises(DatabaseDamaged, match=r"damaged or its disk fails .*; restore it"), database.reading() as tx:
        read_tickets(tx, [ticket.number])


def test_a_long_log_is_copied_back_into_the_file_while_others_read(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    with closing(Database(f"sqlite:///{file}")) as database:
        migrate(database)
        database.run(lambda tx: set_setting(tx, "long", "x" * 6_000_000))
        with database.reading() as tx:
            assert setting(tx, "long") is not None
            before = file.stat().st_size
            database.copy_log_back()
            assert file.stat().st_size - before > 6_000_000


def test_a_short_log_stays(database: Database) -> None:
    database.run(lambda tx: set_setting(tx, "short", "x"))
    file = Path(str(database.url.database)) if database.is_sqlite else None
    before = file.stat().st_size if file else 0

    database.copy_log_back()

    assert (file.stat().st_size if file else 0) == before
