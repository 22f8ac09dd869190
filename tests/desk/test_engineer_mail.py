"""A mail of staff: who is believed, what the commands do, and what never reaches a customer."""

from dataclasses import replace

import pytest

from maildesk.desk.command_words import FORMS, Command
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, LedgerState, Visibility
from maildesk.desk.desk import StaffProof
from maildesk.desk.outgoing import CustomerView, HistoryLine, MessageKind, TranscriptView
from maildesk.desk.people import Staff
from maildesk.desk.situation import AwaitingMessage, HeldMail, Situation
from maildesk.desk.staff_proof import release_code
from maildesk.desk.ticket import Level, Priority, State, Ticket, TicketType
from maildesk.mail.letter import Attachment, Marks, ThreadClues, Trust
from tests.desk.builders import (
    ANN,
    BOB,
    CHEN,
    GONE,
    KEY,
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
    by_token,
    mails_of,
    owed,
    proof,
    staff_answers,
    staff_letter,
    ticket_of,
)

T0, T1, T2, T3 = Trust.FAILED, Trust.UNKNOWN, Trust.LIKELY, Trust.PROVEN
ANNS = ANN.address
PDF = Attachment(part="2", filename="manual.pdf", content_type="application/pdf", size=9, sha256="0" * 64)


def done(words: str, ticket: Ticket | None = None, person: Staff = WANG, **changes: object) -> Decision:
    return decide(staff_answers(person, ticket or a_ticket(), words, **changes), NOW)


def to_customers(decision: Decision) -> list[CustomerView]:
    return [mail.view for mail in mails_of(decision) if isinstance(mail.view, CustomerView)]


def transcript(decision: Decision) -> TranscriptView:
    return next(mail.view for mail in mails_of(decision) if isinstance(mail.view, TranscriptView))


def refused(decision: Decision) -> TranscriptView:
    """The command error of a decision that carried out nothing at all."""
    assert {kind for kind, _ in owed(decision)} == {"command_error"}
    assert all(work.messages == () for work in decision.works)
    return transcript(decision)


# --- who is believed


@pytest.mark.parametrize("staff", [T0, T1, T2])
@pytest.mark.parametrize("words", ["Here is the answer.", "#resolve", "#note secret", "#assign chen", "#close"])
def test_a_staff_mail_that_is_not_proven_does_nothing_but_ask_the_real_person(staff: Trust, words: str) -> None:
    decision = done(words, letter={"proof": proof(T2, staff)})
    assert decision.verdict is not None
    assert (decision.verdict.state, decision.verdict.held_for) == (LedgerState.QUARANTINE, "wang")
    assert decision.works == ()
    assert owed(decision) == {("release_request", WANG.address)}


@pytest.mark.parametrize(
    "letter",
    [
        {"date": ago(days=4)},
        {"date": None},
        {"marks": Marks(to_desk=False)},
    ],
    ids=["old date", "no date", "not sent to the desk"],
)
def test_a_staff_mail_that_may_be_sent_again_by_somebody_else_is_held(letter: dict[str, object]) -> None:
    decision = done("#resolve", letter=letter)
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.QUARANTINE


def test_the_real_person_is_asked_three_times_a_day_at_most() -> None:
    situation = staff_answers(WANG, a_ticket(), "#resolve", letter={"proof": proof(T1)})
    often = replace(situation, counts=replace(situation.counts, release_requests_day=3))
    assert owed(decide(often, NOW)) == set()


def test_a_mail_the_real_person_owned_is_carried_out() -> None:
    situation = replace(
        staff_answers(WANG, a_ticket(), "#resolve", letter={"proof": proof(T1)}), trusted_by_person=True
    )
    assert ticket_of(decide(situation, NOW)).state is State.RESOLVED


@pytest.mark.parametrize(
    ("words", "releases", "discards"),
    [("{code}", (3,), ()), ("yes {code}", (3,), ()), ("{code} no", (), (3,)), ("AAAA-BBBB", (), ())],
)
def test_the_code_releases_or_disowns_one_held_mail(
    words: str, releases: tuple[int, ...], discards: tuple[int, ...]
) -> None:
    code = release_code(KEY, 3, "wang")
    held = HeldMail(ledger_id=3, staff_id="wang", held_at=ago(hours=1), subject="x")
    letter = staff_letter(WANG, words.format(code=code), proof=proof(T1))
    decision = decide(a_situation(letter, held=(held,)), NOW)
    assert (decision.releases, decision.discards) == (releases, discards)


