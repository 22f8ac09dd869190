"""#merge and #split: what becomes one ticket, what becomes two, who is told and what is refused."""

from dataclasses import replace

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, TicketWork
from maildesk.desk.lookups import CustomerMessage, LookedUp, number_in
from maildesk.desk.outgoing import CustomerView, MessageKind, TranscriptView
from maildesk.desk.people import Staff
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.desk.timers import timers_of
from tests.desk.builders import (
    ANN,
    BOB,
    CHEN,
    LI,
    NOW,
    WANG,
    ZHAO,
    a_desk,
    a_sent_mail,
    a_situation,
    a_ticket,
    ago,
    by_reply,
    mails_of,
    owed,
    staff_answers,
    staff_letter,
)

OLD = a_ticket(5, requester=BOB, participants=(BOB,), subject="Printer dead", owner="chen")


def done(words: str, *others: Ticket, ticket: Ticket | None = None, person: Staff = WANG, **found: object) -> Decision:
    situation = staff_answers(person, ticket or a_ticket(), words)
    looked_up = LookedUp(tickets={each.number: each for each in others}, **found)  # type: ignore[arg-type]
    return decide(replace(situation, looked_up=looked_up), NOW)


def lines(decision: Decision) -> list[str]:
    view = next(mail.view for mail in mails_of(decision) if isinstance(mail.view, TranscriptView))
    return [line.result for line in view.lines]


def work_on(decision: Decision, number: int) -> TicketWork:
    return next(work for work in decision.works if work.ticket.number == number)


@pytest.mark.parametrize("words", ["#merge 5", "#merge #5", "#合并 5", "#合併 ACME-5-7KQX2", "merge 5"])
def test_a_ticket_becomes_part_of_another_with_its_people_and_its_conversation(words: str) -> None:
    decision = done(words, OLD)
    source, target = work_on(decision, 7), work_on(decision, 5)
    assert (source.ticket.merged_into, source.ticket.state) == (5, State.CLOSED)
    assert [person.address for person in target.ticket.participants] == [BOB.address, ANN.address]
    assert target.ticket.requester == BOB
    assert target.taken_over == (7,)
    assert timers_of(a_desk(), source.ticket, NOW) == ()


def test_the_customers_of_the_merged_ticket_are_told_under_their_own_number_and_subject() -> None:
    decision = done("#merge 5", OLD)
    ((kind, to, view),) = [
        (mail.kind, mail.to, mail.view) for mail in mails_of(decision) if isinstance(mail.view, CustomerView)
    ]
    assert (kind, to.address, view.number, view.merged_into) == (MessageKind.PROGRESS, ANN.address, 7, 5)
    assert "dead" not in view.subject


def test_the_engineer_of_the_ticket_that_goes_on_is_told_and_the_transcript_names_who_joins() -> None:
    decision = done("#merge 5", OLD)
    assert ("customer_answered", CHEN.address) in owed(decision)
    assert lines(decision) == [f"Part of ticket 5 now; both numbers lead there. Takes part there now: {ANN.address}."]


def test_a_merge_is_no_closing_and_asks_for_no_score() -> None:
    decision = done("#merge 5", OLD)
    source = work_on(decision, 7)
    assert source.ticket.closings == 0
    assert "closed" not in {kind for kind, _ in owed(decision)}
    assert [change.kind.value for change in source.changes if change.kind.value == "state_changed"] == []


def test_words_beside_a_merge_go_to_the_customers_of_the_merged_ticket() -> None:
    decision = done("We see the same fault elsewhere.\n#merge 5", OLD)
    assert {to for kind, to in owed(decision) if kind == "answer"} == {ANN.address}


