"""Making sure that what was deleted cannot be read from the files of the database any more."""

import sqlite3
import time

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from maildesk.store.database import Database
from maildesk.store.trouble import sentence_of

_TRIES = 5


def sweep(database: Database) -> bool:
    """Rewrite the database without what was deleted; False when others kept it from being finished.

    On SQLite the file is written anew (VACUUM) and the write-ahead log emptied, which needs a moment without other
    readers and writers; on PostgreSQL dead rows are given up to be overwritten.
    """
    try:
        if not database.is_sqlite:
            with database.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))
            return True
        for attempt in range(_TRIES):
            if _rewritten(database):
                return True
            time.sleep(0.2 * 2**attempt)
    except DBAPIError as error:
        better = sentence_of(error, database.where)
        raise (better if better is not error else error) from error
    return False


def _rewritten(database: Database) -> bool:
    connection = database.engine.raw_connection()
    try:
        driver = connection.driver_connection
        if driver is None:
            return False
        try:
            driver.execute("VACUUM")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return False
            raise
        busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    finally:
        connection.close()
