"""Fills a database from an archive: checked before anything is written, and all of it in one transaction."""

import base64
import binascii
import hashlib
import hmac
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, column, delete, func, insert, inspect, select, table, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from maildesk.errors import MaildeskError
from maildesk.store.backup import FORMAT, MANIFEST, member_of, seal_of
from maildesk.store.columns import UtcTime, instant, read_instant
from maildesk.store.database import Database
from maildesk.store.migrate import HEAD, known_revisions, own_connection, upgrade_on
from maildesk.store.restored import GAP_SINCE, GAP_UNTIL, MAY_HAVE_LEFT
from maildesk.store.schema import meta, outbox
from maildesk.store.trouble import sentence_of

_AT_ONCE = 500
_LARGEST_MANIFEST = 10_000_000
_TELLING = ("ledger", "ticket", "outbox", "person")  # a desk that has worked has rows in one of them
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError, binascii.Error)


class DamagedArchive(MaildeskError):
    """The file is no archive of ours, or not as it was written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """An archive whose seal and checksums were found right."""

    file: Path
    schema: str
    made_at: datetime
    tables: dict[str, dict[str, Any]]
    numbers: dict[str, int]


def open_archive(file: Path, key: bytes, instance: str) -> Archive:
    """Return an archive after reading all of it and holding every table against its checksum.

    DamagedArchive with a sentence when it is damaged, changed, of another desk, or written by a newer maildesk.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive, file)
            _refuse_foreign(manifest, file, key, instance)
            for name, told in manifest["tables"].items():
                _check_member(archive, file, name, told)
    except OSError as error:
        raise DamagedArchive(
            f"{file} cannot be read ({error.strerror}); name a file that maildesk backup wrote."
        ) from None
    except _BROKEN:
        raise DamagedArchive(f"{file} is no backup, or it is damaged; nothing was restored.") from None
    return Archive(
        file=file,
        schema=manifest["schema"],
        made_at=read_instant(manifest["made_at"]),
        tables=manifest["tables"],
        numbers=manifest["numbers"],
    )


def _manifest(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise DamagedArchive(f"{file} is no backup of a desk; nothing was restored.")
    manifest = json.loads(archive.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise DamagedArchive(f"{file} was written by another maildesk than this; use the version that wrote it.")
    return manifest


def _refuse_foreign(manifest: dict[str, Any], file: Path, key: bytes, instance: str) -> None:
    if manifest["instance"] != instance:
        raise DamagedArchive(
            f"{file} was made with another secret key (desk {manifest['instance']}, this key is of desk {instance}); "
            "put the saved secret.key beside the configuration first."
        )
    if not hmac.compare_digest(str(manifest["seal"]), seal_of(key, manifest)):
        raise DamagedArchive(f"{file} is not as it was written: its seal does not fit. Nothing was restored.")
    if manifest["schema"] not in known_revisions():
        raise DamagedArchive(
            f"{file} was written by a newer maildesk (schema {manifest['schema']}, this one knows {HEAD}): "
            "install that."
        )


def _check_member(archive: zipfile.ZipFile, file: Path, name: str, told: dict[str, Any]) -> None:
    whole, count = hashlib.sha256(), 0
    with archive.open(member_of(name)) as member:
        for line in member:
            whole.update(line)
            count += 1
    if whole.hexdigest() != told["sha256"] or count != told["rows"]:
        raise DamagedArchive(f"{file} is damaged: its table {name} is not as it was written. Nothing was restored.")


def fill(database: Database, archive: Archive, now: datetime, *, force: bool) -> int:
    """Put the rows of an archive into a database, which is brought to this program's shape afterwards.

    Mails that waited to be sent when the backup was made are held, because they have probably left since; returns how
    many. MaildeskError when the database has data and `force` is not given; with it they are dropped. Nothing is left
    half done: everything happens in one transaction.
    """
    try:
        with own_connection(database) as connection:
            if not force and _has_data(connection):
                raise MaildeskError(
                    f"The database {database.where} has data already; nothing was restored. Name an empty one in "
                    "[database] url, or write --force to lose what is there."
                )
            _drop_everything(connection)
            upgrade_on(connection, archive.schema)
            with zipfile.ZipFile(archive.file) as opened:
                for name, told in archive.tables.items():
                    _fill_table(connection, opened, name, told)
            _set_numbers(connection, archive.numbers)
            upgrade_on(connection)
            held = _note_gap(connection, archive.made_at, now)
    except DBAPIError as error:
        better = sentence_of(error, database.where)
        raise (better if better is not error else error) from error
    database.engine.dispose()  # prepared statements of the tables that are gone
    return held


def _note_gap(connection: Connection, since: datetime, until: datetime) -> int:
    """Remember of which time the data know nothing, and hold what may have been sent in it."""
    for key, moment in ((GAP_SINCE, since), (GAP_UNTIL, until)):
        connection.execute(delete(meta).where(meta.c.key == key))
        connection.execute(insert(meta).values(key=key, value=instant(moment)))
    held = connection.execute(
        update(outbox)
        .where(outbox.c.state.in_(["queued", "sending"]))
        .values(state="queued", next_try_at=None, lease_owner=None, lease_until=None, error=MAY_HAVE_LEFT)
    )
    return held.rowcount


def _has_data(connection: Connection) -> bool:
    there = set(inspect(connection).get_table_names())
    return any(
        connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in _TELLING
        if name in there
    )


def _drop_everything(connection: Connection) -> None:
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP FUNCTION IF EXISTS event_append_only() CASCADE"))


def _fill_table(connection: Connection, archive: zipfile.ZipFile, name: str, told: dict[str, Any]) -> None:
    columns = [column(each, UtcTime()) if kind == "time" else column(each) for each, kind in told["columns"]]
    statement = insert(table(name, *columns))
    rows = _rows(archive, name, told)
    while batch := list(islice(rows, _AT_ONCE)):
        connection.execute(statement, batch)


def _rows(archive: zipfile.ZipFile, name: str, told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    with archive.open(member_of(name)) as member:
        for line in member:
            yield {
                each: _cell(kind, cell) for (each, kind), cell in zip(told["columns"], json.loads(line), strict=True)
            }


def _cell(kind: str, cell: Any) -> Any:
    if cell is None or kind == "plain":
        return cell
    return read_instant(cell) if kind == "time" else base64.b64decode(cell)


def _set_numbers(connection: Connection, numbers: dict[str, int]) -> None:
    """Let each table go on behind the last number it gave away."""
    for name, last in numbers.items():
        if connection.dialect.name == "sqlite":
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            connection.execute(
                text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), {"name": name, "last": last}
            )
            continue
        key = inspect(connection).get_pk_constraint(name)["constrained_columns"][0]
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, :key), :last, :used)"),
            {"name": name, "key": key, "last": max(last, 1), "used": last > 0},
        )
