"""The contract of the command line: fields, types, streams and exit codes that scripts rely on."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.command import Ran, maildesk
from tests.journeys.desk_world import DeskWorld

TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
MAIL = {
    "id": int, "mailbox": str, "uidvalidity": int, "uid": int, "message_id": str, "content_key": str,
    "received_at": str, "state": str, "ticket": (int, None), "reason": str,
}  # fmt: skip
OUTGOING = {
    "id": int, "message_id": str, "ticket": (int, None), "kind": str, "to": list, "subject": str, "state": str,
    "tries": int, "uncertain": bool, "delivery": (str, None), "error": (str, None), "next_try_at": (str, None),
    "sent_at": (str, None),
}  # fmt: skip
TICKET = {
    "number": int, "token": str, "subject": str, "state": str, "type": str, "priority": str, "team": (str, None),
    "owner": (str, None), "requester": str, "participants": list, "language": (str, None), "tags": list,
    "mailbox": str, "created_at": str, "updated_at": str, "reopened": int, "clocks": dict,
}  # fmt: skip
RULES = '[[rule]]\nname = "advertising"\nwhen = { sender_domain = "example.org" }\nset = { drop = "advertising" }\n'
SHOWN = TICKET | {"messages": list, "events": list, "outbox": list}
MESSAGE = {"direction": str, "visibility": str, "from": dict, "text": str, "attachments": list, "at": str}


def has_fields(row: dict[str, Any], fields: dict[str, Any], *, exactly: bool = True) -> None:
    if exactly:
        assert set(row) == set(fields)
    for name, kinds in fields.items():
        allowed = kinds if isinstance(kinds, tuple) else (kinds,)
        types = tuple(type(None) if kind is None else kind for kind in allowed)
        assert isinstance(row[name], types), (name, row[name])


@pytest.fixture
def worked(open_desk: Callable[..., DeskWorld]) -> DeskWorld:
    """A desk with one ticket and one ignored mail."""
    desk = open_desk(rules=RULES)
    desk.writes(
        "Ann Lee <ann@example.com>", "打印机 broken", "It says 0x11b.", attachment=("a.log", b"x", "text/plain")
    )
    desk.writes("Bo <bo@example.org>", "Buy now", "It is cheap.")
    desk.run()
    return desk


def ran(desk: DeskWorld, *words: str) -> Ran:
    done = maildesk(*words, config=desk.config)
    assert done.code == 0, done.err
    return done


def test_mails_have_the_fields_of_the_contract(worked: DeskWorld) -> None:
    rows = ran(worked, "mails", "--json").json

    assert [row["state"] for row in rows] == ["ticket", "ignored"]
    for row in rows:
        has_fields(row, MAIL)
        assert row["message_id"].startswith("<")
        assert row["received_at"] == "2026-11-16T02:00:00Z"


def test_raw_is_the_mail_as_text_with_undecodable_bytes_escaped(desk: DeskWorld) -> None:
    desk.arrives(b"From: ann@example.com\r\nTo: support@desk.example.com\r\nSubject: x\r\n\r\ncaf\xe9 \xe4\xb8\xad\r\n")
    desk.run()

    (row,) = ran(desk, "mails", "--json", "--raw").json

    has_fields(row, MAIL | {"raw": str, "message_id": (str, None)})
    assert row["raw"].endswith("caf\\xe9 中\r\n")


def test_lines_and_document_say_the_same(worked: DeskWorld) -> None:
    for command in (["mails"], ["outbox", "--all"], ["tickets"]):
        as_lines, as_document = ran(worked, *command, "--json-lines").lines, ran(worked, *command, "--json").json
        for row in (*as_lines, *as_document):
            row.pop("clocks", None)  # they run on from one command to the next
        assert as_lines == as_document


def test_outbox_has_the_fields_of_the_contract(worked: DeskWorld) -> None:
    rows = ran(worked, "outbox", "--json", "--all").json

    assert {row["kind"] for row in rows} == {"acknowledgement", "assignment"}
    for row in rows:
        has_fields(row, OUTGOING)
        assert row["state"] == "sent"
        assert all("@" in address and "<" not in address for address in row["to"])


def test_what_was_sent_is_in_the_outbox_only_when_asked_for(worked: DeskWorld) -> None:
    assert ran(worked, "outbox", "--json").json == []


def test_tickets_have_the_fields_of_the_contract(worked: DeskWorld) -> None:
    (row,) = ran(worked, "tickets", "--json").json

    has_fields(row, TICKET)
    assert row["token"].startswith(f"ACME-{row['number']}-")
    assert row["participants"] == ["ann@example.com"]
    assert row["clocks"]["response"]["due"].endswith("Z")
    assert " of 2 h" in row["clocks"]["response"]["ledger"]


def test_show_has_the_ticket_and_all_that_belongs_to_it(worked: DeskWorld) -> None:
    number = ran(worked, "tickets", "--json").json[0]["number"]

    row = ran(worked, "show", str(number), "--json").json

    has_fields(row, SHOWN, exactly=False)
    for message in row["messages"]:
        has_fields(message, MESSAGE, exactly=False)
    first = row["messages"][0]
    assert (first["direction"], first["visibility"]) == ("in", "public")
    assert first["from"] == {"name": "Ann Lee", "address": "ann@example.com"}
    assert first["attachments"][0]["filename"] == "a.log"
    assert [event["seq"] for event in row["events"]] == list(range(1, len(row["events"]) + 1))
    for mail in row["outbox"]:
        has_fields(mail, OUTGOING)


def test_a_ticket_is_shown_by_its_token_too(worked: DeskWorld) -> None:
    token = ran(worked, "tickets", "--json").json[0]["token"]

    assert ran(worked, "show", f"[{token}]", "--json").json["token"] == token


@pytest.mark.parametrize("command", [["mails"], ["outbox", "--all"], ["outbox"], ["tickets"], ["quarantine"]])
def test_lists_are_empty_before_there_is_a_database(desk: DeskWorld, command: list[str]) -> None:
    fresh = desk.folder / "fresh.toml"
    fresh.write_text(desk.config.read_text().replace("maildesk.db", "nowhere.db"), encoding="utf-8")

    as_document = maildesk(*command, "--json", config=fresh)
    as_lines = maildesk(*command, "--json-lines", config=fresh)

    assert (as_document.code, as_document.json) == (0, [])
    assert (as_lines.code, as_lines.out) == (0, "")
    assert not (desk.folder / "nowhere.db").exists()


@pytest.mark.parametrize("command", ["mails", "outbox", "tickets"])
def test_a_pipe_gets_columns_with_tabs(worked: DeskWorld, command: str) -> None:
    out = ran(worked, command, *(["--all"] if command == "outbox" else [])).out

    widths = {line.count("\t") for line in out.splitlines()}
    assert len(widths) == 1
    assert widths.pop() > 3


def test_an_unknown_number_is_something_wrong_and_no_wrong_usage(worked: DeskWorld) -> None:
    done = maildesk("show", "999999", config=worked.config)

    assert done.code == 1
    assert done.err == "There is no ticket 999999; maildesk tickets lists those there are.\n"


@pytest.mark.parametrize(
    "words", [["nonsense"], ["mails", "--nonsense"], ["show", "abc"], ["show"], ["run", "--only", "tea"], ["inspect"]]
)
def test_wrong_usage_is_two_and_says_so_on_standard_error(desk: DeskWorld, words: list[str]) -> None:
    done = maildesk(*words, config=desk.config)

    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    assert done.err


@pytest.mark.parametrize("words", [["mails"], ["run", "--once"], ["tickets"], ["status"], ["quarantine", "retry", "1"]])
def test_a_missing_configuration_is_a_sentence(tmp_path: Any, words: list[str]) -> None:
    done = maildesk(*words, config=tmp_path / "missing.toml")

    assert done.code == 1
    assert done.err.startswith("missing.toml: there is no such file")
    assert "Traceback" not in done.err


def test_the_configuration_may_be_named_in_the_environment(worked: DeskWorld) -> None:
    done = maildesk("tickets", "--json", MAILDESK_CONFIG=str(worked.config))

    assert len(done.json) == 1


def test_the_configuration_of_the_working_directory_is_the_default(worked: DeskWorld) -> None:
    assert len(maildesk("tickets", "--json", cwd=worked.folder, PYTHONPATH=_root()).json) == 1


def _root() -> str:
    import maildesk as package

    return package.__path__[0].rpartition("/")[0]
