"""The database of one desk: connections, transactions, and what is repeated when somebody else was first."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import PoolProxiedConnection

from maildesk.errors import ConfigurationError
from maildesk.store.fair_lock import FairLock
from maildesk.store.on_sqlite import SqliteTransaction
from maildesk.store.passengers import Passenger, Passengers
from maildesk.store.transaction import Transaction
from maildesk.store.trouble import DatabaseDamaged, Trouble, sentence_of, trouble_of

T = TypeVar("T")
_ATTEMPTS = {"sqlite": 5, "postgresql": 10}
_BUSY_SECONDS = 10
_WAITED_LONG = 0.03  # seconds
_PASSENGERS = "what other threads gave along"
_POOL = {"pool_size": 5, "max_overflow": 20, "pool_timeout": 30}
_LONGEST_LOG = 16_000  # pages of the write-ahead log, at which whoever commits copies it back into the file
_LONG_LOG = 4 * 1024 * 1024  # bytes, from which on `copy_log_back` has something to do
_MAPPED = 0x7FFF0000  # bytes of the file that are read where the system keeps them; SQLite takes no more
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32000",
    f"PRAGMA mmap_size = {_MAPPED}",
    f"PRAGMA wal_autocheckpoint = {_LONGEST_LOG}",
)


class Database:
    """One SQLite file or one PostgreSQL database; may be used by any number of threads.

    `url` is SQLAlchemy's: `sqlite:////var/lib/maildesk/desk.db` or `postgresql://user@host/desk`. Nothing is opened
    before the first transaction. ConfigurationError when the address cannot be used.
    """

    def __init__(self, url: str) -> None:
        """Read the address and prepare the pool of connections."""
        self.url = _readable(url)
        self.where = self.url.render_as_string(hide_password=True)
        self.engine = self._sqlite_engine() if self.is_sqlite else self._postgres_engine()
        self._turn = FairLock()
        self._passengers = Passengers()
        self._attempts = _ATTEMPTS["sqlite" if self.is_sqlite else "postgresql"]
        self.damage: DatabaseDamaged | None = None  # once it is known, nothing is read or written any more
        self.when_damaged: Callable[[], None] = lambda: None  # called once, from the thread that met it

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Open a transaction that commits at the end and leaves nothing behind when something raises."""
        waits: AbstractContextManager[None] = self._turn if self.is_sqlite else nullcontext()
        with waits, self._borrowed() as connection:
            if self.is_sqlite:
                with _sqlite_transaction(connection, self.engine, "BEGIN IMMEDIATE") as tx:
                    yield tx
                    tx.commit()
            else:
                with _postgres_transaction(connection, self.engine, "BEGIN") as tx:
                    yield tx
                    tx.commit()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Open a transaction that only reads and sees one state of the data; it never waits for writers."""
        with self._borrowed() as connection:
            if self.is_sqlite:
                with _sqlite_transaction(connection, self.engine, "BEGIN") as tx:
                    yield tx
            else:
                with _postgres_reading(connection, self.engine) as tx:
                    yield tx

    @property
    def others_wait(self) -> bool:
        """Whether another thread has waited to write for a moment, so that a long transaction had better end.

        Who has just come may wait: each commit costs as much as deciding a quarter of a mail.
        """
        return max(self._turn.wanted_for, self._passengers.wanted_for) >= _WAITED_LONG

    def run(self, work: Callable[[Transaction], T]) -> T:
        """Do a whole unit of work in one writing transaction, and all of it again when somebody else was first.

        Raises DatabaseUnreachable, NoSpace or DatabaseDamaged when that does not help.
        """
        for attempt in range(1, self._attempts + 1):
            try:
                with self.writing() as tx:
                    return work(tx)
            except Exception as error:  # noqa: BLE001 - drivers differ; what is not trouble of theirs is raised again
                if trouble_of(error) not in {Trouble.BUSY, Trouble.GONE} or attempt == self._attempts:
                    self._raise(error)
                time.sleep(min(0.01 * 2**attempt, 1.0))
        raise AssertionError("unreachable")

    def run_carrying(self, work: Callable[[Transaction], T]) -> T:
        """Do a long unit of work like `run`, and in the same transaction what other threads give to `board`."""
        if not self.is_sqlite:
            return self.run(work)

        def whole(tx: Transaction) -> T:
            self._passengers.begin()
            found = work(tx)
            self._passengers.serve(tx)
            tx.before_commit[_PASSENGERS] = self._passengers.serve_the_last
            return found

        committed = False
        try:
            found = self.run(whole)
            committed = True
        finally:
            self._passengers.end(committed=committed)
        return found

    def board(self, work: Callable[[Transaction], T], told: Callable[[], None]) -> Passenger | None:
        """Give a small unit of work to the transaction that another thread has open, without waiting for it.

        None when there is none: then the work goes alone, by `run`. `told` is called, from that thread, when `outcome`
        may be asked. The work may be done more than once, each time after everything it did was taken back.
        """
        return self._passengers.board(work, told)

    def outcome(self, passenger: Passenger, work: Callable[[Transaction], T]) -> T:
        """Return what boarded work gave, or raise what it raised; it goes alone when it has not arrived."""
        if not passenger.arrived:
            return self.run(work)
        if passenger.error is not None:
            raise passenger.error
        return cast(T, passenger.found)

    def copy_log_back(self) -> None:
        """Copy what stands in SQLite's write-ahead log into the file, while others write; for a thread that has time.

        Nothing while the log is short, and on PostgreSQL. https://sqlite.org/wal.html, "Checkpointing", PASSIVE
        """
        log = Path(f"{self.url.database}-wal")
        if not self.is_sqlite or not log.exists() or log.stat().st_size < _LONG_LOG:
            return
        with self._borrowed() as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    def _raise(self, error: Exception) -> None:
        better = sentence_of(error, self.where)
        if better is error:
            raise error
        raise better from error

    def close(self) -> None:
        """Close every connection that nobody uses."""
        self.engine.dispose()

    @contextmanager
    def _borrowed(self) -> Iterator[PoolProxiedConnection]:
        if self.damage is not None:
            raise self.damage
        try:
            connection = self.engine.raw_connection()
        except (DBAPIError, sqlite3.Error) as error:
            if trouble_of(error) is Trouble.FATAL:
                raise self._damaged(error) from error
            self._raise(error)
            raise
        try:
            yield connection
        except BaseException as error:
            trouble = trouble_of(error)
            if trouble is Trouble.GONE:
                connection.invalidate()
                self.engine.dispose()
            if trouble is Trouble.FATAL:
                raise self._damaged(error) from error
            raise
        finally:
            connection.close()

    def _damaged(self, error: BaseException) -> DatabaseDamaged:
        """Remember that the data are damaged, so that nothing makes it worse, and tell whoever must end."""
        found = sentence_of(error, self.where)
        damage = found if isinstance(found, DatabaseDamaged) else DatabaseDamaged(str(found))
        if self.damage is None:
            self.damage = damage
            self.when_damaged()
        return damage

    def _sqlite_engine(self) -> Engine:
        _make_private(self.url.database)
        engine = create_engine(
            self.url,
            paramstyle="named",
            connect_args={"check_same_thread": False, "cached_statements": 500, "timeout": _BUSY_SECONDS},
            pool_use_lifo=True,
            **_POOL,
        )
        event.listen(engine, "connect", prepare_sqlite)
        event.listen(engine, "begin", begin_immediately)
        return engine

    def _postgres_engine(self) -> Engine:
        options = "-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000"
        keepalive = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
        engine = create_engine(
            self.url, connect_args={"options": options, "connect_timeout": 10, **keepalive}, pool_use_lifo=True, **_POOL
        )
        event.listen(engine, "connect", _prepare_postgres)
        return engine


def _readable(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigurationError((f"{url!r} is no database address; write sqlite:///desk.db.",)) from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise ConfigurationError(("The database address names no file; write sqlite:///desk.db.",))
        return parsed.set(drivername="sqlite")
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    raise ConfigurationError((f"maildesk keeps its data in sqlite or postgresql, not in {backend!r}.",))


def _make_private(file: str | None) -> None:
    path = Path(file or "")
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # WAL and shared memory take over this mode
    except OSError as error:
        raise ConfigurationError(
            (f"The database file {path} cannot be written ({error.strerror}); make its folder writable for maildesk.",)
        ) from error


def prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Set a new SQLite connection up: durable commits, a write-ahead log, foreign keys, patience with others."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def begin_immediately(connection: Any) -> None:
    """Take the right to write at the beginning, for a transaction that SQLAlchemy opens on SQLite."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_postgres(connection: Any, _record: Any) -> None:
    connection.autocommit = True  # BEGIN is said by the transaction itself
    connection.prepare_threshold = 2
    connection.prepared_max = 500


@contextmanager
def _sqlite_transaction(connection: PoolProxiedConnection, engine: Engine, begin: str) -> Iterator[Transaction]:
    driver: Any = connection.driver_connection
    tx = SqliteTransaction(driver, engine.dialect)
    tx.command(begin)
    try:
        yield tx
    finally:
        if driver.in_transaction:
            driver.execute("ROLLBACK")


@contextmanager
def _postgres_transaction(connection: PoolProxiedConnection, engine: Engine, begin: str) -> Iterator[Transaction]:
    from maildesk.store.on_postgresql import PostgresTransaction

    driver: Any = connection.driver_connection
    tx = PostgresTransaction(driver, engine.dialect)
    try:
        with driver.pipeline() as pipeline:
            tx.use(pipeline)
            tx.command(begin)
            yield tx
    finally:
        if not driver.closed:
            driver.rollback()


@contextmanager
def _postgres_reading(connection: PoolProxiedConnection, engine: Engine) -> Iterator[Transaction]:
    from maildesk.store.on_postgresql import PostgresTransaction

    driver: Any = connection.driver_connection
    tx = PostgresTransaction(driver, engine.dialect)
    tx.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield tx
    finally:
        if not driver.closed:
            driver.rollback()