@pytest.mark.parametrize(
    ("words", "target", "sentence"),
    [
        ("#merge", None, "#merge needs the number"),
        ("#merge soon", None, "#merge needs the number"),
        ("#merge 99", None, "There is no ticket 99"),
        ("#merge 7", a_ticket(7), "is this ticket itself"),
        ("#merge 5", replace(OLD, team="network", owner=None), "belongs to team network"),
        ("#merge 5", replace(OLD, state=State.CLOSED), "is closed"),
        ("#merge 5", replace(OLD, type=TicketType.COMPLAINT, owner="wang"), "complaint stays apart"),
        ("#merge 5", replace(OLD, type=TicketType.COMPLAINT), "only supervisors"),
        ("#merge 5\n#close", OLD, "contradicts"),
        ("#merge 5\n#split", OLD, "contradicts"),
        ("#split", None, "no second message"),
        ("#new for bob@elsewhere.example.net", None, "names no ticket"),
    ],
)
def test_what_cannot_become_one_stays_apart(words: str, target: Ticket | None, sentence: str) -> None:
    decision = done(words, *([target] if target else []))
    assert any(sentence in line for line in lines(decision)), lines(decision)
    assert {kind for kind, _ in owed(decision)} == {"command_error"}
    assert [work.ticket.merged_into for work in decision.works] == [None]


def test_a_chain_of_merges_never_comes_back_to_its_beginning() -> None:
    # 9 was merged into 7: the store follows the merge, so that 9 is found as 7 itself.
    decision = done("#merge 9", last_message={}, ticket=a_ticket(7))
    assert "There is no ticket 9." in lines(decision)
    looked_up = LookedUp(tickets={9: a_ticket(7)})
    again = decide(replace(staff_answers(WANG, a_ticket(7), "#merge 9"), looked_up=looked_up), NOW)
    assert "9 is this ticket itself; write the number of the other one." in lines(again)


def test_a_foreign_engineer_merges_nothing() -> None:
    decision = done("#merge 5", OLD, ticket=a_ticket(team="service"), person=ZHAO)
    assert {kind for kind, _ in owed(decision)} == {"command_error"}


LAST = CustomerMessage(row=31, ledger_id=12, author=BOB, text="And the scanner?", at=ago(hours=1), alone=False)


@pytest.mark.parametrize(("words", "subject"), [("#split", "Printer broken"), ("#拆分 Scanner 坏了", "Scanner 坏了")])
def test_the_last_message_of_a_customer_becomes_a_linked_ticket_of_its_writer(words: str, subject: str) -> None:
    decision = done(words, ticket=a_ticket(participants=(ANN, BOB)), last_message={7: LAST})
    new = work_on(decision, 0)
    assert (new.ticket.subject, new.ticket.requester, new.ticket.linked_to) == (subject, BOB, 7)
    assert (new.ticket.team, new.ticket.owner, new.ticket.state) == ("service", "wang", State.OPEN)
    assert new.taken_messages == (31,)
    assert {("acknowledgement", BOB.address), ("assignment", WANG.address)} <= owed(decision)


def test_the_only_message_of_a_ticket_stays_there() -> None:
    decision = done("#split", last_message={7: replace(LAST, alone=True)})
    assert "no second message" in lines(decision)[0]


@pytest.mark.parametrize("order", ["merge 5", "split", "new for bob@elsewhere.example.net"])
def test_a_line_of_a_digest_neither_merges_nor_splits(order: str) -> None:
    digest = a_sent_mail(MessageKind.DIGEST, LI.address, items=("7",))
    letter = staff_letter(LI, f"7 {order}", clues=by_reply(None))
    decision = decide(a_situation(letter, a_ticket(), sent_mails=(digest,)), NOW)
    assert "needs a mail of its own" in lines(decision)[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1042", 1042), ("#1042", 1042), ("[ACME-1042-7KQX2]", 1042), ("acme-1042", 1042), ("", None), ("10 42", None),
     ("soon", None), ("1" * 13, None)],
)  # fmt: skip
def test_a_number_is_named_in_many_ways(text: str, number: int | None) -> None:
    assert number_in(text) == number


def test_a_ticket_on_which_an_answer_waits_for_a_mentor_is_not_merged() -> None:
    decision = done("#merge 5", OLD, ticket=a_ticket(review_since=ago(hours=1)))
    assert any("waits for a mentor" in line for line in lines(decision))
