"""Bringing the database to the shape this program knows; a newer shape is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from maildesk.errors import ConfigurationError
from maildesk.store.database import Database, begin_immediately, prepare_sqlite
from maildesk.store.trouble import sentence_of

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0012"  # the newest revision in migrations/versions


def schema_version(database: Database) -> str | None:
    """Return the revision the database stands at; None for an empty one."""
    with database.engine.connect() as connection:
        return _version(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def migrate(database: Database) -> None:
    """Run every migration the database lacks, each in one transaction.

    ConfigurationError when a newer maildesk has written the database. Cheap when there is nothing to do.
    """
    try:
        if schema_version(database) != HEAD:
            _upgrade(database)
    except DBAPIError as error:
        better = sentence_of(error, database.where)
        raise (better if better is not error else error) from error


def _upgrade(database: Database) -> None:
    _refuse_newer(database, known_revisions())
    with own_connection(database) as connection:
        upgrade_on(connection)


def known_revisions() -> frozenset[str]:
    """Return every revision that this program has a migration for."""
    from alembic.script import ScriptDirectory

    with _alembic() as config:
        return frozenset(each.revision for each in ScriptDirectory.from_config(config).walk_revisions())


def upgrade_on(connection: Connection, revision: str = "head") -> None:
    """Run the missing migrations up to a revision on a connection, within the transaction it has open."""
    from alembic import command

    with _alembic() as config:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@contextmanager
def _alembic() -> "Iterator[Config]":
    from alembic.config import Config

    with as_file(files("maildesk.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        yield config


def _refuse_newer(database: Database, known: frozenset[str]) -> None:
    version = schema_version(database)
    if version is not None and version not in known:
        raise ConfigurationError(
            (f"The database {database.where} was written by a newer maildesk (schema {version}): install that again.",)
        )


@contextmanager
def own_connection(database: Database) -> Iterator[Connection]:
    """Open a connection in one transaction outside the pool, because SQLAlchemy itself must say BEGIN on it."""
    engine = create_engine(database.url, poolclass=NullPool)
    if database.is_sqlite:
        event.listen(engine, "connect", prepare_sqlite)
        event.listen(engine, "begin", begin_immediately)
    with engine.begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(7233172)"))  # two workers start at once
        yield connection
