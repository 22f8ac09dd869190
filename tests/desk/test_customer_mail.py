"""A customer's mail: who is believed for what (SECURITY 3), and what it does to the ticket (SERVICE, the ticket)."""

from dataclasses import replace

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import ChangeKind, LedgerState, Visibility
from maildesk.desk.desk import AckRequire, CcPolicy
from maildesk.desk.outgoing import MessageKind, StaffView
from maildesk.desk.people import Absence
from maildesk.desk.situation import PersonRecord, Situation
from maildesk.desk.ticket import Level, Priority, State, StateSpan, TicketType
from maildesk.mail.letter import Address, Attachment, Trust
from tests.desk.builders import (
    ANN,
    BOB,
    CHEN,
    LI,
    NOW,
    WANG,
    a_desk,
    a_letter,
    a_sent_mail,
    a_situation,
    a_ticket,
    ago,
    by_reply,
    by_token,
    customer_answers,
    mails_of,
    owed,
    proof,
    staff_letter,
    ticket_of,
)

T0, T1, T2, T3 = Trust.FAILED, Trust.UNKNOWN, Trust.LIKELY, Trust.PROVEN
ACK = ("acknowledgement", ANN.address)
PHOTO = Attachment(part="2", filename="photo.png", content_type="image/png", size=9, sha256="0" * 64)


def notice_of(decision: object, kind: MessageKind = MessageKind.ASSIGNMENT) -> StaffView:
    view = next(mail.view for mail in mails_of(decision) if mail.kind is kind)  # type: ignore[arg-type]
    assert isinstance(view, StaffView)
    return view


# --- the action table


@pytest.mark.parametrize("trust", [T0, T1, T2, T3])
def test_a_new_ticket_needs_no_proof(trust: Trust) -> None:
    decision = decide(a_situation(a_letter(proof=proof(trust))), NOW)
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.TICKET
    assert ticket_of(decision).number == 0


@pytest.mark.parametrize(
    ("require", "trust", "known", "acknowledged"),
    [
        (AckRequire.AUTHENTICATED, T0, True, False),
        (AckRequire.AUTHENTICATED, T1, True, False),
        (AckRequire.AUTHENTICATED, T2, False, True),
        (AckRequire.AUTHENTICATED, T3, False, True),
        (AckRequire.KNOWN, T1, False, False),
        (AckRequire.KNOWN, T1, True, True),
        (AckRequire.KNOWN, T0, True, False),
        (AckRequire.NOT_FAILED, T1, False, True),
        (AckRequire.NOT_FAILED, T0, True, False),
    ],
)
def test_an_acknowledgement_needs_the_proof_the_site_asks_for(
    require: AckRequire, trust: Trust, known: bool, acknowledged: bool
) -> None:
    person = PersonRecord(address=ANN.address, proven=known)
    situation = a_situation(a_letter(proof=proof(trust)), person=person, desk=a_desk(ack_require=require))
    assert (ACK in owed(decide(situation, NOW))) is acknowledged


@pytest.mark.parametrize(
    ("trust", "visibility"),
    [(T0, Visibility.PENDING), (T1, Visibility.PUBLIC), (T2, Visibility.PUBLIC), (T3, Visibility.PUBLIC)],
)
def test_a_reply_into_the_own_ticket_joins_unless_the_sender_is_proven_false(
    trust: Trust, visibility: Visibility
) -> None:
    ticket = a_ticket(state=State.PENDING)
    situation = a_situation(a_letter(clues=by_token(ticket), proof=proof(trust)), ticket)
    decision = decide(situation, NOW)
    assert [message.visibility for message in decision.works[0].messages] == [visibility]
    assert ticket_of(decision).state is (State.PENDING if trust is T0 else State.OPEN)


