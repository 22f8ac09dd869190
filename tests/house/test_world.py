"""The real parts of the test world work on this machine, or say what is missing."""

import subprocess
from pathlib import Path

import psycopg

from tests.world.chromium import Chromium
from tests.world.postgres import Postgres

CHECKOUT = Path(__file__).resolve().parents[2]


def asked(url: str, question: str) -> object:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row and row[0]


def test_each_database_of_the_server_is_fresh_and_speaks_utf8(postgres: Postgres, postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE word (word text)")
        connection.execute("INSERT INTO word VALUES ('打印机')")

    other = postgres.fresh_database()

    assert asked(postgres_url, "SELECT length(word) FROM word") == 3
    assert asked(other, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
    postgres.drop(other)


def test_a_filled_database_serves_as_template_for_the_next(postgres: Postgres) -> None:
    filled = postgres.fresh_database()
    with psycopg.connect(filled.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE word AS SELECT 7 AS number")

    copy = postgres.fresh_database(template=filled.split("@/")[1].split("?")[0])

    assert asked(copy, "SELECT number FROM word") == 7
    postgres.drop(copy)
    postgres.drop(filled)


def test_the_browser_draws_html_at_the_width_it_is_asked_for(chromium: Chromium) -> None:
    picture = chromium.screenshot("<p style='width:2000px'>打印机坏了</p>", width=360, name="house-width")

    assert picture.read_bytes().startswith(b"\x89PNG")
    assert chromium.overflow("<p style='width:2000px'>wide</p>", width=800) > 1000
    assert chromium.overflow("<p>narrow</p>", width=360) == 0


def test_the_installer_names_each_missing_part_and_fails_when_all_are_required(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "dirname", "mkdir", "cat", "grep", "test", "id"):
        (tools / name).symlink_to(Path("/bin") / name)
    bare = {"PATH": str(tools), "HOME": str(tmp_path), "MAILDESK_TEST_CACHE": str(tmp_path / "cache")}

    run = subprocess.run(
        ["/bin/bash", CHECKOUT / "tests/world/install.sh"],
        env={**bare, "MAILDESK_REQUIRE_REAL": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert "MISSING: Chromium (Debian: chromium). Without it cannot run:" in run.stderr
    assert "MISSING: smtp-sink" in run.stderr
