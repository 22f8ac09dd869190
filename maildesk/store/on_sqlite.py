"""How a transaction runs on SQLite."""

import sqlite3
from collections.abc import Iterator, Sequence

from sqlalchemy.engine import Dialect

from maildesk.store.prepared import Prepared, Row
from maildesk.store.transaction import NOTHING, Asked, Transaction, Values


class SqliteTransaction(Transaction):
    """A transaction on one connection of the standard library's driver, which is in autocommit mode."""

    def __init__(self, connection: sqlite3.Connection, dialect: Dialect) -> None:
        """Take a connection that has no transaction open."""
        super().__init__(dialect)
        self._connection = connection
        self._cursor = connection.cursor()

    def rows(self, statement: Prepared, values: Values = NOTHING) -> list[Row]:
        """Run a statement and return its rows."""
        compiled = statement.compiled(self.dialect)
        return compiled.read_all(self._cursor.execute(compiled.sql, compiled.values(values)).fetchall())

    def do(self, statement: Prepared, values: Values = NOTHING) -> None:
        """Run a statement that gives no rows."""
        compiled = statement.compiled(self.dialect)
        self._cursor.execute(compiled.sql, compiled.values(values))

    def changed(self, statement: Prepared, values: Values = NOTHING) -> int:
        """Run a statement and return how many rows it changed."""
        self.do(statement, values)
        return self._cursor.rowcount

    def expect(self, statement: Prepared, values: Values, error: Exception) -> None:
        """Run a statement that must change a row, or raise `error`."""
        if self.changed(statement, values) < 1:
            raise error

    def many(self, statement: Prepared, values: Sequence[Values]) -> None:
        """Run a statement for each of the values."""
        compiled = statement.compiled(self.dialect)
        self._cursor.executemany(compiled.sql, map(compiled.values, values))

    def many_returning(self, statement: Prepared, values: Sequence[Values]) -> list[Row | None]:
        """Run a statement for each of the values; the first row of each, None where it gave none."""
        compiled = statement.compiled(self.dialect)
        found: list[Row | None] = []
        for each in values:
            rows = self._cursor.execute(compiled.sql, compiled.values(each)).fetchall()
            found.append(compiled.read(rows[0]) if rows else None)
        return found

    def together(self, *asked: Asked) -> list[list[Row]]:
        """Run several reading statements; their rows in the same order."""
        return [self.rows(statement, values) for statement, values in asked]

    def stream(self, statement: Prepared, values: Values = NOTHING) -> Iterator[Row]:
        """Yield rows without holding all of them in memory."""
        compiled = statement.compiled(self.dialect)
        for row in self._connection.execute(compiled.sql, compiled.values(values)):
            yield compiled.read(row)

    def command(self, sql: str) -> None:
        """Run one fixed word of SQL."""
        self._cursor.execute(sql)

    def settle(self) -> None:
        """Do nothing: every statement has been answered when it returns."""
