"""`maildesk replay` as an operator calls it."""

from pathlib import Path

from tests.cli.command import maildesk
from tests.journeys.desk_world import DeskWorld

_RULES = """
[[rule]]
name = "printers can wait"
when = { subject_any = ["printer"] }
set = { impact = "low", urgency = "low" }
"""


def test_it_tells_what_other_rules_would_change(desk: DeskWorld, tmp_path: Path) -> None:
    desk.writes("Ann Smith <ann@customer.example.org>")
    desk.run()
    rules = tmp_path / "other.toml"
    rules.write_text(_RULES, encoding="utf-8")
    found = maildesk("replay", "--since", "2020-01-01", "--rules", rules, "--json", config=desk.config)
    assert found.code == 0, found.err
    assert found.json["mails"] == 1
    changes = {each["field"]: (each["before"], each["after"]) for each in found.json["differences"][0]["changes"]}
    assert changes["priority"] == ("urgent", "low")
    told = maildesk("replay", "--since", "2020-01-01", config=desk.config)
    assert told.out == "1 mail, 0 would end differently today.\n"


def test_wrong_days_and_rules_are_sentences(desk: DeskWorld, tmp_path: Path) -> None:
    assert maildesk("replay", "--since", "yesterday", config=desk.config).code == 2
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[[rule]]\nname = "x"\nwhen = { sbject = "a" }\nset = { tags = ["b"] }\n', encoding="utf-8")
    ran = maildesk("replay", "--since", "2020-01-01", "--rules", wrong, config=desk.config)
    assert ran.code == 1
    assert "wrong.toml" in ran.err
