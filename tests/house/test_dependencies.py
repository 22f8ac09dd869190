"""Every library that is imported is asked for in pyproject, and every one asked for is imported."""

import ast
import re
import sys
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
# The name under which a library is imported, where it is not the name of its package.
IMPORTED_AS = {
    "mail-parser": "mailparser",
    "mail-devel": "mail_devel",
    "proxy-protocol": "proxyprotocol",
    "python-multipart": "multipart",
}
# Wanted though no line imports it: starlette reads forms with it, zoneinfo and SQLAlchemy find them by themselves.
# cronsim is asked for ahead of the calendar rules of preventive maintenance.
NEVER_IMPORTED = {"python-multipart", "tzdata", "psycopg", "cronsim"}


def imported(folder: Path) -> set[str]:
    roots: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                roots |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                roots.add(node.module.split(".")[0])
    return roots - sys.stdlib_module_names - {"maildesk"}


def wished() -> set[str]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    extras = (wish for group in project["optional-dependencies"].values() for wish in group)
    wishes = [*project["dependencies"], *extras]
    return {re.split(r"[\[<>=!~; ]", wish)[0] for wish in wishes} - {"maildesk"}


def test_every_imported_library_is_asked_for() -> None:
    known = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in wished()}

    assert imported(CHECKOUT / "maildesk") - known == set()


def test_every_library_asked_for_is_used() -> None:
    used = imported(CHECKOUT / "maildesk")

    assert {n for n in wished() - NEVER_IMPORTED if IMPORTED_AS.get(n, n.replace("-", "_")) not in used} == set()
