"""Every command that looks or mends works on PostgreSQL as on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.black_box import BlackBox, letter
from tests.world.dovecot import Dovecot
from tests.world.postgres import Postgres
from tests.world.smtp_sink import SmtpServer


@pytest.fixture(scope="module")
def box(postgres: Postgres, dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BlackBox]:
    """A desk on PostgreSQL that holds a ticket and a mail in quarantine."""
    smtp = SmtpServer()
    smtp.start()
    url = postgres.fresh_database()
    made = BlackBox(
        folder=tmp_path_factory.mktemp("desk"), dovecot=dovecot, user=dovecot.add_user("on-postgresql@example.test"),
        smtp_port=smtp.port, top=f'[database]\nurl = "{url}"',
    )  # fmt: skip
    made.write()
    with made.mailbox() as client:
        client.append("INBOX", bytes(letter(1, "ann@example.net", "Printer", "It burns.")))
        client.append("INBOX", bytes(letter(2, "support@desk.example.com", "Printer", "I am you.")))
    done = made.run("run", "--once")
    assert done.code == 0, done.err
    yield made
    smtp.stop()
    postgres.drop(url)


@pytest.mark.parametrize(
    "words",
    [
        "mails --json --raw", "mails", "tickets --json", "tickets", "show 1 --json", "show 1", "outbox --json --all",
        "outbox", "quarantine --json", "quarantine", "explain 1", "explain <1.test@example.net>", "status --json",
        "rules explain <1.test@example.net>", "audit verify", "erasures", "hold", "retention --dry-run",
        "report --from 2026-01-01 --to 2026-01-31", "export 1 --format eml --out {folder}/export",
        "export 1", "backup {folder}/backup",
        "replay --since 2026-01-01", "quarantine retry 2",
    ],
)  # fmt: skip
def test_a_command_works(box: BlackBox, words: str, tmp_path: Path) -> None:
    done = box.run(*words.format(folder=tmp_path).split())
    assert (done.code, "Traceback" in done.err) == (0, False), done.err
