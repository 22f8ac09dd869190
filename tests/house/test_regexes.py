"""No customer's mail can keep a regular expression busy: none repeats without end what already repeats without end."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from re import _constants as words  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
ENDLESS = 50  # repeats; fewer cannot hurt a line of bounded length

# Looked at by a person: each round of the outer repeat needs a character that the inner one cannot take.
LINEAR_ALL_THE_SAME = {
    "maildesk/mail/addr_spec.py": "a dot, which no atom holds",
    "maildesk/store/ticket_rows.py": "a colon after each prefix",
}


def repeats_a_repeat(tree: Any, inside: bool = False) -> bool:
    """Say whether an endless repeat holds another one; then matching may take exponential time."""
    for kind, what in tree:
        if kind in (words.MAX_REPEAT, words.MIN_REPEAT):
            endless = what[1] is words.MAXREPEAT or what[1] > ENDLESS
            found = (endless and inside) or repeats_a_repeat(what[2], inside or endless)
        elif kind is words.SUBPATTERN:
            found = repeats_a_repeat(what[3], inside)
        elif kind is words.BRANCH:
            found = any(repeats_a_repeat(branch, inside) for branch in what[1])
        elif kind in (words.ASSERT, words.ASSERT_NOT):
            found = repeats_a_repeat(what[1], inside)
        else:
            found = False  # atomic groups and possessive repeats never go back
        if found:
            return True
    return False


def compiled_at_import() -> list[tuple[str, str, int]]:
    program = [sys.executable, "-W", "ignore", "-m", "tests.house.patterns_of_the_house"]
    out = subprocess.run(program, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    rows = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    return [(row["place"], row["pattern"], row["flags"]) for row in rows]


def written_in_calls() -> list[tuple[str, str, int]]:
    """Patterns that stand as a literal in a call like `re.findall("…", text)`."""
    found = []
    for path in (CHECKOUT / "maildesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
                    text = first.value if isinstance(first.value, str) else first.value.decode("latin-1")
                    found.append((str(path.relative_to(CHECKOUT)), text, 0))
    return found


def test_no_pattern_repeats_a_repeat() -> None:
    patterns = compiled_at_import() + written_in_calls()
    guilty = {
        f"{place}: {pattern[:80]}"
        for place, pattern, flags in patterns
        if place not in LINEAR_ALL_THE_SAME and repeats_a_repeat(parser.parse(pattern, flags))
    }

    assert len(patterns) > 100
    assert guilty == set()


@pytest.mark.parametrize("pattern", [r"(a+)+", r"(?:\s*x\s*)*", r"(?:a|b*)*", r"(?=(?:a*)*)", r"(a{1,60})*"])
def test_the_look_finds_a_planted_repeat(pattern: str) -> None:
    assert repeats_a_repeat(parser.parse(pattern))


@pytest.mark.parametrize("pattern", [r"a+b+", r"(?:a{1,3})*", r"(?:ab)+", r"[^<>]*>", r"(?:a|b)+"])
def test_the_look_lets_linear_patterns_be(pattern: str) -> None:
    assert not repeats_a_repeat(parser.parse(pattern))


def test_no_text_of_a_mail_becomes_a_pattern() -> None:
    # A pattern built from a value must quote it; what is built from our own tables says so by its capital name.
    guilty = []
    for path in (CHECKOUT / "maildesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            if ast.unparse(node.func) not in {
                f"re.{name}" for name in ("match", "search", "fullmatch", "findall", "sub", "split")
            }:
                continue
            pattern = ast.unparse(node.args[0])
            literal = isinstance(node.args[0], ast.Constant)
            if not literal and "re.escape(" not in pattern and not re.fullmatch(r"_?[A-Z][A-Z_]*(\[.*\])?", pattern):
                guilty.append(f"{path.relative_to(CHECKOUT)}:{node.lineno} {pattern}")

    assert guilty == []
