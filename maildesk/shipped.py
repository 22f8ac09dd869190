"""Finds the templates and the example configuration that come with maildesk, in a wheel or in a checkout."""

from pathlib import Path
from typing import Literal

from maildesk.errors import ConfigurationError

Name = Literal["templates", "config"]

_PACKAGE = Path(__file__).resolve().parent


def shipped_folder(name: Name) -> Path:
    """Return the folder that came with this installation.

    A wheel carries it inside the package; in a checkout it stands beside the package.
    Raises `ConfigurationError` when neither is there: the installation is not complete.
    """
    for place in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise ConfigurationError(
        (f"The folder {name} that comes with maildesk is missing beside {_PACKAGE}: install maildesk again.",)
    )


def search_path(name: Name, own: Path | None) -> tuple[Path, ...]:
    """Return the folders to look in, the operator's first.

    `own` is the operator's folder, None when there is none; it need not hold every file: what it
    lacks is taken from the shipped folder. Raises `ConfigurationError` when `own` is not a folder.
    """
    if own is None:
        return (shipped_folder(name),)
    if not own.is_dir():
        raise ConfigurationError((f"{own} is not a folder: write the folder that holds your own {name}.",))
    return (own, shipped_folder(name))
