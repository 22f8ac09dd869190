"""Quarantine, explain, rules, audit and status: what an operator asks and does."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from tests.cli.command import Ran, maildesk
from tests.journeys.desk_world import DeskWorld

HOLD = '[[rule]]\nname = "held"\nwhen = { subject_any = ["invoice"] }\nset = { hold = "looks like fraud" }\n'


@pytest.fixture
def held(open_desk: Callable[..., DeskWorld]) -> DeskWorld:
    """A desk with one mail that a rule held (id 1) and one ticket (mail 2)."""
    desk = open_desk(rules=HOLD)
    desk.writes("Ann <ann@example.com>", "Your invoice", "Pay at once.")
    desk.writes("Bo <bo@example.org>", "Printer", "It burns.")
    desk.run()
    return desk


def ran(desk: DeskWorld, *words: str, code: int = 0) -> Ran:
    done = maildesk(*words, config=desk.config)
    assert done.code == code, done.out + done.err
    assert "Traceback" not in done.err
    return done


def test_quarantine_alone_lists(held: DeskWorld) -> None:
    (row,) = ran(held, "quarantine", "--json").json

    assert (row["id"], row["from"], row["reason"]) == (1, "ann@example.com", "looks like fraud")
    assert ran(held, "quarantine", "list", "--json-lines").lines == [row]


def test_a_released_mail_is_decided_without_the_check_that_held_it(held: DeskWorld) -> None:
    assert ran(held, "quarantine", "release", "1").out == "Mail 1 will be decided without the check that held it.\n"
    held.run()

    assert ran(held, "quarantine", "--json").json == []
    assert ran(held, "mails", "--json").json[0]["state"] == "ticket"


def test_a_retried_mail_meets_the_same_check_again(held: DeskWorld) -> None:
    ran(held, "quarantine", "retry", "1")
    held.run()

    assert ran(held, "quarantine", "--json").json[0]["id"] == 1


def test_a_discarded_mail_is_ignored_with_a_reason(held: DeskWorld) -> None:
    ran(held, "quarantine", "discard", "1")

    row = ran(held, "mails", "--json").json[0]
    assert (row["state"], row["reason"]) == ("ignored", "discarded by the operator")


def test_what_is_held_for_its_author_is_not_released_by_others(desk: DeskWorld) -> None:
    desk.writes("Wang Wei <wang@desk.example.com>", "Hi", "#list", proof="fail")
    desk.run()
    (row,) = ran(desk, "quarantine", "--json").json
    assert row["held_for"] == "wang"

    done = ran(desk, "quarantine", "release", str(row["id"]), code=1)

    assert "only that person can release it" in done.err
    assert ran(desk, "quarantine", "--json").json == [row]


def test_all_or_none_of_several_mails_are_changed(held: DeskWorld) -> None:
    done = ran(held, "quarantine", "discard", "1", "2", code=1)

    assert done.err == "Mail 2 does not lie in quarantine: its state is ticket.\n"
    assert len(ran(held, "quarantine", "--json").json) == 1


def test_a_held_mail_is_shown_with_its_words(held: DeskWorld) -> None:
    assert ran(held, "quarantine", "show", "1", "--json").json["text"].strip() == "Pay at once."
    assert "Pay at once." in ran(held, "quarantine", "show", "1").out


def test_explain_tells_how_a_mail_was_decided(held: DeskWorld) -> None:
    message_id = ran(held, "mails", "--json").json[1]["message_id"]

    (mail,) = ran(held, "explain", message_id, "--json").json["mails"]
    words = ran(held, "explain", message_id).out

    assert mail["state"] == "ticket"
    assert mail["letter"]["trust"]["customer"] == 3
    assert mail["reasons"]
    assert "decided   ticket 1" in words
    assert "sender    proven" in words


def test_explain_tells_the_events_of_a_ticket_with_their_reasons(held: DeskWorld) -> None:
    token = ran(held, "tickets", "--json").json[0]["token"]

    found = ran(held, "explain", token, "--json").json

    assert found["mails"] == []
    assert found["ticket"]["events"][0]["kind"] == "opened"
    assert all(event["reason"] for event in found["ticket"]["events"])
    assert f"Ticket 1 [{token}]" in ran(held, "explain", token).out


def test_explain_tells_which_rules_fired_and_which_did_not_and_what_was_sent(held: DeskWorld) -> None:
    matched = set()
    for ledger_id in ("1", "2"):
        (mail,) = ran(held, "explain", ledger_id, "--json").json["mails"]
        words = ran(held, "explain", ledger_id).out
        matched |= {rule["matched"] for rule in mail["rules"]}
        for rule in mail["rules"]:
            assert f"{'+' if rule['matched'] else '-'} {rule['number']} {rule['name']}" in words
        for sent in mail["sent"]:
            assert f"sent      {sent['kind'].replace('_', ' ')} to {sent['to']}, {sent['state']}" in words
    assert matched == {True, False}
    assert {sent["kind"] for sent in mail["sent"]} >= {"acknowledgement", "assignment"}


def test_explain_of_a_ticket_names_who_was_written_to(held: DeskWorld) -> None:
    (ticket,) = (row for row in ran(held, "tickets", "--json").json if row["number"] == 1)
    found = ran(held, "explain", ticket["token"], "--json").json["ticket"]
    sent = [event for event in found["events"] if event["kind"] == "mail_sent"]

    assert sent
    assert all("@" in event["to"] for event in sent)
    assert f"mail sent: {sent[0]['mail']} → {sent[0]['to']}" in ran(held, "explain", ticket["token"]).out


@pytest.mark.parametrize("wanted", ["<nobody@example.com>", "77", "nonsense"])
def test_explain_says_when_nothing_is_known(held: DeskWorld, wanted: str) -> None:
    assert ran(held, "explain", wanted, code=1).err.startswith("Nothing is known by")


def test_rules_explain_a_kept_mail_and_a_file(held: DeskWorld) -> None:
    file = held.folder / "one.eml"
    file.write_bytes(b"From: a@example.com\r\nTo: support@desk.example.com\r\nSubject: invoice 7\r\n\r\nx\r\n")

    assert ran(held, "rules", "explain", "1", "--json").json["hold"] == "looks like fraud"
    assert ran(held, "rules", "explain", str(file), "--json").json["hold"] == "looks like fraud"
    assert "looks like fraud" in ran(held, "rules", "explain", "1").out


def test_rules_check_tells_an_example_that_does_not_come_out(held: DeskWorld) -> None:
    assert ran(held, "rules", "check").out == "1 rules can be used, and their 0 examples come out as written.\n"
    rules = HOLD + '[[rule.example]]\nsubject = "Something else"\n'
    (held.folder / "rules.toml").write_text(rules, encoding="utf-8")

    done = ran(held, "rules", "check", code=1)

    assert done.out.startswith("rules.toml: rule 1 (held), example 1: the rule does not match it")


def test_audit_tells_an_event_that_was_changed(held: DeskWorld) -> None:
    assert ran(held, "audit", "verify", "--json").json["ok"] is True
    database = held.desktop.database
    sqlite, postgresql = ["event_no_update", "event_no_delete"], ["event_append_only ON event"]
    with database.engine.begin() as connection:
        for name in sqlite if database.is_sqlite else postgresql:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE event SET actor = 'nobody' WHERE ticket = 1 AND seq = 2"))

    done = ran(held, "audit", "verify", "--json", code=1)

    assert done.json["faults"] == [{"ticket": 1, "seq": 2, "sentence": "Event 2 of ticket 1 is not as it was written."}]


def test_status_is_red_while_nobody_has_looked_into_a_mailbox(desk: DeskWorld) -> None:
    row = ran(desk, "status", "--json", code=1).json

    assert row["ok"] is False
    assert row["mailboxes"][0]["last_seen_at"] is None


def test_status_is_green_after_a_pass_of_now(open_desk: Callable[..., DeskWorld]) -> None:
    from datetime import UTC, datetime

    from tests.journeys.desk_world import SetClock

    desk = open_desk(clock=SetClock(datetime.now(UTC)))
    desk.run()

    row = ran(desk, "status", "--json").json

    assert {name: row[name] for name in ("pending", "quarantine", "queued", "sending", "uncertain", "failed")} == {
        "pending": 0, "quarantine": 0, "queued": 0, "sending": 0, "uncertain": 0, "failed": 0,
    }  # fmt: skip
    assert ran(desk, "status").out.endswith("All is well.\n")
