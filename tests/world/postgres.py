"""A real PostgreSQL for each test process: its own server, a fresh database for each test, nothing left behind."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.world.parts import Part, require

_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
_STARTS_WITHIN = 60.0  # seconds; 0.6 on a quiet disk


class Postgres:
    """A server on a socket in its own folder; under root it runs as `nobody`, for PostgreSQL refuses root."""

    def __init__(self, folder: Path, installation: Path, *, durable: bool = False) -> None:
        """Make a cluster below `folder` and start it; `durable` keeps fsync on, for tests that cut the power."""
        self.folder = folder
        self._user = "nobody" if os.geteuid() == 0 else None
        self._numbers = count(1)
        if self._user:
            shutil.chown(folder, self._user)
            installation = _passable(installation, folder)
        binaries = installation / "bin"
        data = folder / "data"
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
            + ["--locale-provider=builtin", "--locale=C.UTF-8"],
            check=True,
            capture_output=True,
            user=self._user,
            cwd=folder,
        )
        options = ("max_connections=100", *(() if durable else _FAST))
        self._command = [binaries / "postgres", "-D", data, "-k", folder, "-h", ""]
        self._command += [word for option in options for word in ("-c", option)]
        self.start()

    def start(self) -> None:
        """Start, again after `stop` with all its data, and return when it answers."""
        self._log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(
            self._command,
            stdout=self._log,
            stderr=self._log,
            stdin=subprocess.DEVNULL,
            user=self._user,
            cwd=self.folder,
            start_new_session=True,
        )
        self._wait_until_it_answers()

    def url(self, database: str = "postgres") -> str:
        """Return the SQLAlchemy address of a database of this server."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def fresh_database(self, template: str = "template1") -> str:
        """Make a database that nobody has used and return its address; `template` is one that was filled before."""
        name = f"desk_{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY wal_log")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove the database of an address, whoever still holds a connection to it."""
        name = url.split("@/")[1].split("?")[0]
        self._say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """End the server and all its connections at once."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)
        self._log.close()

    def _say(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + _STARTS_WITHIN
        while True:
            try:
                return self._say("SELECT 1")
            except psycopg.OperationalError as not_yet:
                if self._process.poll() is not None or time.monotonic() > end:
                    log = (self.folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start:\n{log}") from not_yet
                time.sleep(0.02)


def start(*, durable: bool = False) -> Postgres:
    """Start a server in a new folder that every user may pass; the caller stops it and removes `folder`."""
    installation = require(Part.POSTGRES)
    folder = Path(tempfile.mkdtemp(prefix="maildesk-pg-"))  # a short path: a socket's name has at most 107 bytes
    folder.chmod(0o755)
    return Postgres(folder, installation, durable=durable)


def _passable(installation: Path, folder: Path) -> Path:
    """Return a place of the binaries that every user may enter: a copy when a private home is on the way."""
    if all(parent.stat().st_mode & 0o005 == 0o005 for parent in (installation, *installation.parents)):
        return installation
    return Path(shutil.copytree(installation, folder / "pginstall", symlinks=True))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL server of this test process, without fsync."""
    server = start()
    yield server
    server.stop()
    shutil.rmtree(server.folder)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of an empty database that is gone after the test."""
    url = postgres.fresh_database()
    yield url
    postgres.drop(url)
