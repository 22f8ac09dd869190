"""How much is sent to whom (SECURITY 2.3), and what becomes of the rest."""

from dataclasses import fields, replace

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import LedgerState
from maildesk.desk.desk import Limits
from maildesk.desk.flooding import FLOOD_TAG
from maildesk.desk.situation import Situation
from maildesk.mail.letter import Trust
from tests.desk.builders import (
    ANN,
    NOW,
    WANG,
    a_desk,
    a_letter,
    a_situation,
    a_ticket,
    by_token,
    owed,
    proof,
    ticket_of,
)

ACK = ("acknowledgement", ANN.address)


def counted(**counts: int) -> Situation:
    plain = a_situation()
    return replace(plain, counts=replace(plain.counts, **counts))


@pytest.mark.parametrize(
    ("count", "limit"),
    [
        ("ack_address_hour", 3),
        ("ack_address_day", 5),
        ("ack_domain_hour", 100),
        ("ack_minute", 60),
        ("automatic_address_day", 10),
        ("tickets_address_hour", 20),
    ],
)
def test_below_a_limit_a_mail_is_acknowledged_and_at_the_limit_there_is_silence_with_a_reason(
    count: str, limit: int
) -> None:
    assert ACK in owed(decide(counted(**{count: limit - 1}), NOW))
    silent = decide(counted(**{count: limit}), NOW)
    assert ACK not in owed(silent)
    assert any(f"the limit of {limit}" in reason for reason in silent.reasons)
    assert ticket_of(silent).number == 0


@pytest.mark.parametrize("count", ["ack_address_hour", "ack_minute", "automatic_address_day", "tickets_address_hour"])
def test_a_limit_of_zero_is_none(count: str) -> None:
    none = Limits(**{each.name: 0 for each in fields(Limits)})
    assert ACK in owed(decide(replace(counted(**{count: 10_000}), desk=a_desk(limits=none)), NOW))


def test_the_first_mail_beyond_the_limit_of_tickets_opens_the_one_that_collects_and_is_told() -> None:
    decision = decide(counted(tickets_address_hour=20), NOW)
    assert FLOOD_TAG in ticket_of(decision).tags
    assert {kind for kind, _ in owed(decision)} == {"assignment"}


def test_every_further_mail_joins_the_collecting_ticket_without_telling_anybody() -> None:
    flood = a_ticket(50, tags=(FLOOD_TAG,))
    decision = decide(replace(counted(tickets_address_hour=20), flood=flood), NOW)
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.TICKET
    assert ticket_of(decision).number == 50
    assert len(decision.works[0].messages) == 1
    assert owed(decision) == set()


def test_a_reply_on_an_own_ticket_is_no_flood() -> None:
    ticket, flood = a_ticket(), a_ticket(50, tags=(FLOOD_TAG,))
    plain = a_situation(a_letter(clues=by_token(ticket)), ticket, flood=flood)
    decision = decide(replace(plain, counts=replace(plain.counts, tickets_address_hour=20)), NOW)
    assert ticket_of(decision).number == ticket.number
    assert owed(decision) == {("customer_answered", WANG.address)}


def test_an_unproven_address_is_acknowledged_once_a_day_where_that_is_allowed_at_all() -> None:
    from maildesk.desk.desk import AckRequire

    desk = a_desk(ack_require=AckRequire.NOT_FAILED)
    letter = a_letter(proof=proof(Trust.UNKNOWN))
    plain = a_situation(letter, desk=desk)
    assert ACK in owed(decide(plain, NOW))
    assert ACK not in owed(decide(replace(plain, counts=replace(plain.counts, ack_address_day=1)), NOW))
