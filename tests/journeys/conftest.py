"""The desk of the journeys as a fixture."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.desk_world import DeskWorld
from tests.world.dovecot import Dovecot
from tests.world.postgres import Postgres
from tests.world.smtp_sink import SmtpServer

_users = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Make databases nobody has used, once for each engine; every journey is told on both."""
    if request.param == "sqlite":
        numbers = itertools.count()
        file: Path = request.getfixturevalue("migrated_file")
        yield lambda: f"sqlite:///{shutil.copy(file, tmp_path / f'desk{next(numbers)}.db')}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("migrated_template")
    made: list[str] = []

    def make() -> str:
        made.append(server.fresh_database(template))
        return made[-1]

    yield make
    for url in made:
        server.drop(url)


@pytest.fixture
def open_desk(
    dovecot: Dovecot, smtp_server: SmtpServer, tmp_path: Path, fresh_database: Callable[[], str]
) -> Iterator[Callable[..., DeskWorld]]:
    """Open a desk with settings of its own: call it with the fields of `DeskWorld`."""
    worlds: list[DeskWorld] = []

    def start(**fields: object) -> DeskWorld:
        user = dovecot.add_user(f"journey{next(_users)}@example.test")
        world = DeskWorld(
            folder=tmp_path / f"desk{len(worlds)}",
            dovecot=dovecot,
            smtp=smtp_server,
            user=user,
            database=fresh_database(),
            **fields,
        )  # type: ignore[arg-type]
        world.open()
        worlds.append(world)
        return world

    yield start
    try:
        for world in worlds:
            world.check()
    finally:
        for world in worlds:
            world.close()


@pytest.fixture
def desk(open_desk: Callable[..., DeskWorld]) -> DeskWorld:
    """A desk as most sites have it."""
    return open_desk()
