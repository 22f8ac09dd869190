"""The database goes away while a worker runs: nothing is lost, nobody has to start anything again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.black_box import BlackBox, letter, until
from tests.world.dovecot import Dovecot
from tests.world.postgres import Postgres, start
from tests.world.smtp_sink import SmtpServer


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A server that may be stopped."""
    server = start()
    yield server
    server.stop()
    shutil.rmtree(server.folder)


def test_a_worker_outlives_its_database_and_takes_what_came_meanwhile(
    own_postgres: Postgres, dovecot: Dovecot, mail_user: str, smtp_server: SmtpServer, tmp_path: Path
) -> None:
    box = BlackBox(
        folder=tmp_path / "desk", dovecot=dovecot, user=mail_user, smtp_port=smtp_server.port,
        top=f'[database]\nurl = "{own_postgres.fresh_database()}"',
    )  # fmt: skip
    box.write()
    worker = box.start()
    try:
        _arrives(box, 1)
        until(lambda: _acknowledged(smtp_server, 1), 60, "the first acknowledgement")
        own_postgres.stop()
        _arrives(box, 2)
        until(lambda: "the database cannot be used" in (box.folder / "log").read_text(), 60, "the trouble")
        assert _in_inbox(box) == 1  # it is not touched before it is kept
        own_postgres.start()
        until(lambda: _acknowledged(smtp_server, 2), 90, "the second acknowledgement")
        assert worker.poll() is None
        _arrives(box, 3)
        until(lambda: _acknowledged(smtp_server, 3), 60, "the third acknowledgement")
        assert [row["state"] for row in box.listed("mails", "--json")] == ["ticket"] * 3
    finally:
        box.close()


def _arrives(box: BlackBox, number: int) -> None:
    with box.mailbox() as client:
        client.append("INBOX", bytes(letter(number, f"c{number}@example.net", f"Printer {number}", "It burns.")))


def _in_inbox(box: BlackBox) -> int:
    with box.mailbox() as client:
        client.select_folder("INBOX", readonly=True)
        return len(client.search())


def _acknowledged(smtp: SmtpServer, number: int) -> bool:
    return any(mail.recipients[0] == f"c{number}@example.net" for mail in smtp.mails)
