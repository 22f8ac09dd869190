"""Whom the desk asks how things are going, and on which day."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, LedgerState
from maildesk.desk.desk import Desk
from maildesk.desk.followup import ActiveCustomer, all_is_well, followup_round, may_be_asked
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.people import People, Staff
from tests.desk import builders
from tests.desk.builders import a_letter, a_sent_mail, a_situation, by_reply, owed, ticket_of

ANN = "ann@customer.example.org"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DESK = Desk(people=People(staff=(Staff(id="wang", name="Wang Wei", address="wang@desk.example.com"),)))
OLD = ActiveCustomer(address=ANN, newest_ticket=NOON - timedelta(days=60))


def own_day(address: str) -> date:
    """The first day of a round of an address."""
    return next(
        day
        for day in (NOON.date() + timedelta(days=n) for n in range(200))
        if followup_round(address, day, 91) is not None and followup_round(address, day - timedelta(days=1), 91) is None
    )


def asked(customer: ActiveCustomer, **later: int) -> int | None:
    day = own_day(customer.address)
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(**later)
    moved = now - NOON
    fitted = replace(
        customer,
        newest_ticket=customer.newest_ticket + moved,
        asked_at=customer.asked_at + moved if customer.asked_at else None,
    )
    return may_be_asked(DESK, fitted, now.date(), now)


def test_the_days_of_customers_are_spread_over_the_interval() -> None:
    days = Counter(own_day(f"person{number}@example.org") for number in range(2000))
    assert len(days) == 91
    assert max(days.values()) < 60


def test_an_address_has_one_stretch_of_days_in_each_interval_whatever_its_case() -> None:
    start = date(2026, 1, 1)
    rounds = Counter(followup_round(ANN, start + timedelta(days=n), 91) for n in range(91 * 4))
    del rounds[None]
    assert set(rounds.values()) <= set(range(1, 15))
    assert len(rounds) in (4, 5)
    assert followup_round(ANN.upper(), start, 91) == followup_round(ANN, start, 91)


@pytest.mark.parametrize(
    ("customer", "yes"),
    [
        (OLD, True),
        (replace(OLD, asked_at=NOON - timedelta(days=92)), True),
        (replace(OLD, asked_at=NOON - timedelta(days=90)), False),
        (replace(OLD, newest_ticket=NOON - timedelta(days=3)), False),
        (replace(OLD, open_tickets=1), False),
        (replace(OLD, address="wang@desk.example.com"), False),
    ],
)
def test_who_is_asked(customer: ActiveCustomer, yes: bool) -> None:
    assert (asked(customer) is not None) is yes


def test_after_their_stretch_of_days_they_wait_for_the_next() -> None:
    assert asked(OLD, days=13) is not None
    assert asked(OLD, days=14) is None


# --- the answers


def answered(words: str, **changes: object) -> Decision:
    """Ann replies to our question."""
    ours = a_sent_mail(MessageKind.FOLLOWUP, builders.ANN.address)
    situation = a_situation(a_letter(words, clues=by_reply(None), **changes), sent_mails=(ours,))  # type: ignore[arg-type]
    return decide(situation, builders.NOW)


@pytest.mark.parametrize(
    "words",
    ["All good, thanks!", "No, thank you.", "Everything works. Best regards, Ann Smith", "no", "No problems", "Thanks",
     "一切正常，谢谢！", "没有问题", "目前没有，谢谢", "很满意", "沒有，謝謝", "一切都好", "Nothing at the moment."],
)  # fmt: skip
def test_a_thanks_and_an_all_is_well_are_noted_and_nothing_is_sent(words: str) -> None:
    decision = answered(words)
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.IGNORED
    assert "all is well" in decision.verdict.reason
    assert owed(decision) == set()


@pytest.mark.parametrize(
    "words",
    ["The scanner is slow.", "Yes", "All good, but the printer is loud.", "No, it still fails.", "yes please call me",
     "打印机很慢", "是的", "没有解决", "一切正常，就是有点慢", "印表機壞了", "Is there a new version?"],
)  # fmt: skip
def test_a_problem_opens_a_ticket_that_says_where_it_came_from(words: str) -> None:
    decision = answered(words)
    assert ticket_of(decision).number == 0
    assert ("assignment", "wang@desk.example.com") in owed(decision)
    assert "told in answer to our question how things are going" in decision.reasons


@pytest.mark.parametrize("word", ["stop", "STOP.", "unsubscribe", "退订", "退訂", "取消订阅"])
def test_stop_is_respected_without_a_mail(word: str) -> None:
    decision = answered(word)
    assert decision.no_followup == (builders.ANN.address,)
    assert owed(decision) == set()


def test_all_is_well_is_no_answer_to_anything_else() -> None:
    assert ticket_of(decide(a_situation(a_letter("All good, thanks!")), builders.NOW)).number == 0


def test_a_long_text_is_read_by_a_person() -> None:
    assert all_is_well("all good. " * 10)
    assert not all_is_well("all good. " * 40)
