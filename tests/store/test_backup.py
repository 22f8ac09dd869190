"""What a backup holds comes back, on either engine, whole or not at all."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from maildesk.desk.decision import ChangeKind
from maildesk.errors import MaildeskError
from maildesk.store.backup import BackupReport, seal_of, write_backup
from maildesk.store.database import Database
from maildesk.store.events import append_events, verify_chains
from maildesk.store.migrate import HEAD, schema_version
from maildesk.store.outbox import enqueue, free_mail
from maildesk.store.raw import raw_of
from maildesk.store.reading import outgoing_mails
from maildesk.store.restore import DamagedArchive, fill, open_archive
from maildesk.store.restored import fell_into_gap, known_contents, restored_gap
from maildesk.store.schema import metadata
from tests.store.builders import KEY, NOON, arrival, change, kept, later, opened, outgoing
from tests.world.postgres import Postgres

_VARYING = {"meta", "outbox", "lease"}  # a restore notes itself and holds what waited


def worked(database: Database) -> None:
    """Two tickets, mails in and out, bytes that are no text, and a number that was given away and deleted."""
    kept(database, arrival(1, raw=b"Subject: \xff\x00\r\n\r\n" + bytes(range(256)) * 200), arrival(2, raw=None))

    def write(tx):  # type: ignore[no-untyped-def]
        for _ in range(2):
            number = opened(tx, subject="打印机 \u2028 ' \" \\").number
            append_events(tx, KEY, number, [change(), change(ChangeKind.OWNER_CHANGED, after="li")], NOON)
        enqueue(tx, [outgoing(1, ticket=1)], NOON)

    database.run(write)


def backed_up(database: Database, file: Path, key: bytes = KEY) -> BackupReport:
    with file.open("wb") as out:
        return write_backup(database, out, key, instance="desk-1", now=NOON, folder=file.parent)


def restored(database: Database, file: Path, *, force: bool = False) -> int:
    return fill(database, open_archive(file, KEY, "desk-1"), later(hours=5), force=force)


def content(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in _VARYING
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database to restore into, of either engine."""
    if request.param == "sqlite":
        (tmp_path / "target").mkdir()
        return Database(f"sqlite:///{tmp_path / 'target' / 'desk.db'}")
    server: Postgres = request.getfixturevalue("postgres")
    return Database(server.fresh_database())


def test_all_data_come_back_on_either_engine(database: Database, target: Database, tmp_path: Path) -> None:
    worked(database)
    report = backed_up(database, tmp_path / "desk.backup")
    assert (report.tickets, report.mails) == (2, 2)
    assert restored(target, tmp_path / "desk.backup") == 1
    assert content(target) == content(database)
    assert schema_version(target) == HEAD
    with target.reading() as tx:
        assert list(verify_chains(tx, KEY)) == []
        assert raw_of(tx, 1) == b"Subject: \xff\x00\r\n\r\n" + bytes(range(256)) * 200
    assert target.run(lambda tx: opened(tx).number) == 3
    assert kept(target, arrival(3))[0].ledger_id == 3
    target.close()


def test_what_waited_to_be_sent_is_held_and_can_be_let_go(database: Database, target: Database, tmp_path: Path) -> None:
    worked(database)
    backed_up(database, tmp_path / "desk.backup")
    restored(target, tmp_path / "desk.backup")
    with target.reading() as tx:
        (mail,) = outgoing_mails(tx)
        assert (mail.state, mail.next_try_at) == ("queued", None)
        assert "may have been sent" in (mail.error or "")
        gap = restored_gap(tx)
        assert gap is not None
        assert (gap.since, gap.until) == (NOON, later(hours=5))
        assert [fell_into_gap(tx, later(hours=hour)) for hour in (-1, 2, 6)] == [False, True, False]
        assert known_contents(tx, ["content-1", "content-9"]) == {"content-1"}
    assert target.run(lambda tx: free_mail(tx, mail.id, later(hours=6)))
    target.close()


