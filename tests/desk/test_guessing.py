"""Forgers and guessers: a domain's own wish is heard, and codes are not found by trying (SECURITY L19, A16)."""

from dataclasses import replace

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import LedgerState
from maildesk.desk.desk import Limits
from maildesk.desk.guessing import too_many_guesses
from maildesk.mail.letter import Proof, ThreadClues, TokenClue, Trust
from tests.desk.builders import BOB, NOW, WANG, a_letter, a_situation, a_ticket, by_reply, by_token, owed, ticket_of

REFUSED = Proof(customer=Trust.FAILED, staff=Trust.FAILED, said=True, reason="dmarc=fail", refused=True)
FAILED = replace(REFUSED, refused=False)


def test_a_new_matter_from_a_domain_that_asks_for_rejection_is_held() -> None:
    decision = decide(a_situation(a_letter(proof=REFUSED)), NOW)
    assert decision.verdict is not None
    assert (decision.verdict.state, decision.verdict.check) == (LedgerState.QUARANTINE, "dmarc")
    assert owed(decision) == set()


def test_released_it_becomes_a_ticket_and_is_not_held_again() -> None:
    assert ticket_of(decide(a_situation(a_letter(proof=REFUSED), skip_check="dmarc"), NOW)).number == 0


def test_without_that_wish_it_is_a_marked_ticket_without_an_answer() -> None:
    decision = decide(a_situation(a_letter(proof=FAILED)), NOW)
    assert owed(decision) == {("assignment", WANG.address)}


def test_on_a_ticket_it_awaits_approval_as_before() -> None:
    ticket = a_ticket()
    decision = decide(a_situation(a_letter(proof=REFUSED, clues=by_reply(ticket)), ticket), NOW)
    assert owed(decision) == {("approval_request", WANG.address)}


def test_wrong_codes_of_somebody_who_takes_no_part_are_counted() -> None:
    ticket = a_ticket()
    tokens = tuple(TokenClue(token=f"ACME-{n}-00000", number=n, valid=False) for n in (7, 8, 9))
    letter = a_letter(sender=BOB, clues=ThreadClues(subject=tokens))
    assert decide(a_situation(letter, ticket), NOW).wrong_codes == (BOB.address, 3)


def test_a_customer_who_mistypes_his_own_code_and_a_right_code_count_nothing() -> None:
    ticket = a_ticket()
    assert decide(a_situation(a_letter(clues=by_token(ticket, valid=False)), ticket), NOW).wrong_codes is None
    assert decide(a_situation(a_letter(sender=BOB, clues=by_token(ticket)), ticket), NOW).wrong_codes is None


def test_after_too_many_even_a_right_code_of_a_stranger_is_not_looked_up() -> None:
    ticket = a_ticket()
    situation = a_situation(a_letter(sender=BOB, clues=by_token(ticket)), ticket)
    assert ticket_of(decide(situation, NOW)).number == 7
    assert ticket_of(decide(replace(situation, guessing="too many"), NOW)).number == 0


def test_a_participant_is_never_kept_out_by_the_guesses_of_others() -> None:
    ticket = a_ticket()
    situation = a_situation(a_letter(clues=by_token(ticket)), ticket, guessing="too many")
    assert ticket_of(decide(situation, NOW)).number == 7


@pytest.mark.parametrize(
    ("of_address", "of_desk", "over"), [(19, 199, False), (20, 0, True), (0, 200, True), (0, 0, False)]
)
def test_twenty_of_an_address_or_two_hundred_of_the_desk_are_too_many(
    of_address: int, of_desk: int, over: bool
) -> None:
    assert bool(too_many_guesses(Limits(), of_address, of_desk)) is over
    off = Limits(wrong_codes_per_address_day=0, wrong_codes_per_hour=0)
    assert not too_many_guesses(off, of_address, of_desk)