def test_a_code_is_worth_nothing_after_a_day() -> None:
    held = HeldMail(ledger_id=3, staff_id="wang", held_at=ago(hours=25), subject="x")
    letter = staff_letter(WANG, release_code(KEY, 3, "wang"), proof=proof(T1))
    assert decide(a_situation(letter, held=(held,)), NOW).releases == ()


def test_a_suspended_person_does_nothing_and_is_not_asked() -> None:
    decision = done("#close", person=GONE)
    assert decision.verdict is not None
    assert (decision.verdict.state, owed(decision)) == (LedgerState.QUARANTINE, set())


def test_a_suspended_person_releases_nothing() -> None:
    held = HeldMail(ledger_id=3, staff_id="gone", held_at=ago(hours=1), subject="x")
    letter = staff_letter(GONE, release_code(KEY, 3, "gone"))
    assert decide(a_situation(letter, held=(held,)), NOW).releases == ()


def test_a_reply_code_counts_for_the_ticket_of_its_notice_only() -> None:
    desk = a_desk(staff_proof=StaffProof.REPLY_CODE)
    one, other = a_ticket(7), a_ticket(8)
    letter = {"proof": proof(T1)}
    assert ticket_of(done("Hello.", one, letter=letter, desk=desk)).number == 7
    notice = a_sent_mail(MessageKind.ASSIGNMENT, WANG.address, one)
    clues = replace(by_token(other), own_ids=())
    foreign = a_situation(staff_letter(WANG, "Hello.", clues=clues, proof=proof(T1)), other, desk=desk,
                          sent_mails=(notice,))  # fmt: skip
    assert decide(foreign, NOW).works == ()
    with_notice = replace(foreign, letter=replace(foreign.letter, clues=replace(clues, own_ids=by_reply(one).own_ids)))
    assert decide(with_notice, NOW).works == ()


def test_a_reply_code_does_not_open_a_digest() -> None:
    digest = a_sent_mail(MessageKind.DIGEST, LI.address, items=("7",))
    letter = staff_letter(LI, "7 assign chen", clues=by_reply(None), proof=proof(T1))
    desk = a_desk(staff_proof=StaffProof.REPLY_CODE)
    decision = decide(a_situation(letter, a_ticket(), sent_mails=(digest,), desk=desk), NOW)
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.QUARANTINE


# --- an answer


def test_an_answer_goes_to_every_participant_from_the_desk_with_the_engineers_name_and_meets_the_clock() -> None:
    ticket = a_ticket(participants=(ANN, BOB))
    decision = done("Please restart it.", ticket)
    assert owed(decision) == {("answer", ANNS), ("answer", BOB.address)}
    assert {mail.sender_name for mail in mails_of(decision)} == {"Wang Wei (Acme Support)"}
    after = ticket_of(decision)
    assert (after.state, after.answered_at) == (State.OPEN, NOW)


def test_an_answer_to_a_ticket_without_an_owner_makes_the_writer_its_owner() -> None:
    after = ticket_of(done("I look at it.", a_ticket(state=State.NEW, owner=None), CHEN))
    assert (after.owner, after.state) == ("chen", State.OPEN)


def test_a_file_alone_is_an_answer() -> None:
    decision = done("", letter={"attachments": (PDF,)})
    assert owed(decision) == {("answer", ANNS)}
    assert [file.filename for mail in mails_of(decision) for file in mail.files] == ["manual.pdf"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("setup.exe", "application/x-msdownload"), ("notice.eml", "message/rfc822"), ("a", "message/rfc822")],
)
def test_a_dangerous_file_or_a_whole_mail_never_goes_to_a_customer_and_the_engineer_is_told(
    name: str, kind: str
) -> None:
    decision = done("See the file.", letter={"attachments": (replace(PDF, filename=name, content_type=kind),)})
    assert [mail.files for mail in mails_of(decision) if mail.kind is MessageKind.ANSWER] == [()]
    assert any(name in line.result for line in transcript(decision).lines)


def test_a_muted_customer_still_gets_an_engineers_words_but_nothing_automatic() -> None:
    assert owed(done("Here you are.", a_ticket(muted=True))) == {("answer", ANNS)}
    assert owed(done("#resolve", a_ticket(muted=True))) == {("transcript", WANG.address)}


def test_an_empty_reply_is_an_error_and_not_an_answer() -> None:
    refused(done(""))


