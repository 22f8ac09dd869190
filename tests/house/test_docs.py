"""The pages do not point into the void, and the decisions are counted without a gap."""

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md"), *(CHECKOUT / "templates").rglob("*.md")])
DECISIONS = sorted((CHECKOUT / "docs" / "decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(CHECKOUT)) for page in PAGES])
def test_every_link_of_the_docs_inside_the_checkout_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text())
    inner = [target for target in targets if not re.match(r"[a-z]+:", target)]

    assert [target for target in inner if not (page.parent / target).exists()] == []


def test_decisions_are_numbered_without_a_double() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]

    assert len(numbers) == len(set(numbers))
    assert set(range(1, 5)) <= set(numbers)


@pytest.mark.parametrize("page", DECISIONS, ids=[page.name for page in DECISIONS])
def test_each_decision_tells_context_decision_and_consequences(page: Path) -> None:
    text = page.read_text()

    assert re.findall(r"^## (\w+)", text, re.MULTILINE)[:3] == ["Context", "Decision", "Consequences"]
    assert "bad:" in text.lower(), "a decision without a bad consequence was not thought through"


def test_the_glossary_defines_the_words_of_the_house() -> None:
    glossary = (CHECKOUT / "docs" / "glossary.md").read_text()
    defined = {word.strip() for row in re.findall(r"^\| ([^|]+) \|", glossary, re.MULTILINE) for word in row.split(",")}
    words = """customer requester participant engineer supervisor owner ticket message note letter ledger verdict
        quarantine outbox courier clock breach escalation token carrier digest draft article held pending"""

    assert set(words.split()) | {"trust level", "check code", "on hold"} <= defined
