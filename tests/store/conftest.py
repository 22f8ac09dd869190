"""Every contract of the store is kept by both engines: each test runs on SQLite and on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from maildesk.store.database import Database
from tests.world.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database with all tables, once for each engine."""
    if request.param == "sqlite":
        file = tmp_path / "desk.db"
        shutil.copy(request.getfixturevalue("migrated_file"), file)
        database = Database(f"sqlite:///{file}")
        yield database
        database.close()
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.fresh_database(request.getfixturevalue("migrated_template"))
    database = Database(url)
    yield database
    database.close()
    server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database nobody has used, once for each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.db'}"
    return str(request.getfixturevalue("postgres_url"))