def test_a_forged_reply_into_the_own_ticket_is_shown_to_the_owner_as_not_proven() -> None:
    ticket = a_ticket()
    decision = decide(a_situation(a_letter(clues=by_token(ticket), proof=proof(T0)), ticket), NOW)
    assert any("not proven" in line for line in notice_of(decision, MessageKind.APPROVAL_REQUEST).cautions)


def test_a_forged_reply_that_nobody_approved_becomes_a_ticket_of_its_own_and_not_a_circle() -> None:
    ticket = a_ticket()
    letter = a_letter(clues=by_token(ticket), proof=proof(T0))
    decision = decide(a_situation(letter, ticket, skip_check="stranger"), NOW)
    assert (ticket_of(decision).number, ticket_of(decision).linked_to) == (0, 7)
    assert ACK not in owed(decision)


@pytest.mark.parametrize(("trust", "state"), [(T1, State.RESOLVED), (T2, State.CLOSED), (T3, State.CLOSED)])
def test_a_yes_closes_only_when_the_sender_is_likely(trust: Trust, state: State) -> None:
    ticket = a_ticket(state=State.RESOLVED)
    situation = a_situation(a_letter("Yes, solved.", clues=by_token(ticket), proof=proof(trust)), ticket)
    assert ticket_of(decide(situation, NOW)).state is state


def test_a_reply_that_names_our_mail_to_this_address_is_believed_like_a_link() -> None:
    ticket = a_ticket(state=State.RESOLVED)
    situation = customer_answers(ticket, "Yes, solved.", letter={"proof": proof(T1)})
    assert ticket_of(decide(situation, NOW)).state is State.CLOSED


def test_an_unproven_yes_is_asked_for_again_by_link() -> None:
    ticket = a_ticket(state=State.RESOLVED)
    letter = a_letter("Yes, solved.", clues=by_token(ticket), proof=proof(T1))
    decision = decide(a_situation(letter, ticket, desk=a_desk(base_url="https://desk.example.com")), NOW)
    assert ("resolution", ANN.address) in owed(decision)


@pytest.mark.parametrize(
    ("sender", "policy", "trust", "copied", "takes_part"),
    [
        (ANN, CcPolicy.SAME_DOMAIN, T3, "eve@customer.example.org", True),
        (ANN, CcPolicy.SAME_DOMAIN, T2, "eve@customer.example.org", False),
        (ANN, CcPolicy.SAME_DOMAIN, T3, "eve@other.example.net", False),
        (ANN, CcPolicy.OFF, T3, "eve@customer.example.org", False),
        (ANN, CcPolicy.ANY, T3, "eve@other.example.net", True),
        (ANN, CcPolicy.ANY, T1, "eve@other.example.net", False),
        (ANN, CcPolicy.ANY, T3, WANG.address, False),
        (ANN, CcPolicy.ANY, T3, "support+x@desk.example.com", False),
        (Address(address="ann@gmail.com"), CcPolicy.SAME_DOMAIN, T3, "eve@gmail.com", False),
    ],
)
def test_a_copied_person_takes_part_by_the_policy_only(
    sender: Address, policy: CcPolicy, trust: Trust, copied: str, takes_part: bool
) -> None:
    letter = a_letter(sender=sender, cc=(Address(address=copied),), proof=proof(trust))
    decision = decide(a_situation(letter, desk=a_desk(cc=policy)), NOW)
    assert ticket_of(decision).takes_part(copied) is takes_part


def test_at_most_five_copied_people_take_part_and_the_others_are_shown_with_a_ready_line() -> None:
    crowd = tuple(Address(address=f"p{number}@customer.example.org") for number in range(7))
    decision = decide(a_situation(a_letter(cc=crowd)), NOW)
    assert len(ticket_of(decision).participants) == 6
    assert notice_of(decision).suggestions == ("#cc p5@customer.example.org, p6@customer.example.org",)


