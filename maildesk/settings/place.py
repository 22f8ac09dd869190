"""Where the data of a desk lies: the little that looking commands need, read without the weight of all settings."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from maildesk.errors import ConfigurationError

DEFAULT_DATABASE = "sqlite:///maildesk.db"
_SQLITE = "sqlite:///"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A configuration file and the address of its database."""

    file: Path
    database_url: str

    @property
    def database_file(self) -> Path | None:
        """The SQLite file; None when the data lies on a server."""
        return Path(self.database_url.removeprefix(_SQLITE)) if self.database_url.startswith(_SQLITE) else None


def find_place(file: Path) -> Place:
    """Read where the database is; raises ConfigurationError when the file is missing or says no address."""
    values = read_toml(file)
    table = values.get("database", {})
    url = table.get("url", DEFAULT_DATABASE) if isinstance(table, dict) else None
    if not isinstance(url, str):
        raise ConfigurationError((f"{file.name}: [database] url: write an address such as {DEFAULT_DATABASE}.",))
    return Place(file=file, database_url=beside(file, url))


def beside(file: Path, url: str) -> str:
    """Return the address with a relative SQLite file placed in the folder of the configuration file."""
    if url.startswith(_SQLITE) and url != f"{_SQLITE}:memory:":
        return f"{_SQLITE}{file.resolve().parent / url.removeprefix(_SQLITE)}"
    return url


def read_toml(path: Path) -> dict[str, object]:
    """Return what a TOML file holds; raises ConfigurationError with a sentence that says what is wrong with it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        sentence = f"there is no such file ({path}); run maildesk init to write one, or name another with --config."
    except IsADirectoryError:
        sentence = f"{path} is a folder; name the file in it, such as --config {path / 'maildesk.toml'}."
    except OSError as error:
        sentence = f"{path} cannot be read ({error.strerror}); make it readable for maildesk."
    except UnicodeDecodeError:
        sentence = "the file is not UTF-8 text; save it as UTF-8."
    except tomllib.TOMLDecodeError as error:
        sentence = f"not valid TOML: {error}; mend that line."
    raise ConfigurationError((f"{path.name}: {sentence}",))
