"""How a transaction runs on PostgreSQL: what needs no answer is sent without waiting for one."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy.engine import Dialect

from maildesk.store.prepared import Prepared, Row
from maildesk.store.transaction import NOTHING, Asked, Transaction, Values

_Cursor = psycopg.Cursor[Any]


class PostgresTransaction(Transaction):
    """A transaction on one connection of psycopg 3 in pipeline mode.

    Statements without rows are queued; an error of theirs appears at the next answer, at the latest at the end of the
    savepoint, so that it never meets the wrong mail.
    """

    def __init__(self, connection: psycopg.Connection[Any], dialect: Dialect) -> None:
        """Take a connection that has no transaction open."""
        super().__init__(dialect)
        self._connection = connection
        self._pipeline: psycopg.Pipeline | None = None
        self._expected: list[tuple[_Cursor, Exception]] = []

    def use(self, pipeline: psycopg.Pipeline) -> None:
        """Work inside a pipeline that the caller opened on the same connection."""
        self._pipeline = pipeline

    def _run(self, statement: Prepared, values: Values) -> _Cursor:
        compiled = statement.compiled(self.dialect)
        return self._connection.execute(compiled.sql, compiled.values(values))

    def rows(self, statement: Prepared, values: Values = NOTHING) -> list[Row]:
        """Run a statement and return its rows."""
        return statement.compiled(self.dialect).read_all(self._run(statement, values).fetchall())

    def do(self, statement: Prepared, values: Values = NOTHING) -> None:
        """Send a statement that gives no rows."""
        self._run(statement, values)

    def changed(self, statement: Prepared, values: Values = NOTHING) -> int:
        """Run a statement and return how many rows it changed."""
        cursor = self._run(statement, values)
        self._sync()
        return cursor.rowcount

    def expect(self, statement: Prepared, values: Values, error: Exception) -> None:
        """Send a statement that must change a row; `error` is raised at the end of the savepoint if it does not."""
        self._expected.append((self._run(statement, values), error))

    def many(self, statement: Prepared, values: Sequence[Values]) -> None:
        """Send a statement for each of the values."""
        if values:
            compiled = statement.compiled(self.dialect)
            self._connection.cursor().executemany(compiled.sql, [compiled.values(each) for each in values])

    def many_returning(self, statement: Prepared, values: Sequence[Values]) -> list[Row | None]:
        """Run a statement for each of the values; the first row of each, None where it gave none."""
        cursors = [self._run(statement, each) for each in values]
        compiled = statement.compiled(self.dialect)
        found = [cursor.fetchone() for cursor in cursors]
        return [None if row is None else compiled.read(row) for row in found]

    def together(self, *asked: Asked) -> list[list[Row]]:
        """Run several reading statements in one journey to the server; their rows in the same order."""
        if self._pipeline is None:
            with self._connection.pipeline():
                return self._together(asked)
        return self._together(asked)

    def _together(self, asked: Sequence[Asked]) -> list[list[Row]]:
        cursors = [self._run(statement, values) for statement, values in asked]
        return [
            statement.compiled(self.dialect).read_all(cursor.fetchall())
            for cursor, (statement, _) in zip(cursors, asked, strict=True)
        ]

    def stream(self, statement: Prepared, values: Values = NOTHING) -> Iterator[Row]:
        """Yield rows one by one; only a writing transaction holds them all in memory, as pipelines have no cursors."""
        compiled = statement.compiled(self.dialect)
        if self._pipeline is not None:
            yield from self.rows(statement, values)
            return
        with self._connection.cursor(name="stream") as cursor:
            cursor.execute(compiled.sql, compiled.values(values))
            for row in cursor:
                yield compiled.read(row)

    def command(self, sql: str) -> None:
        """Send one fixed word of SQL."""
        self._connection.execute(sql.encode())

    def settle(self) -> None:
        """Wait for all answers; raises what one of them found, or that an expected row was not there."""
        self._sync()
        expected, self._expected = self._expected, []
        for cursor, error in expected:
            if cursor.rowcount < 1:
                raise error

    def _sync(self) -> None:
        if self._pipeline is not None:
            self._pipeline.sync()

    def _undo(self, name: str) -> None:
        self._expected = []
        with suppress(psycopg.Error):  # the reason why we are here
            self._sync()
        super()._undo(name)
        self._sync()