def test_a_participant_who_is_not_the_requester_adds_nobody() -> None:
    eve, mate = Address(address="eve@customer.example.org"), Address(address="mate@customer.example.org")
    ticket = a_ticket(participants=(ANN, eve))
    decision = decide(a_situation(a_letter(sender=eve, cc=(mate,), clues=by_token(ticket)), ticket), NOW)
    assert not ticket_of(decision).takes_part(mate.address)
    assert notice_of(decision, MessageKind.CUSTOMER_ANSWERED).suggestions == ("#cc mate@customer.example.org",)


@pytest.mark.parametrize(
    ("reply_to", "takes_part", "caution"),
    [
        ("helpdesk@mail.customer.example.org", True, False),
        ("ann.private@customer.example.org", True, False),
        ("ann@attacker.example.net", False, True),
    ],
)
def test_a_reply_to_takes_part_only_within_the_requesters_organisation(
    reply_to: str, takes_part: bool, caution: bool
) -> None:
    decision = decide(a_situation(a_letter(reply_to=(Address(address=reply_to),))), NOW)
    assert ticket_of(decision).takes_part(reply_to) is takes_part
    assert any("Reply-To names another domain" in line for line in notice_of(decision).cautions) is caution


# --- the flow of a ticket


@pytest.mark.parametrize(
    ("state", "words", "after", "told"),
    [
        (State.NEW, "More about it.", State.NEW, True),
        (State.OPEN, "More about it.", State.OPEN, True),
        (State.PENDING, "Here is the log.", State.OPEN, True),
        (State.ON_HOLD, "Any news?", State.ON_HOLD, True),
        (State.RESOLVED, "Yes, it works. Thanks!", State.CLOSED, False),
        (State.RESOLVED, "OK thanks", State.CLOSED, False),
        (State.RESOLVED, "Thanks!", State.RESOLVED, False),
        (State.RESOLVED, "谢谢", State.RESOLVED, False),
        (State.RESOLVED, "No, still broken.", State.OPEN, True),
        (State.RESOLVED, "还是不行", State.OPEN, True),
        (State.RESOLVED, "Thanks, but the scanner fails now.", State.OPEN, True),
        (State.RESOLVED, "Solved?", State.OPEN, True),
        (State.CLOSED, "Thank you very much", State.CLOSED, False),
        (State.CLOSED, "Yes, it works", State.CLOSED, False),
        (State.CLOSED, "It is broken again.", State.OPEN, True),
        (State.CLOSED, "5", State.CLOSED, False),
        (State.CLOSED, "5 - kind", State.CLOSED, True),
    ],
)
def test_a_customers_answer_moves_the_ticket_as_the_manual_says(
    state: State, words: str, after: State, told: bool
) -> None:
    answering = MessageKind.CLOSED if state is State.CLOSED else MessageKind.RESOLUTION
    decision = decide(customer_answers(a_ticket(state=state), words, answering=answering), NOW)
    assert ticket_of(decision).state is after
    assert (("customer_answered", WANG.address) in owed(decision)) is told


def test_reopening_keeps_the_owner_raises_the_urgency_counts_and_starts_a_new_response_clock() -> None:
    ticket = a_ticket(state=State.RESOLVED, answered_at=ago(hours=3))
    after = ticket_of(decide(customer_answers(ticket, "Still broken."), NOW))
    assert (after.owner, after.urgency, after.reopened) == ("wang", Level.HIGH, 1)
    assert (after.response_since, after.answered_at) == (NOW, None)
    assert after.priority is Priority.URGENT


def test_reopening_never_lowers_a_priority_that_was_set_directly() -> None:
    ticket = a_ticket(state=State.RESOLVED, impact=Level.LOW, urgency=Level.LOW, priority=Priority.URGENT)
    assert ticket_of(decide(customer_answers(ticket, "Still broken."), NOW)).priority is Priority.URGENT


