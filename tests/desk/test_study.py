"""What the reading process works out is exactly what deciding asks for."""

import pytest

from maildesk.desk import intake_record, rule_words, ticket_words
from maildesk.desk.decide import decide
from maildesk.desk.intake import IntakeRecord
from maildesk.desk.remembered import Remembered
from maildesk.desk.study import Study, remember, study_of
from maildesk.desk.words_key import KNOWN, words_key
from maildesk.mail.letter import Kind
from tests.desk.builders import NOW, a_desk, a_letter, a_situation, a_ticket, by_token, ticket_of

STUDIED = Study(
    words=("studied",), intake=IntakeRecord(what="studied", understood=True), folded="studied", words_key="studied"
)


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for known in (ticket_words.KNOWN, intake_record.KNOWN, rule_words.KNOWN, KNOWN):
        monkeypatch.setattr(known, "_known", {})


def test_a_letter_is_studied_as_it_would_be_without() -> None:
    letter = a_letter("The printer in room 5 is broken since Monday.", subject="[ACME-1-AAAAA] Printer", language="en")

    study = study_of(letter, "ACME")

    assert study is not None
    assert study.words == ticket_words.words_of_text(letter.text)
    assert study.intake == intake_record.read_intake(f"Printer\n{letter.text}", "en")
    assert study.folded == rule_words.folded(letter.text)
    assert study.words_key == words_key(letter)


def test_mail_of_machines_is_not_studied() -> None:
    assert study_of(a_letter(kind=Kind.AUTO_REPLY), "ACME") is None


def test_the_first_mail_of_a_ticket_is_decided_with_what_was_studied() -> None:
    letter = a_letter("Nothing of this is read again.", subject="Printer")
    situation = a_situation(letter)
    remember(letter, situation.desk.read.prefix, STUDIED)

    intake = ticket_of(decide(situation, NOW)).intake

    assert intake is not None
    assert intake.what == "studied"
    assert ticket_words.words_of_text(letter.text) == ("studied",)
    assert words_key(letter) == "studied"


def test_rules_look_at_what_was_studied() -> None:
    letter = a_letter("Nothing of this is read again.", subject="Printer")
    rule = {"name": "marked", "when": {"body_any": ["studied"]}, "set": {"tags": ["marked"]}}
    situation = a_situation(letter, desk=a_desk(rules=[rule]))
    remember(letter, situation.desk.read.prefix, STUDIED)

    assert "marked" in ticket_of(decide(situation, NOW)).tags


def test_an_answer_on_a_ticket_is_decided_with_what_was_studied() -> None:
    ticket = a_ticket(intake=IntakeRecord(understood=True))
    letter = a_letter("Nothing of this is read again.", clues=by_token(ticket))
    situation = a_situation(letter, ticket)
    remember(letter, situation.desk.read.prefix, STUDIED)

    intake = ticket_of(decide(situation, NOW)).intake

    assert intake is not None
    assert intake.what == "studied"


def test_what_was_not_studied_is_worked_out_when_it_is_asked_for() -> None:
    remember(a_letter("Another mail."), "ACME", STUDIED)

    assert "broken" in ticket_words.words_of_text("The printer is broken.")


def test_the_oldest_result_is_forgotten_first() -> None:
    known: Remembered[int, str] = Remembered(2)
    for number in (1, 2, 1, 3):
        known.put(number, str(number))

    assert [known.get(number) for number in (1, 2, 3)] == [None, "2", "3"]
