"""Databases that every migration was run on, to be copied for each test."""

from pathlib import Path

import pytest

from maildesk.store.database import Database
from maildesk.store.migrate import migrate
from tests.world.postgres import Postgres


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that every migration was run on."""
    file = tmp_path_factory.mktemp("migrated") / "desk.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file


@pytest.fixture(scope="session")
def migrated_template(postgres: Postgres) -> str:
    """The name of a PostgreSQL database that every migration was run on."""
    url = postgres.fresh_database()
    database = Database(url)
    migrate(database)
    database.close()
    return url.split("@/")[1].split("?")[0]
