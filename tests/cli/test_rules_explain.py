"""`maildesk rules explain`: the table a person reads and the document a script reads."""

import io
import json
from datetime import UTC, datetime
from typing import Any

from maildesk.cli.rules import explain, rule_on, ruling_json
from maildesk.desk.desk import Desk
from maildesk.desk.people import Organisation, People
from maildesk.desk.rules import parse_rules
from maildesk.mail.letter import Address, Letter

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LETTER = Letter(
    message_id="<a@example.org>",
    sender=Address(name="Ann", address="ann@example.org"),
    subject="Printer [bold]broken[/bold]",
    text="It is broken.",
)
RULES: tuple[dict[str, Any], ...] = (
    {"name": "outage", "when": {"subject_any": "outage"}, "set": {"impact": "high"}},
    {"name": "printers", "when": {"subject_any": "printer"}, "set": {"team": "it", "stop": True}},
    {"name": "rest", "set": {"team": "desk"}},
)


def desk(*tables: dict[str, Any]) -> Desk:
    ruleset, problems = parse_rules(tables)
    assert problems == ()
    acme = Organisation(name="Acme", domains=("example.org",), vip=True)
    return Desk(rules=ruleset, people=People(organisations=(acme,)))


def written(*tables: dict[str, Any], as_json: bool = False) -> str:
    out = io.StringIO()
    assert explain(LETTER, rule_on(LETTER, desk(*tables), NOON), out, as_json=as_json, width=120) == 0
    return out.getvalue()


def test_the_table_says_of_each_rule_whether_by_what_and_what_it_changed() -> None:
    lines = written(*RULES).splitlines()

    assert lines[0] == "Printer [bold]broken[/bold] - from ann@example.org"
    assert [line.split()[:3] for line in lines[2:5]] == [
        ["1", "outage", "no"],
        ["2", "printers", "yes"],
        ["3", "rest", "-"],
    ]
    assert "subject has 'printer'" in lines[3]
    assert "team it" in lines[3]
    assert "not asked: rule 2 said stop" in lines[4]
    assert lines[-1] == "Outcome: priority normal (impact medium, urgency medium); team it."


def test_without_rules_the_defaults_are_named() -> None:
    assert "There are no rules; the desk's defaults apply." in written()


def test_the_document_holds_outcome_and_trace() -> None:
    document = json.loads(written(*RULES, as_json=True))

    assert document["message_id"] == "<a@example.org>"
    assert (document["priority"], document["team"], document["owner"]) == ("normal", "it", None)
    assert document["rules"][1]["because"] == [
        {"condition": "subject_any", "held": True, "words": "subject has 'printer'"}
    ]
    assert document["rules"][1]["effects"] == [{"field": "team", "value": "it", "applied": True}]
    assert document["rules"][2]["skipped"] == "rule 2 said stop"


def test_the_sender_s_organisation_is_known_to_the_rules() -> None:
    vip = {"name": "vip", "when": {"vip": True, "organisation": "Acme"}, "set": {"urgency": "high"}}

    assert ruling_json(LETTER, rule_on(LETTER, desk(vip), NOON))["urgency"] == "high"
