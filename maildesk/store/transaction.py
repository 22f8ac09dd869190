"""One transaction: the only way statements reach the database."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Dialect

from maildesk.desk.ticket import Ticket
from maildesk.store.prepared import Prepared, Row

Values = Mapping[str, Any]
Asked = tuple[Prepared, Values]
NOTHING: Values = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredTicket:
    """A ticket as this transaction last read or wrote it, and the end of its chain of events."""

    ticket: Ticket
    chain_head: str = ""
    chain_length: int = 0
    personal_key: str = ""  # of the digests in its events
    fresh: bool = False  # inserted by this transaction


class Transaction(ABC):
    """What `Database.writing` and `Database.reading` give; all statements run on the connection it holds.

    `tickets`, `workload` and `seen` remember what was locked, changed and read, so that nothing is read twice; a
    savepoint that is rolled back takes their changes back too. Whoever writes what `seen` holds takes it out of there;
    `words_to_index` are written at the end, or when somebody looks for words.
    """

    def __init__(self, dialect: Dialect) -> None:
        """Remember the dialect; nothing is begun yet."""
        self.dialect = dialect
        self.tickets: dict[int, StoredTicket] = {}
        self.workload: dict[str, int] = {}
        self.seen: dict[Prepared, list[Row]] = {}
        self.words_to_index: list[dict[str, Any]] = []
        self.before_commit: dict[str, Callable[[Transaction], None]] = {}
        self._depth = 0

    @property
    def on_sqlite(self) -> bool:
        """Whether the engine is SQLite."""
        return self.dialect.name == "sqlite"

    @abstractmethod
    def rows(self, statement: Prepared, values: Values = NOTHING) -> list[Row]:
        """Run a statement and return its rows."""

    @abstractmethod
    def do(self, statement: Prepared, values: Values = NOTHING) -> None:
        """Run a statement that gives no rows; on PostgreSQL without waiting for the answer."""

    @abstractmethod
    def changed(self, statement: Prepared, values: Values = NOTHING) -> int:
        """Run a statement and return how many rows it changed."""

    @abstractmethod
    def expect(self, statement: Prepared, values: Values, error: Exception) -> None:
        """Run a statement that must change a row; `error` is raised here, or at the end of the savepoint, if not."""

    @abstractmethod
    def many(self, statement: Prepared, values: Sequence[Values]) -> None:
        """Run a statement for each of the values."""

    @abstractmethod
    def many_returning(self, statement: Prepared, values: Sequence[Values]) -> list[Row | None]:
        """Run a statement for each of the values; the first row of each, None where it gave none."""

    @abstractmethod
    def together(self, *asked: Asked) -> list[list[Row]]:
        """Run several reading statements in one journey to the server; their rows in the same order."""

    @abstractmethod
    def stream(self, statement: Prepared, values: Values = NOTHING) -> Iterator[Row]:
        """Yield rows without holding all of them in memory."""

    @abstractmethod
    def command(self, sql: str) -> None:
        """Run one fixed word of SQL such as BEGIN or a savepoint."""

    @abstractmethod
    def settle(self) -> None:
        """Wait until every statement so far has been answered; raises what one of them found."""

    def row(self, statement: Prepared, values: Values = NOTHING) -> Row | None:
        """Run a statement and return its first row; None when there is none."""
        found = self.rows(statement, values)
        return found[0] if found else None

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Take back what happens inside when it raises, and only that."""
        before, words = (dict(self.tickets), dict(self.workload)), len(self.words_to_index)
        self._depth += 1
        name = f"inner_{self._depth}"
        self.command(f"SAVEPOINT {name}")
        try:
            yield
            self.settle()
        except BaseException:
            self.tickets, self.workload = before
            self.seen.clear()
            del self.words_to_index[words:]
            self._undo(name)
            raise
        finally:
            self._depth -= 1
        self.command(f"RELEASE SAVEPOINT {name}")

    def _undo(self, name: str) -> None:
        self.command(f"ROLLBACK TO SAVEPOINT {name}")
        self.command(f"RELEASE SAVEPOINT {name}")

    def commit(self) -> None:
        """Run what was put off to the end, and make everything durable."""
        for work in list(self.before_commit.values()):
            work(self)
        self.settle()
        self.command("COMMIT")
