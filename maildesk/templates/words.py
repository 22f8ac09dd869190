"""The small words of a language and the looks of a mail: two TOML tables beside the templates."""

import tomllib
from pathlib import Path
from typing import Any

from maildesk.errors import ConfigurationError
from maildesk.templates.sheet import StyleSheet, as_attributes

_BASE_LANGUAGE = "en"


class Words:
    """A table of words; `w.count` is a table again, `w.reply_marker` a text. A missing word is an AttributeError."""

    def __init__(self, table: dict[str, Any]) -> None:
        for key, value in table.items():
            setattr(self, key, Words(value) if isinstance(value, dict) else value)

    def get(self, key: str) -> str | None:
        """Return the word of a key, None when the table does not have it."""
        word = self.__dict__.get(key)
        return word if isinstance(word, str) else None


def load_words(folders: tuple[Path, ...], language: str) -> Words:
    """Return the words of a language; what it does not have is said in English. Raises ConfigurationError."""
    merged: dict[str, Any] = {}
    for name in dict.fromkeys((_BASE_LANGUAGE, language)):
        for folder in reversed(folders):
            _merge(merged, _read(folder / name / "words.toml"))
    return Words(merged)


def load_looks(folders: tuple[Path, ...], fonts: str) -> tuple[Words, StyleSheet]:
    """Return each look as the attributes `class` and `style`, and the style sheet for dark screens and phones.

    `styles.toml` names colours with `$name`; an operator who only wants another colour writes only that one.
    """
    table: dict[str, Any] = {}
    for folder in reversed(folders):
        _merge(table, _read(folder / "_base" / "styles.toml"))
    colours = {**table.get("colour", {}), "fonts": fonts}
    looks = {name: as_attributes(name, _fill(style, colours)) for name, style in table.get("look", {}).items()}
    dark, narrow = (
        {name: _fill(style, colours) for name, style in table.get(part, {}).items()} for part in ("dark", "narrow")
    )
    return Words(looks), StyleSheet(dark, narrow)


def _fill(style: str, colours: dict[str, str]) -> str:
    # The longest name first, so that $ink does not eat the start of $ink_soft.
    for name in sorted(colours, key=len, reverse=True):
        style = style.replace(f"${name}", colours[name])
    return style


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigurationError((f"{path}: this is not a table of words in TOML: {fault}.",)) from fault


def _merge(into: dict[str, Any], table: dict[str, Any]) -> None:
    for key, value in table.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