def test_the_fourth_reopening_within_a_day_changes_nothing_but_the_owner_reads_it() -> None:
    spans: list[StateSpan] = []
    for hour in (9, 7, 5):
        spans += [
            StateSpan(state=State.RESOLVED, since=ago(hours=hour)),
            StateSpan(state=State.OPEN, since=ago(hours=hour - 1)),
        ]
    spans.append(StateSpan(state=State.RESOLVED, since=ago(hours=1)))
    ticket = a_ticket(state=State.RESOLVED, spans=tuple(spans))
    decision = decide(customer_answers(ticket, "No!"), NOW)
    assert ticket_of(decision).state is State.RESOLVED
    assert ("customer_answered", WANG.address) in owed(decision)


def test_a_yes_with_a_file_beside_it_is_read_by_a_person() -> None:
    decision = decide(customer_answers(a_ticket(state=State.RESOLVED), "ok", letter={"attachments": (PHOTO,)}), NOW)
    assert ticket_of(decision).state is State.OPEN


def test_a_yes_with_the_picture_of_a_signature_still_closes() -> None:
    logo = replace(PHOTO, inline=True, content_id="logo")
    decision = decide(customer_answers(a_ticket(state=State.RESOLVED), "Yes", letter={"attachments": (logo,)}), NOW)
    assert ticket_of(decision).state is State.CLOSED


def test_the_status_is_told_to_the_proven_sender_alone() -> None:
    ticket = a_ticket(participants=(ANN, BOB))
    assert owed(decide(customer_answers(ticket, "status"), NOW)) == {("progress", ANN.address)}
    unproven = a_letter("进度", clues=by_token(ticket), proof=proof(T1))
    assert owed(decide(a_situation(unproven, ticket), NOW)) == {("customer_answered", WANG.address)}


def test_stop_mutes_the_requesters_ticket_and_the_person() -> None:
    decision = decide(customer_answers(a_ticket(), "退订"), NOW)
    assert ticket_of(decision).muted
    assert [person.muted for person in decision.persons] == [True]


def test_the_stop_of_somebody_else_does_not_silence_the_requester() -> None:
    ticket = a_ticket(participants=(ANN, BOB))
    decision = decide(a_situation(a_letter("stop", sender=BOB, clues=by_token(ticket)), ticket), NOW)
    assert not ticket_of(decision).muted
    assert [(person.address, person.muted) for person in decision.persons] == [(BOB.address, True)]


def test_a_forged_stop_mutes_nobody() -> None:
    ticket = a_ticket()
    decision = decide(a_situation(a_letter("stop", clues=by_token(ticket), proof=proof(T1)), ticket), NOW)
    assert not ticket_of(decision).muted


def test_a_new_ticket_of_a_muted_person_is_muted_and_not_acknowledged() -> None:
    decision = decide(a_situation(person=PersonRecord(address=ANN.address, muted=True)), NOW)
    assert ticket_of(decision).muted
    assert ACK not in owed(decision)


# --- classification


def test_a_mail_to_the_complaints_address_is_told_to_supervisors_only() -> None:
    decision = decide(replace(a_situation(), mailbox="complaints"), NOW)
    assert ticket_of(decision).type is TicketType.COMPLAINT
    assert ticket_of(decision).owner is None
    assert owed(decision) == {("complaint", ANN.address), ("assignment", LI.address)}


def test_no_engineer_hears_of_a_later_mail_on_a_complaint() -> None:
    ticket = a_ticket(type=TicketType.COMPLAINT, owner=None)
    assert owed(decide(customer_answers(ticket, "And he was rude."), NOW)) == {("customer_answered", LI.address)}


def rule(**then: object) -> list[dict[str, object]]:
    return [{"name": "r", "when": {"subject_any": ["printer"]}, "set": then}]


def ruled(**then: object) -> Situation:
    return a_situation(desk=a_desk(rules=rule(**then)))


def test_a_rule_sets_asset_tags_policy_and_owner() -> None:
    ticket = ticket_of(decide(ruled(asset="HP-4200", tags=["printer"], policy="gold", owner="chen"), NOW))
    assert (ticket.asset, ticket.tags, ticket.policy, ticket.owner) == ("HP-4200", ("printer",), "gold", "chen")


