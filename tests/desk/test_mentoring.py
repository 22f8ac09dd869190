"""A trainee's answers: what waits, who may release it, and that nothing leaks before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, LedgerState
from maildesk.desk.lookups import LookedUp
from maildesk.desk.on_timer import on_timer
from maildesk.desk.outgoing import CustomerView, HistoryLine, MessageKind, TranscriptView
from maildesk.desk.people import Absence, Staff
from maildesk.desk.review import Review, Reviewed
from maildesk.desk.ticket import State, TicketType
from maildesk.desk.timers import timers_of
from maildesk.mail.letter import Attachment
from tests.desk.builders import (
    ANN,
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
    ticket_of,
)

TOM = Staff(id="tom", name="Tom Lin", address="tom@desk.example.com", teams=("service",), mentor="chen")
DESK = a_desk(staff=(WANG, CHEN, ZHAO, LI, TOM))
PDF = Attachment(part="2", filename="manual.pdf", content_type="application/pdf", size=9, sha256="0" * 64)
ASKED_AT = ago(hours=1)
WAITING = Review(ledger_id=40, ticket=7, staff_id="tom", words="Restart it, dude.", asked_at=ASKED_AT)


def written(words: str, **changes: object) -> Decision:
    return decide(staff_answers(TOM, a_ticket(), words, desk=changes.pop("desk", DESK), **changes), NOW)


def answered(words: str, person: Staff = CHEN, *waiting: Review, **changes: object) -> Decision:
    """Somebody answers the review request that was sent an hour ago."""
    ticket = a_ticket(review_since=ASKED_AT)
    letter = staff_letter(person, words, clues=by_reply(ticket), **changes.pop("letter", {}))  # type: ignore[arg-type]
    request = a_sent_mail(MessageKind.REVIEW_REQUEST, person.address, ticket, created_at=ASKED_AT)
    looked_up = LookedUp(reviews={7: waiting or (WAITING,)})
    return decide(a_situation(letter, ticket, sent_mails=(request,), desk=DESK, looked_up=looked_up, **changes), NOW)


def lines(decision: Decision) -> list[str]:
    view = next(mail.view for mail in mails_of(decision) if isinstance(mail.view, TranscriptView))
    return [line.result for line in view.lines]


@pytest.mark.parametrize(
    "words", ["Restart it.", "Restart it.\n#resolve", "#update\nHalf done.", "#close done", "Which one?\n#pending 3d"]
)
def test_nothing_of_a_trainees_answer_leaves_or_is_done_before_the_mentor_has_read_it(words: str) -> None:
    decision = written(words)
    assert owed(decision) == {("review_request", CHEN.address), ("transcript", TOM.address)}
    after = ticket_of(decision)
    assert (after.state, after.answered_at, after.owner, after.review_since) == (State.OPEN, None, "wang", NOW)
    assert decision.works[0].messages == ()
    assert decision.verdict is not None
    assert (decision.verdict.state, decision.verdict.check) == (LedgerState.QUARANTINE, "mentor")
    assert decision.review_asked is not None
    assert lines(decision) == ["Your mail waits for Chen Jing; nothing of it was sent or carried out yet."]


@pytest.mark.parametrize("words", ["#resolve", "solved", "#close", "#hold", "#due friday 15:00"])
def test_what_tells_the_customer_something_waits_even_without_words(words: str) -> None:
    decision = written(words)
    assert owed(decision) == {("review_request", CHEN.address), ("transcript", TOM.address)}
    assert ticket_of(decision).state is State.OPEN


def test_a_file_alone_waits_as_well() -> None:
    assert ("review_request", CHEN.address) in owed(written("", letter={"attachments": (PDF,)}))


@pytest.mark.parametrize("words", ["#note The boss is odd.", "#assign me", "#priority urgent", "#spent 30m", "#list"])
def test_what_no_customer_reads_is_done_at_once(words: str) -> None:
    decision = written(words)
    assert "review_request" not in {kind for kind, _ in owed(decision)}
    assert decision.review_asked is None


def test_a_wrong_command_is_told_to_the_trainee_and_not_to_the_mentor() -> None:
    assert owed(written("Restart it.\n#reslove")) == {("command_error", TOM.address)}


@pytest.mark.parametrize(
    ("mentor", "asked"),
    [
        (CHEN, CHEN),
        (replace(CHEN, absences=(Absence(first="2026-11-16", last="2026-11-20", deputy="zhao"),)), ZHAO),
        (replace(CHEN, deputy="zhao", absences=(Absence(first="2026-11-16", last="2026-11-20"),)), ZHAO),
        (replace(CHEN, absences=(Absence(first="2026-11-16", last="2026-11-20"),)), WANG),
        (replace(CHEN, suspended=True), WANG),
    ],
)
def test_an_absent_mentor_is_stood_in_for(mentor: Staff, asked: Staff) -> None:
    desk = a_desk(staff=(WANG, mentor, ZHAO, LI, TOM))
    assert ("review_request", asked.address) in owed(written("Restart it.", desk=desk))


@pytest.mark.parametrize("words", ["approve", "OK", "同意", "批准"])
@pytest.mark.parametrize("person", [CHEN, WANG, LI])
def test_the_mentor_the_lead_and_supervisors_release(words: str, person: Staff) -> None:
    decision = answered(words, person)
    assert decision.releases == (40,)
    assert decision.reviewed == (Reviewed(ledger_id=40, by=person.id),)
    assert ticket_of(decision).review_since is None
    assert [mail for mail in mails_of(decision) if isinstance(mail.view, CustomerView)] == []


@pytest.mark.parametrize("person", [ZHAO, TOM])
@pytest.mark.parametrize("words", ["approve", "reject", "Better words."])
def test_nobody_else_releases_anything(person: Staff, words: str) -> None:
    decision = answered(words, replace(person, teams=("service",)))
    assert (decision.releases, decision.discards, decision.reviewed) == ((), (), ())


def test_better_words_go_out_instead_and_the_trainees_orders_with_them() -> None:
    decision = answered("Please restart the printer, dear Ann.")
    assert decision.reviewed == (Reviewed(ledger_id=40, by="chen", words="Please restart the printer, dear Ann."),)
    again = staff_answers(TOM, a_ticket(review_since=ASKED_AT), "Restart it, dude.\n#resolve", desk=DESK)
    released = decide(replace(again, skip_check="mentor", reviewed=decision.reviewed[0], trusted_by_person=True), NOW)
    (view,) = [mail.view for mail in mails_of(released) if isinstance(mail.view, CustomerView)]
    assert view.words == "Please restart the printer, dear Ann."
    assert [mail.sender_name for mail in mails_of(released) if mail.to == ANN] == ["Tom Lin (Acme Support)"]
    assert ticket_of(released).state is State.RESOLVED
    assert "Released by Chen Jing with other words." in lines(released)


def test_released_words_go_out_as_they_were_and_the_trainee_reads_by_whom() -> None:
    again = staff_answers(TOM, a_ticket(review_since=ASKED_AT), "Restart it.", desk=DESK)
    reviewed = Reviewed(ledger_id=17, by="li")
    released = decide(replace(again, skip_check="mentor", reviewed=reviewed, trusted_by_person=True), NOW)
    assert owed(released) == {("answer", ANN.address), ("transcript", TOM.address)}
    assert lines(released) == ["Released by Li Na."]
    assert ticket_of(released).review_since is None


@pytest.mark.parametrize(
    ("words", "why"), [("reject: too rude", "too rude"), ("拒绝，请客气一点", "请客气一点"), ("no", "")]
)
def test_a_rejected_answer_goes_back_with_the_reason_and_to_nobody_else(words: str, why: str) -> None:
    decision = answered(words)
    assert decision.discards == (40,)
    assert decision.releases == ()
    assert owed(decision) == {("warning", TOM.address), ("transcript", CHEN.address)}
    warning = next(mail.view for mail in mails_of(decision) if mail.kind is MessageKind.WARNING)
    assert getattr(warning, "words", None) == why


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("Fine.\n#close", "without commands"), ("", "write approve"), ("#note hm", "without commands")],
)
def test_an_answer_that_says_nothing_clear_sends_nothing(words: str, sentence: str) -> None:
    decision = answered(words)
    assert any(sentence in line for line in lines(decision)), lines(decision)
    assert owed(decision) == {("command_error", CHEN.address)}


def test_several_that_wait_are_released_one_by_one() -> None:
    other = replace(WAITING, ledger_id=41, asked_at=ago(minutes=30))
    decision = answered("approve", CHEN, WAITING, other)
    assert decision.releases == (40,)
    assert ticket_of(decision).review_since == other.asked_at


def test_what_was_settled_before_is_told_so() -> None:
    situation = answered("approve", CHEN, replace(WAITING, asked_at=NOW + timedelta(hours=1)))
    assert lines(situation) == ["Nothing waits for you on this ticket any more."]


def test_better_words_with_a_note_in_them_are_stopped() -> None:
    note = "Between us: this customer never pays before the third reminder arrives."
    line = HistoryLine(at=ago(hours=2), author="chen", direction="in", visibility="internal", text=note)
    decision = answered(f"Dear Ann, {note}", history={7: (line,)})
    assert owed(decision) == {("command_error", CHEN.address)}
    assert decision.reviewed == ()


def test_after_a_business_day_the_lead_and_the_supervisors_are_asked() -> None:
    ticket = a_ticket(review_since=ago(days=2))
    timer = next(each for each in timers_of(DESK, ticket, NOW) if each.key.startswith("review:"))
    assert timer.due_at <= NOW
    decision = on_timer(DESK, ticket, timer.key, (), NOW, "Restart it, dude.")
    assert owed(decision) == {("review_request", WANG.address), ("review_request", LI.address)}


def test_a_complaint_about_the_mentor_is_read_by_a_supervisor() -> None:
    complaint = a_ticket(type=TicketType.COMPLAINT, owner="tom", concerned=("chen",))
    decision = decide(staff_answers(TOM, complaint, "We are sorry.", desk=DESK), NOW)
    assert {to for kind, to in owed(decision) if kind == "review_request"} == {LI.address}
