"""Writes all data of a desk into one archive that either engine can be filled from, while the desk works.

The archive is a ZIP file: `tables/NAME.jsonl` holds a row a line, `manifest.json` the columns, counts and checksums,
and a seal over all of it made with the secret key. The key itself is not in it.
"""

import base64
import hashlib
import hmac
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Column, LargeBinary, Table, select, text

from maildesk.store.columns import UtcTime, instant
from maildesk.store.database import Database
from maildesk.store.migrate import schema_version
from maildesk.store.prepared import Prepared
from maildesk.store.schema import metadata
from maildesk.store.transaction import Transaction

FORMAT = 1
MANIFEST = "manifest.json"
_NOT_KEPT = frozenset({"lease"})  # who works at this moment
_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupReport:
    """What an archive holds."""

    tickets: int
    mails: int
    rows: int


def member_of(table: str) -> str:
    """Return the name of a table's file in the archive."""
    return f"tables/{table}.jsonl"


def kind_of(column: "Column[Any]") -> str:
    """Return how the cells of a column are written: `time`, `bytes`, or `plain` as JSON has them."""
    if isinstance(column.type, UtcTime):
        return "time"
    return "bytes" if isinstance(column.type, LargeBinary) else "plain"


def seal_of(key: bytes, manifest: dict[str, Any]) -> str:
    """Return the keyed hash over a manifest without its seal."""
    rest = {name: value for name, value in manifest.items() if name != "seal"}
    words = json.dumps(rest, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.digest(key, b"backup:" + words.encode(), "sha256").hex()


def write_backup(
    database: Database, out: BinaryIO, key: bytes, *, instance: str, now: datetime, folder: Path
) -> BackupReport:
    """Write one state of all data into an archive; `folder` is for a copy that SQLite makes on the way.

    Nobody waits for it: SQLite is copied by its online backup, PostgreSQL is read in one REPEATABLE READ transaction.
    """
    with (
        _steady(database, folder) as source,
        source.reading() as tx,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "schema": schema_version(source),
            "instance": instance,
            "made_at": instant(now),
            "tables": {},
        }
        for table in metadata.sorted_tables:
            if table.name not in _NOT_KEPT:
                manifest["tables"][table.name] = _write_table(tx, archive, table)
        manifest["numbers"] = _last_numbers(tx)
        manifest["seal"] = seal_of(key, manifest)
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    rows = {name: each["rows"] for name, each in manifest["tables"].items()}
    return BackupReport(tickets=rows["ticket"], mails=rows["ledger"], rows=sum(rows.values()))


@contextmanager
def _steady(database: Database, folder: Path) -> Iterator[Database]:
    """Give a database that nobody changes: a copy of SQLite's, PostgreSQL itself, whose transaction sees one state."""
    if not database.is_sqlite:
        yield database
        return
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as scratch:
        file = Path(scratch) / "copy.db"
        file.touch(mode=0o600)
        pooled = database.engine.raw_connection()
        copy = sqlite3.connect(file)
        try:
            source = pooled.driver_connection
            if source is not None:
                source.backup(copy)
        finally:
            copy.close()
            pooled.close()
        copied = Database(f"sqlite:///{file}")
        try:
            yield copied
        finally:
            copied.close()


def _write_table(tx: Transaction, archive: zipfile.ZipFile, table: Table) -> dict[str, Any]:
    columns = list(table.c)
    kinds = [kind_of(column) for column in columns]
    whole, count = hashlib.sha256(), 0
    statement = Prepared(select(*columns).order_by(*table.primary_key.columns))
    with archive.open(member_of(table.name), "w", force_zip64=True) as member:
        for row in tx.stream(statement):
            line = json.dumps([_cell(kind, cell) for kind, cell in zip(kinds, row, strict=True)], ensure_ascii=True)
            data = line.encode() + b"\n"
            whole.update(data)
            member.write(data)
            count += 1
    names = [[column.name, kind] for column, kind in zip(columns, kinds, strict=True)]
    return {"columns": names, "rows": count, "sha256": whole.hexdigest()}


def _cell(kind: str, cell: Any) -> Any:
    if cell is None or kind == "plain":
        return cell
    return instant(cell) if kind == "time" else base64.b64encode(bytes(cell)).decode("ascii")


def _last_numbers(tx: Transaction) -> dict[str, int]:
    """Return the last number that each table with numbers gave away; one that was deleted never comes back."""
    found: dict[str, int] = {}
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        if tx.on_sqlite:
            statement = select(text("seq")).select_from(text("sqlite_sequence")).where(text(f"name = '{table.name}'"))
        else:
            last = text("CASE WHEN is_called THEN last_value ELSE 0 END")
            statement = select(last).select_from(text(f"{table.name}_{column.name}_seq"))
        rows = tx.rows(Prepared(statement))
        found[table.name] = int(rows[0][0]) if rows else 0
    return found