def test_a_rule_names_the_variant_of_the_acknowledgement() -> None:
    decision = decide(ruled(template="vip"), NOW)
    assert [mail.variant for mail in mails_of(decision) if mail.kind is MessageKind.ACKNOWLEDGEMENT] == ["vip"]


@pytest.mark.parametrize(("key", "state"), [("hold", LedgerState.QUARANTINE), ("drop", LedgerState.IGNORED)])
def test_a_rule_that_holds_or_drops_is_passed_by_a_release(key: str, state: LedgerState) -> None:
    situation = ruled(**{key: "newsletter"})
    held = decide(situation, NOW)
    assert held.verdict is not None
    assert (held.verdict.state, held.verdict.reason, held.verdict.check) == (state, "newsletter", "rule")
    assert ticket_of(decide(replace(situation, skip_check="rule"), NOW)).number == 0


def test_who_was_passed_over_is_told_with_the_reason() -> None:
    decision = decide(ruled(owner="gone"), NOW)
    assert any("Passed over: Gone Long (is suspended)." in reason for reason in decision.reasons)


def test_the_first_event_of_a_ticket_says_why_its_owner_was_chosen_and_others_were_not() -> None:
    desk = a_desk(staff=(replace(WANG, absences=(Absence(first="2026-11-18", last="2026-11-20"),)), CHEN, LI))
    (work,) = decide(a_situation(desk=desk), NOW).works
    reason = next(change.reason for change in work.changes if change.kind is ChangeKind.OPENED)
    assert "Chen Jing is the least loaded: 0 open of a capacity of 10." in reason
    assert "Passed over: Wang Wei (is away until 2026-11-20)." in reason


@pytest.mark.parametrize(("count", "matches"), [(2, False), (3, True)])
def test_a_rule_counts_open_tickets_not_all_tickets(count: int, matches: bool) -> None:
    rules: list[dict[str, object]] = [{"name": "busy", "when": {"open_tickets": 3}, "set": {"tags": ["busy"]}}]
    plain = a_situation(desk=a_desk(rules=rules), person=PersonRecord(address=ANN.address, tickets=50))
    situation = replace(plain, counts=replace(plain.counts, open_tickets=count))
    assert (ticket_of(decide(situation, NOW)).tags == ("busy",)) is matches


def test_a_mail_without_a_reliable_sender_is_quarantined() -> None:
    decision = decide(a_situation(a_letter(sender=None)), NOW)
    assert decision.verdict is not None
    assert (decision.verdict.state, decision.works) == (LedgerState.QUARANTINE, ())


def test_a_forged_mail_teaches_nothing_of_the_person() -> None:
    letter = a_letter(sender=Address(name="Boss", address=ANN.address), proof=proof(T0))
    (person,) = decide(a_situation(letter), NOW).persons
    assert (person.name, person.proven, person.language) == (None, None, None)


# --- staff as customers


def test_an_engineers_own_request_is_a_ticket_without_an_acknowledgement() -> None:
    decision = decide(a_situation(staff_letter(WANG, "My chair is broken.")), NOW)
    assert ticket_of(decision).requester.address == WANG.address
    assert "acknowledgement" not in {kind for kind, _ in owed(decision)}


def test_an_engineers_reply_on_his_own_request_is_a_customers_message() -> None:
    me = Address(name=WANG.name, address=WANG.address)
    ticket = a_ticket(requester=me, participants=(me,), owner="chen")
    ours = a_sent_mail(MessageKind.ANSWER, WANG.address, ticket)
    letter = staff_letter(WANG, "The wheel too.", clues=by_reply(ticket))
    decision = decide(a_situation(letter, ticket, sent_mails=(ours,)), NOW)
    assert owed(decision) == {("customer_answered", "chen@desk.example.com")}
