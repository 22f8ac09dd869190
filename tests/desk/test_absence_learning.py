"""An engineer's absence: learned from a proven vacation reply only, and over when the engineer writes again."""

from dataclasses import replace

import pytest

from maildesk.desk.assignment import AssignmentRequest, Workload, choose_owner
from maildesk.desk.classifying import availability
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, LearnedAbsence, LedgerState
from maildesk.desk.desk import Desk
from maildesk.desk.digest import DayFigures, DigestData, digest_view
from maildesk.desk.notices import responsible
from maildesk.desk.people import Absence, Staff
from maildesk.desk.situation import Situation
from maildesk.mail.letter import Address, Kind, Trust
from tests.desk.builders import (
    ANN,
    CHEN,
    LI,
    NOW,
    WANG,
    a_desk,
    a_machine,
    a_situation,
    a_ticket,
    by_reply,
    mails_of,
    proof,
    staff_answers,
)

AWAY = Absence(first="2026-11-18", last="2026-12-04")


def vacation(
    words: str = "I am on holiday until 4 December.", *, desk: Desk | None = None, **changes: object
) -> Situation:
    ticket = a_ticket()
    sender = Address(name=WANG.name, address=WANG.address)
    values = {"sender": sender, "clues": by_reply(ticket), "text": words, "reply": words} | changes
    letter = a_machine("L10", **values)
    return a_situation(letter, ticket, desk=desk or a_desk())


def learned(situation: Situation) -> list[tuple[str, Absence | None]]:
    return [(each.staff_id, each.absence) for each in decide(situation, NOW).absences]


def test_a_proven_vacation_reply_is_believed_and_told() -> None:
    decision = decide(vacation(), NOW)
    assert decision.absences == (LearnedAbsence(staff_id="wang", absence=AWAY, ledger_id=17),)
    assert mails_of(decision) == []
    assert decision.verdict is not None
    assert decision.verdict.reason.endswith(
        "Wang Wei is away until 2026-12-04, as the vacation reply says (it names the day)"
    )


@pytest.mark.parametrize("trust", [Trust.FAILED, Trust.UNKNOWN, Trust.LIKELY])
def test_one_that_is_not_proven_is_only_noted(trust: Trust) -> None:
    decision = decide(vacation(proof=proof(Trust.PROVEN, staff=trust)), NOW)
    assert decision.absences == ()
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.TICKET
    assert any("not proven" in reason for reason in decision.reasons)


def test_one_that_names_no_day_is_believed_for_a_week() -> None:
    assert learned(vacation("I am on holiday.")) == [("wang", Absence(first="2026-11-18", last="2026-11-24"))]


def test_a_site_may_set_another_length_or_learn_nothing() -> None:
    short, never = replace(a_desk(), absence_days=2), replace(a_desk(), absence_days=0)
    assert learned(vacation("I am on holiday.", desk=short)) == [
        ("wang", Absence(first="2026-11-18", last="2026-11-19"))
    ]
    assert learned(vacation(desk=never)) == []


@pytest.mark.parametrize(
    "changes",
    [{"sender": ANN}, {"kind": Kind.BULK}, {"kind": Kind.BOUNCE}, {"text": "Received, thank you.", "reply": ""}],
)
def test_customers_lists_bounces_and_receipts_make_nobody_absent(changes: dict[str, object]) -> None:
    assert learned(vacation(**changes)) == []


def absent(desk: Desk | None = None) -> Desk:
    return replace(desk or a_desk(), learned={"wang": AWAY})


def test_whoever_is_away_by_a_vacation_reply_is_passed_over_with_the_reason() -> None:
    desk = absent()
    choice = choose_owner(AssignmentRequest(team="service"), desk.people, Workload(), availability(desk, NOW))
    assert choice.owner == "chen"
    assert ("wang", "is away until 2026-12-04, as the vacation reply says") in choice.passed_over


def test_the_deputy_hears_for_whoever_is_away_and_without_one_the_lead() -> None:
    def told(*staff: Staff) -> list[str]:
        desk = a_desk(staff=staff)
        team = replace(desk.people.teams[0], lead="li")
        people = type(desk.people)(staff=staff, teams=(team,))
        return [person.id for person in responsible(absent(replace(desk, people=people)), a_ticket(), NOW)]

    assert told(replace(WANG, deputy="chen"), CHEN, LI) == ["wang", "chen"]
    assert told(WANG, CHEN, LI) == ["wang", "li"]


def test_the_absence_is_over_when_the_person_writes_again() -> None:
    decision = decide(staff_answers(WANG, a_ticket(), "I replaced the cable.", desk=absent()), NOW)
    assert decision.absences == (LearnedAbsence(staff_id="wang", absence=None),)
    assert "Wang Wei writes again: the absence learned from the vacation reply is over" in decision.reasons


def test_a_forged_mail_or_that_of_a_colleague_ends_no_absence() -> None:
    def over(person: Staff, **letter: object) -> Decision:
        return decide(staff_answers(person, a_ticket(), "Done.", desk=absent(), letter=letter), NOW)

    assert over(WANG, proof=proof(Trust.FAILED)).absences == ()
    assert over(CHEN).absences == ()


def test_the_digest_says_who_is_away_and_until_when() -> None:
    view = digest_view(absent(), LI, DigestData(today=DayFigures(arrived=1)), NOW)
    assert view is not None
    assert [(line.id, line.away_until) for line in view.engineers] == [("wang", "2026-12-04")]
