"""An empty database becomes what the program knows, a newer one is refused, and a killed migration leaves nothing."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from maildesk.errors import ConfigurationError
from maildesk.store.database import Database
from maildesk.store.migrate import HEAD, migrate, own_connection, schema_version, upgrade_on
from maildesk.store.outbox import body_of
from maildesk.store.packing import packed
from maildesk.store.schema import metadata
from maildesk.store.sending import claim_outbox
from tests.store.builders import NOON, opened


def test_an_empty_database_is_built_and_building_again_does_nothing(empty_url: str) -> None:
    database = Database(empty_url)
    assert schema_version(database) is None
    migrate(database)
    migrate(database)
    assert schema_version(database) == HEAD
    assert database.run(opened).number == 1
    database.close()


def test_migrations_build_exactly_the_tables_of_the_program(empty_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = Database(empty_url)
    migrate(database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
        assert _indexes(connection, database.is_sqlite) == _indexes_of_metadata()
    database.close()


def _indexes(connection: Connection, sqlite: bool) -> set[str]:
    asked = "SELECT name FROM sqlite_master WHERE type = 'index'" if sqlite else "SELECT indexname FROM pg_indexes"
    return {name for name in connection.execute(text(asked)).scalars() if name.startswith("ix_")}


def _indexes_of_metadata() -> set[str]:
    return {str(index.name) for table in metadata.tables.values() for index in table.indexes}


def test_a_newer_database_is_refused(empty_url: str) -> None:
    database = Database(empty_url)
    migrate(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="newer maildesk"):
        migrate(database)
    database.close()


def test_a_migration_that_breaks_off_leaves_nothing(empty_url: str) -> None:
    database = Database(empty_url)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE turn (x INTEGER)"))  # the last tables of the revision collide with it
    with pytest.raises(Exception, match="already exists"):
        migrate(database)
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE turn"))
    migrate(database)
    assert schema_version(database) == HEAD
    database.close()


def test_mails_written_by_an_older_program_keep_their_bytes(empty_url: str) -> None:
    database = Database(empty_url)
    how, stored = packed(b"Subject: old\r\n\r\nWe have it.\r\n")
    old = {
        "id": 1, "key": "k", "message_id": "<1@desk.test>", "kind": "acknowledgement", "recipient": "ann@customer.test",
        "recipient_key": "ann@customer.test", "recipient_domain": "customer.test", "automatic": True, "packed": how,
        "body": stored, "priority": 1, "state": "queued", "created_at": "2026-11-18T08:00:00.000000Z",
        "next_try_at": "2026-11-18T08:00:00.000000Z",
    }  # fmt: skip
    erased = {
        **old,
        "id": 2,
        "key": "erased:2",
        "message_id": "<2@desk.test>",
        "body": b"",
        "packed": 0,
        "state": "sent",
    }
    names = ", ".join(f'"{name}"' for name in old)
    with own_connection(database) as connection:
        upgrade_on(connection, "0011")
        for row in (old, erased):
            connection.execute(
                text(f"INSERT INTO outbox ({names}) VALUES ({', '.join(':' + name for name in old)})"), row
            )

    migrate(database)

    with database.reading() as tx:
        assert body_of(tx, 1) == b"Subject: old\r\n\r\nWe have it.\r\n"
        assert body_of(tx, 2) == b""
        assert body_of(tx, 3) is None
    [claimed] = database.run(lambda tx: claim_outbox(tx, "me", NOON, 60, 10))
    assert claimed.body == b"Subject: old\r\n\r\nWe have it.\r\n"
    database.close()


def test_the_database_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    migrate(database)
    with database.writing() as tx:
        opened(tx)
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
    database.close()


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "no address", "sqlite:////nowhere/x.db"]
)
def test_an_address_that_cannot_work_is_a_sentence(url: str) -> None:
    with pytest.raises(ConfigurationError):
        Database(url)