@pytest.mark.parametrize("valid", [True, False])
def test_a_number_without_its_check_code_sends_nobody_anything(valid: bool) -> None:
    ticket = a_ticket()
    letter = staff_letter(WANG, "The invoice is paid.", clues=by_token(ticket, valid=valid))
    assert (("answer", ANNS) in owed(decide(a_situation(letter, ticket), NOW))) is valid
    bare = staff_letter(WANG, "The invoice is paid.", clues=ThreadClues(bare=(ticket.number,)))
    assert to_customers(decide(a_situation(bare, ticket), NOW)) == []


@pytest.mark.parametrize(
    ("person", "ticket", "may"),
    [
        (ZHAO, a_ticket(), False),
        (ZHAO, a_ticket(owner="zhao"), True),
        (LI, a_ticket(), True),
        (WANG, a_ticket(team=None), True),
        (WANG, a_ticket(type=TicketType.COMPLAINT, owner=None), False),
        (WANG, a_ticket(type=TicketType.COMPLAINT, owner="wang"), True),
        (LI, a_ticket(type=TicketType.COMPLAINT, owner=None), True),
    ],
)
@pytest.mark.parametrize("words", ["Hello.", "#hold", "#show"])
def test_an_engineer_works_on_tickets_of_his_teams_only(person: Staff, ticket: Ticket, may: bool, words: str) -> None:
    decision = done(words, ticket, person)
    assert (("command_error", person.address) not in owed(decision)) is may
    if not may:
        assert transcript(decision).listing == ()


# --- commands


ARGUMENTS = {
    Command.ASSIGN: "chen", Command.PRIORITY: "urgent", Command.TAG: "vpn", Command.TYPE: "incident",
    Command.CC: "eve@example.org", Command.SPENT: "45m", Command.DUE: "friday 15:00", Command.ASSET: "X1 PF3ABCD",
    Command.SEARCH: "printer", Command.MERGE: "5", Command.NEW: "for bob@elsewhere.example.net",
}  # fmt: skip
REFUSED_HERE = {
    Command.UNDO,
    Command.CHECK,
    Command.CAUSE,
    Command.CONCERNED,
    Command.MERGE,
    Command.SPLIT,
    Command.NEW,
}


@pytest.mark.parametrize(("command", "form"), [(command, form) for command in Command for form in FORMS[command]])
def test_every_form_of_a_command_is_understood_at_the_bottom(command: Command, form: str) -> None:
    state = State.RESOLVED if command is Command.REOPEN else State.OPEN
    decision = done(f"Some words.\n\n#{form} {ARGUMENTS.get(command, '')}", a_ticket(state=state))
    lines = transcript(decision).lines
    assert not any("is not a command" in line.result for line in lines)
    assert command in REFUSED_HERE or ("transcript", WANG.address) in owed(decision), lines


@pytest.mark.parametrize(
    ("words", "state", "kinds"),
    [
        ("Solved it.\n#resolve", State.RESOLVED, {"resolution"}),
        ("#resolve\nSolved it.", State.RESOLVED, {"resolution"}),
        ("＃已解决\n\n好了。", State.RESOLVED, {"resolution"}),
        ("#resolve", State.RESOLVED, {"resolution"}),
        ("#close done", State.CLOSED, {"closed"}),
        ("#关闭", State.CLOSED, {"closed"}),
        ("Send logs.\n#pending 3d", State.PENDING, {"information_request"}),
        ("#pending", State.PENDING, set()),
        ("#hold", State.ON_HOLD, {"progress"}),
        ("We wait for a part.\n#hold", State.ON_HOLD, {"progress"}),
        ("Half done.\n#update", State.OPEN, {"progress"}),
        ("#进展 做了一半", State.OPEN, {"progress"}),
        ("#note just for us", State.OPEN, set()),
        ("Secret.\n#note\n#priority low", State.OPEN, set()),
        ("Hello.\n#priority urgent", State.OPEN, {"answer"}),
        ("close", State.CLOSED, {"closed"}),
        ("Solved", State.RESOLVED, {"resolution"}),
        ("status: solved", State.RESOLVED, {"resolution"}),
        ("状态：已解决", State.RESOLVED, {"resolution"}),
        ("closing words, not a command", State.OPEN, {"answer"}),
        ("close the window please", State.OPEN, {"answer"}),
        ("close\nthe door", State.OPEN, {"answer"}),
        ("See #1042 and #hashtag in between.", State.OPEN, {"answer"}),
    ],
)
def test_commands_move_the_ticket_and_send_the_words_in_one_mail(words: str, state: State, kinds: set[str]) -> None:
    decision = done(words)
    assert ticket_of(decision).state is state
    assert {kind for kind, to in owed(decision) if to == ANNS} == kinds
    assert len(to_customers(decision)) == len(kinds)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("#reslove", "did you mean #resolve?"),
        ("#frobnicate", "write #help"),
        ("#assign", "#assign wang"),
        ("#assign nobody-here", "write one of"),
        ("#assign gone", "suspended"),
        ("#priority huge", "#priority urgent"),
        ("#priority", "#priority urgent"),
        ("#type joke", "write one of"),
        ("#tag", "#tag network"),
        ("#cc", "#cc ann@example.com"),
        ("#cc support@desk.example.com", "the desk itself"),
        ("#pending 9000d", "#pending 3d"),
        ("#update", "holds no other words"),
        ("Words.\n#update\n#note", "one of the two"),
        ("#close\n#resolve", "contradicts"),
        ("#assign wang\n#assign chen", "contradicts"),
        ("#reopen", "only a resolved or closed ticket"),
    ],
)
def test_one_wrong_line_carries_out_nothing_and_says_what_to_write(words: str, sentence: str) -> None:
    ticket = a_ticket()
    decision = done(f"{words}\n#priority low" if "priority" not in words else words, ticket)
    assert any(sentence in line.result for line in refused(decision).lines), refused(decision).lines
    after = ticket_of(decision)
    assert (after.state, after.priority, after.owner, after.tags) == (State.OPEN, Priority.NORMAL, "wang", ())


