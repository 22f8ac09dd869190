"""#undo: what is put back, what is cancelled, what has left and cannot be unsent, and what is refused."""

from dataclasses import replace

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision
from maildesk.desk.lookups import LookedUp
from maildesk.desk.outgoing import MessageKind, TranscriptView
from maildesk.desk.ticket import State
from maildesk.desk.undo_set import CommandSet, SetMail, SetPart
from tests.desk.builders import ANN, CHEN, NOW, WANG, a_ticket, ago, mails_of, owed, staff_answers

BEFORE = a_ticket(owner="wang", state=State.OPEN)
AFTER = replace(
    BEFORE, owner="chen", state=State.RESOLVED, spans=a_ticket(state=State.RESOLVED).spans, answered_at=ago(minutes=5)
)


def a_mail(number: int, kind: MessageKind, *, queued: bool, to: str = ANN.address, left: bool | None = None) -> SetMail:
    return SetMail(outbox_id=number, kind=kind, recipient=to, queued=queued, left=not queued if left is None else left)


def a_set(*parts: SetPart) -> CommandSet:
    plain = SetPart(
        row=3, ticket=AFTER, former=BEFORE, fields=("owner", "state", "spans", "answered_at"),
        mails=(a_mail(8, MessageKind.RESOLUTION, queued=True),),
    )  # fmt: skip
    return CommandSet(at=ago(minutes=5), ledger_id=12, parts=parts or (plain,))


def undone(words: str = "#undo", last: CommandSet | None = None) -> Decision:
    situation = staff_answers(WANG, AFTER, words)
    looked_up = LookedUp(undo={AFTER.number: last} if last else {})
    return decide(replace(situation, looked_up=looked_up), NOW)


def lines(decision: Decision) -> list[str]:
    view = next(mail.view for mail in mails_of(decision) if isinstance(mail.view, TranscriptView))
    return [line.result for line in view.lines]


@pytest.mark.parametrize("words", ["#undo", "undo", "#撤销", "#撤銷", "＃撤回"])
def test_the_ticket_stands_as_before_and_what_still_waits_is_cancelled(words: str) -> None:
    decision = undone(words, a_set())
    (work,) = decision.works
    assert replace(work.ticket, updated_at=BEFORE.updated_at) == BEFORE
    assert decision.undone.cancelled == (8,)
    assert decision.undone.withdrawn == (12,)
    assert decision.undone.rows == (3,)
    assert lines(decision) == [
        "Your commands of 2026-11-18 09:55 are taken back.",
        "As before: owner.",
        "As before: state.",
        "1 mail(s) were cancelled before they left.",
    ]


def test_what_has_left_is_named_and_the_answer_to_the_customer_stays_an_answer() -> None:
    part = replace(a_set().parts[0], mails=(a_mail(8, MessageKind.RESOLUTION, queued=False),))
    decision = undone(last=a_set(part))
    assert f"Left already and cannot be unsent: resolution to {ANN.address}." in lines(decision)
    assert decision.undone.cancelled == ()
    assert decision.undone.withdrawn == ()
    (work,) = decision.works
    assert (work.ticket.state, work.ticket.answered_at) == (State.OPEN, AFTER.answered_at)


def test_a_mail_that_was_refused_by_the_server_has_not_left() -> None:
    part = replace(a_set().parts[0], mails=(a_mail(8, MessageKind.RESOLUTION, queued=False, left=False),))
    decision = undone(last=a_set(part))
    assert not any("cannot be unsent" in line for line in lines(decision))
    assert decision.undone.withdrawn == (12,)


def test_who_loses_the_ticket_again_is_told() -> None:
    assert ("warning", CHEN.address) in owed(undone(last=a_set()))


def test_time_of_work_is_taken_back_by_a_row_of_its_own() -> None:
    part = replace(a_set().parts[0], spent=45)
    (work,) = undone(last=a_set(part)).works
    assert [each.minutes for each in work.spent] == [-45]


def test_a_merge_is_taken_back_on_both_tickets_with_the_conversation() -> None:
    merged = replace(a_ticket(5), merged_into=7, state=State.CLOSED)
    source = SetPart(row=4, ticket=merged, former=a_ticket(5), fields=("merged_into", "state"), moved=(31, 32))
    decision = undone(last=a_set(a_set().parts[0], source))
    works = {work.ticket.number: work for work in decision.works}
    assert works[5].ticket.merged_into is None
    assert works[5].taken_messages == (31, 32)
    assert decision.undone.rows == (3, 4)


@pytest.mark.parametrize(
    ("words", "last", "sentence"),
    [
        ("#undo", None, "nothing of yours"),
        ("#undo\n#close", a_set(), "stands alone"),
        ("Sorry!\n#undo", a_set(), "stands alone"),
        ("#undo", a_set(replace(a_set().parts[0], changed_since=("state",))), "has changed since"),
        ("#undo", a_set(replace(a_set().parts[0], opened=True)), "write #merge"),
    ],
)
def test_what_cannot_be_taken_back_is_left_alone(words: str, last: CommandSet | None, sentence: str) -> None:
    decision = undone(words, last)
    assert any(sentence in line for line in lines(decision)), lines(decision)
    assert {kind for kind, _ in owed(decision)} == {"command_error"}
    assert decision.undone.rows == ()


def test_commands_and_answers_can_be_taken_back_but_not_the_taking_back_itself() -> None:
    for words, by in (("#close", "wang"), ("Done.", "wang"), ("#undo", None)):
        situation = replace(staff_answers(WANG, a_ticket(), words), looked_up=LookedUp(undo={7: a_set()}))
        decision = decide(situation, NOW)
        assert {work.commanded_by for work in decision.works} == {by}


@pytest.mark.parametrize(("queued", "clocks"), [(True, {"resolution", "response"}), (False, {"resolution"})])
def test_clocks_run_again_but_not_the_response_to_an_answer_that_was_read(queued: bool, clocks: set[str]) -> None:
    part = replace(a_set().parts[0], mails=(a_mail(8, MessageKind.RESOLUTION, queued=queued),))
    decision = undone(last=a_set(part))
    assert {(each.ticket, each.clock.value, each.since) for each in decision.undone.clocks} == {
        (7, clock, ago(minutes=5)) for clock in clocks
    }
