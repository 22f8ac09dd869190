"""Opens a desk's data to look or to put one thing right: without migrating, without secrets."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maildesk.errors import ConfigurationError, MaildeskError
from maildesk.settings.place import find_place
from maildesk.store.database import Database
from maildesk.store.transaction import Transaction


@contextmanager
def looking(config: Path) -> Iterator[Transaction | None]:
    """Open a reading transaction; None while the desk has no data yet.

    Raises ConfigurationError when the data was written by another version of maildesk.
    """
    place = find_place(config)
    if place.database_file is not None and not place.database_file.exists():
        yield None
        return
    database = Database(place.database_url)
    try:
        if not _is_ready(database):
            yield None
            return
        with database.reading() as tx:
            yield tx
    finally:
        database.close()


@contextmanager
def changing(config: Path) -> Iterator[Database]:
    """Open the data of a desk to change them; MaildeskError while the desk has none."""
    place = find_place(config)
    none = MaildeskError("This desk has no data yet; start maildesk run first.")
    if place.database_file is not None and not place.database_file.exists():
        raise none
    database = Database(place.database_url)
    try:
        if not _is_ready(database):
            raise none
        yield database
    finally:
        database.close()


def _is_ready(database: Database) -> bool:
    from sqlalchemy.exc import DBAPIError

    from maildesk.store.migrate import HEAD, schema_version
    from maildesk.store.trouble import sentence_of

    try:
        version = schema_version(database)
    except DBAPIError as error:
        better = sentence_of(error, database.where)
        raise (better if better is not error else error) from error
    if version not in (HEAD, None):
        sentence = (
            f"The database {database.where} has schema {version}, this maildesk knows {HEAD}: "
            "use the version that wrote it, or start maildesk run once to bring the data up to date."
        )
        raise ConfigurationError((sentence,))
    return version is not None
