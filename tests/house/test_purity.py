"""The pure rooms take time, keys and bytes as arguments; what import-linter cannot see is looked at here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PURE = sorted(path for room in ("mail", "desk") for path in (CHECKOUT / "maildesk" / room).rglob("*.py"))

FORBIDDEN_CALLS = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint", "globals"}
FORBIDDEN_ATTRIBUTES = {"now", "utcnow", "today", "fromtimestamp", "localtime"}
OF_THE_CLOCK = {"datetime", "date", "dt", "time"}
FORBIDDEN_IMPORTS = {"urllib.request", "email.mime", "zoneinfo.reset_tzpath"}


def sins(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield (line, what) of every call that reads the world or the time."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) if name in FORBIDDEN_CALLS:
                    yield node.lineno, f"{name}()"
                case ast.Attribute(attr=name, value=ast.Name(id=owner)):
                    without_zone = name == "fromtimestamp" and len(node.args) + len(node.keywords) > 1
                    if owner in OF_THE_CLOCK and name in FORBIDDEN_ATTRIBUTES and not without_zone:
                        yield node.lineno, f"{owner}.{name}()"
        elif isinstance(node, ast.Global):
            yield node.lineno, "global"
        elif isinstance(node, ast.ImportFrom) and node.module in FORBIDDEN_IMPORTS:
            yield node.lineno, f"from {node.module}"
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, f"import {n.name}") for n in node.names if n.name in FORBIDDEN_IMPORTS)


@pytest.mark.parametrize("path", PURE, ids=[str(path.relative_to(CHECKOUT)) for path in PURE])
def test_a_pure_room_reads_no_file_no_time_and_keeps_no_global(path: Path) -> None:
    assert list(sins(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now(UTC)",
        "date.today()",
        "open('x')",
        "import urllib.request",
        "datetime.fromtimestamp(0)",
        "eval('1')",
    ],
)
def test_the_look_finds_a_planted_sin(line: str) -> None:
    assert list(sins(ast.parse(line)))