@pytest.mark.parametrize("words", ["#resolve", "#close", "#pending", "#hold"])
def test_a_closed_ticket_is_opened_before_anything_else(words: str) -> None:
    assert {kind for kind, _ in owed(done(words, a_ticket(state=State.CLOSED)))} == {"command_error"}


def test_an_error_names_the_line_and_gives_the_words_back() -> None:
    view = refused(done("Dear Ann,\nit is done.\n\n#reslove"))
    assert [(line.line, line.command, line.done) for line in view.lines] == [(4, "#reslove", False)]
    assert "it is done" in view.kept_as_note


@pytest.mark.parametrize(
    ("before", "mails", "summary"), [(19, 1, False), (20, 1, True), (21, 0, False), (900, 0, False)]
)
def test_beyond_twenty_errors_an_hour_one_mail_stands_for_all_that_follow(
    before: int, mails: int, summary: bool
) -> None:
    situation = staff_answers(WANG, a_ticket(), "#reslove")
    often = replace(situation, counts=replace(situation.counts, command_errors_hour=before))
    decision = decide(often, NOW)
    assert len(owed(decision)) == mails
    said = [line.result for mail in mails_of(decision) for line in getattr(mail.view, "lines", ())]
    assert any("further ones get no answer" in line for line in said) is summary


@pytest.mark.parametrize(
    "words",
    [
        "The boss is wrong.\n#note",
        "#note The boss is wrong.",
        "#resolve\nThe boss is wrong.\n#note",
        "#内部 The boss is wrong.",
    ],
)
def test_words_of_a_note_reach_no_customer_whatever_else_the_mail_orders(words: str) -> None:
    decision = done(words, letter={"attachments": (PDF,)})
    assert [view.words for view in to_customers(decision) if "boss" in view.words] == []
    assert [mail.files for mail in mails_of(decision) if mail.kind is not MessageKind.TRANSCRIPT and mail.files] == []
    messages = [message for work in decision.works for message in work.messages]
    assert [message.visibility for message in messages] == [Visibility.INTERNAL]


def test_a_quoted_note_in_an_answer_is_stopped() -> None:
    note = "Between us: this customer never pays before the third reminder arrives."
    line = HistoryLine(at=ago(hours=1), author="chen", direction="in", visibility="internal", text=note)
    situation = replace(staff_answers(WANG, a_ticket(), f"Yes. {note}"), history={7: (line,)})
    assert {kind for kind, _ in owed(decide(situation, NOW))} == {"command_error"}


def test_a_new_owner_is_told_and_the_customer_hears_who_takes_over() -> None:
    decision = done("#assign chen")
    assert {("assignment", CHEN.address), ("progress", ANNS)} <= owed(decision)
    assert ticket_of(decision).owner == "chen"


@pytest.mark.parametrize("state", [State.RESOLVED, State.CLOSED])
def test_a_new_owner_of_a_finished_ticket_is_no_news_for_the_customer(state: State) -> None:
    assert to_customers(done("#assign chen", a_ticket(state=state))) == []