def test_a_desk_that_has_data_is_not_written_over_unless_forced(
    database: Database, target: Database, tmp_path: Path
) -> None:
    worked(database)
    backed_up(database, tmp_path / "desk.backup")
    restored(target, tmp_path / "desk.backup")
    target.run(lambda tx: opened(tx).number)
    with pytest.raises(MaildeskError, match="has data already; nothing was restored"):
        restored(target, tmp_path / "desk.backup")
    with target.reading() as tx:
        assert len(list(outgoing_mails(tx))) == 1
    restored(target, tmp_path / "desk.backup", force=True)
    assert content(target) == content(database)
    target.close()


def test_a_backup_is_one_state_while_others_write(database: Database, tmp_path: Path) -> None:
    worked(database)
    with database.writing() as tx:
        opened(tx)
        report = backed_up(database, tmp_path / "desk.backup")
    assert report.tickets == 2
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".backup-")] == []


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """An archive of a desk on SQLite."""
    folder = tmp_path_factory.mktemp("archive")
    shutil.copy(migrated_file, folder / "desk.db")
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    worked(database)
    backed_up(database, folder / "desk.backup")
    database.close()
    return folder / "desk.backup"


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _scratch(file: Path) -> None:
    with zipfile.ZipFile(file) as whole:
        place = whole.getinfo("tables/raw.jsonl").header_offset + 100
    data = bytearray(file.read_bytes())
    data[place] ^= 0xFF
    file.write_bytes(bytes(data))


def _rewrite(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with zipfile.ZipFile(file) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(file, "w") as new:
        for name, data in members.items():
            changed = change(name, data)
            if changed is not None:
                new.writestr(name, changed)


def _manifest(file: Path, **values: Any) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name != "manifest.json":
            return data
        manifest = json.loads(data) | values
        return json.dumps(manifest | {"seal": seal_of(KEY, manifest)}).encode()

    _rewrite(file, change)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda file: file.write_bytes(b""), "no backup, or it is damaged"),
        (lambda file: file.write_bytes(b"PK\x03\x04 not really"), "no backup, or it is damaged"),
        (_cut, "no backup, or it is damaged"),
        (_scratch, "damaged"),
        (lambda file: file.unlink(), "cannot be read"),
        (lambda file: _rewrite(file, lambda name, data: None if name == "manifest.json" else data), "damaged"),
        (lambda file: _rewrite(file, lambda name, data: None if "ticket" in name else data), "damaged"),
        (lambda file: _rewrite(file, lambda _, data: data.replace(b"Anna", b"Evil")), "not as it was written"),
        (lambda file: _rewrite(file, lambda _, data: data.replace(b'"rows": 2', b'"rows": 3')), "seal does not fit"),
        (lambda file: _manifest(file, format=99), "written by another maildesk"),
        (lambda file: _manifest(file, schema="9999"), "written by a newer maildesk"),
        (lambda file: _manifest(file, instance="other"), "made with another secret key"),
    ],
)
def test_a_damaged_archive_is_refused_with_a_sentence(
    archive: Path, tmp_path: Path, harm: Callable[[Path], object], sentence: str
) -> None:
    file = tmp_path / "desk.backup"
    shutil.copy(archive, file)
    harm(file)
    with pytest.raises(DamagedArchive, match=sentence):
        open_archive(file, KEY, "desk-1")


def test_a_restore_that_fails_half_way_leaves_what_was_there(target: Database, archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "desk.backup"
    shutil.copy(archive, file)
    restored(target, file)
    before = content(target)
    sound = open_archive(file, KEY, "desk-1")
    _rewrite(file, lambda name, data: data + b"[1]\n" if name == "tables/timer.jsonl" else data)
    with pytest.raises(ValueError, match="zip"):
        fill(target, sound, NOON, force=True)
    assert content(target) == before
    target.close()