@pytest.mark.parametrize(
    ("name", "owner"), [("me", "wang"), ("我", "wang"), ("王", "wang"), ("nobody", None), ("无", None)]
)
def test_an_owner_is_named_in_many_ways(name: str, owner: str | None) -> None:
    assert ticket_of(done(f"#分配 {name}", a_ticket(owner="chen"))).owner == owner


def test_a_ticket_that_becomes_a_complaint_leaves_its_engineer_and_goes_to_the_supervisors() -> None:
    decision = done("#type complaint")
    assert (ticket_of(decision).owner, ticket_of(decision).type) == (None, TicketType.COMPLAINT)
    assert ("assignment", LI.address) in owed(decision)


def test_pending_with_days_comes_back_by_itself() -> None:
    after = ticket_of(done("#pending 3d"))
    assert after.pending_until is not None
    assert after.pending_until > NOW


def test_help_needs_no_ticket() -> None:
    decision = decide(a_situation(staff_letter(WANG, "#help")), NOW)
    assert transcript(decision).help
    assert decision.works == ()


def test_a_command_without_a_ticket_is_an_error() -> None:
    assert owed(decide(a_situation(staff_letter(WANG, "#close")), NOW)) == {("command_error", WANG.address)}


def test_show_lists_notes_to_staff_in_the_transcript_only() -> None:
    line = HistoryLine(at=ago(hours=1), author="chen", direction="in", visibility="internal", text="hidden words")
    situation = replace(staff_answers(WANG, a_ticket(), "#show"), history={7: (line,)})
    decision = decide(situation, NOW)
    assert owed(decision) == {("transcript", WANG.address)}
    assert any("hidden words" in row for row in transcript(decision).listing)


def test_tags_and_people_are_added_once() -> None:
    after = ticket_of(done("#tag vpn, 网络\n#cc Eve <eve@example.org>", a_ticket(tags=("vpn",))))
    assert after.tags == ("vpn", "网络")
    assert after.takes_part("eve@example.org")


def test_reopening_by_staff_keeps_the_urgency() -> None:
    after = ticket_of(done("#reopen", a_ticket(state=State.CLOSED)))
    assert (after.state, after.reopened, after.urgency) == (State.OPEN, 1, Level.MEDIUM)


# --- approvals


def asked(words: str, *awaiting: AwaitingMessage, created: float = 1, **letter: object) -> Situation:
    ticket = a_ticket(awaiting_since=min(message.at for message in awaiting) if awaiting else None)
    request = a_sent_mail(MessageKind.APPROVAL_REQUEST, WANG.address, ticket, created_at=ago(hours=created))
    plain = a_situation(staff_letter(WANG, words, clues=by_reply(ticket), **letter), ticket, sent_mails=(request,))
    return replace(plain, awaiting={ticket.number: awaiting})


BOBS = AwaitingMessage(message_row=1, ledger_id=31, author=BOB.address, at=ago(hours=1))
EVES = AwaitingMessage(message_row=2, ledger_id=32, author="eve@evil.example.net", at=ago(minutes=10))


@pytest.mark.parametrize("words", ["approve", "Approve.", "OK, approve", "批准", "yes", "同意。"])
def test_a_word_lets_the_stranger_take_part(words: str) -> None:
    decision = decide(asked(words, BOBS), NOW)
    assert ticket_of(decision).takes_part(BOB.address)
    assert [(each.message_id, each.approved) for each in decision.works[0].approvals] == [(1, True)]
    assert ticket_of(decision).awaiting_since is None


def test_an_approval_means_the_message_it_was_asked_for_and_no_later_one() -> None:
    decision = decide(asked("approve", BOBS, EVES), NOW)
    assert not ticket_of(decision).takes_part(EVES.author)
    assert ticket_of(decision).awaiting_since == EVES.at


@pytest.mark.parametrize("words", ["reject", "no", "拒绝", "#reject"])
def test_a_rejected_stranger_takes_no_part(words: str) -> None:
    decision = decide(asked(words, BOBS), NOW)
    assert not ticket_of(decision).takes_part(BOB.address)
    assert [each.approved for each in decision.works[0].approvals] == [False]


@pytest.mark.parametrize("words", ["Who is that?", "approve reject", "Yes, let him in, he is my friend", ""])
def test_other_words_to_an_approval_request_go_to_nobody(words: str) -> None:
    decision = decide(asked(words, BOBS), NOW)
    assert owed(decision) == {("command_error", WANG.address)}
    assert decision.works[0].approvals == ()
