"""Tickets that staff open for a customer: by `#new for`, or by forwarding what the customer wrote."""

from dataclasses import replace

import pytest

from maildesk.desk.behalf import behalf_of
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, LedgerState, Visibility
from maildesk.desk.outgoing import StaffView, TranscriptView
from maildesk.desk.situation import Counts, PersonRecord, Situation
from maildesk.desk.ticket import Priority, State
from maildesk.mail.letter import Address, Attachment, Letter, Trust
from tests.desk.builders import (
    ANN,
    BOB,
    CHEN,
    NOW,
    WANG,
    a_desk,
    a_situation,
    mails_of,
    owed,
    proof,
    staff_letter,
    ticket_of,
)

PHOTO = Attachment(part="2", filename="photo.jpg", content_type="image/jpeg", size=9, sha256="0" * 64)


def written(words: str, **changes: object) -> Decision:
    return decided(staff_letter(WANG, words, **changes))


def decided(letter: Letter, **customers: object) -> Decision:
    """Decide as the store would put it together: the customer's side is looked up where there is a customer."""
    desk = a_desk(rules=[{"name": "scanner", "when": {"subject_any": ["scanner"]}, "set": {"drop": "spam"}}])
    situation = a_situation(letter, desk=desk)
    behalf = behalf_of(desk, letter)
    if behalf is not None:
        theirs: Situation = a_situation(behalf.letter, desk=desk, **customers)
        situation = replace(situation, behalf=theirs)
    return decide(situation, NOW)


def forwarded(own: str, **changes: object) -> Letter:
    theirs = "Please help, the scanner is dead.\n\n#close"
    plain = staff_letter(
        WANG, own or f"From: Bob\n\n{theirs}", subject="Fwd: No scanning", forwarded_from=BOB, forwarded_text=theirs
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def lines(decision: Decision) -> list[str]:
    view = next(mail.view for mail in mails_of(decision) if isinstance(mail.view, TranscriptView))
    return [line.result for line in view.lines]


@pytest.mark.parametrize(
    "line",
    ["#new for bob@elsewhere.example.net", "#new bob@elsewhere.example.net", "#新建 bob@elsewhere.example.net",
     "#代建 为 Bob <bob@elsewhere.example.net>", "#新增：bob@elsewhere.example.net"],
)  # fmt: skip
def test_the_customer_is_the_requester_and_is_told_as_a_proven_one(line: str) -> None:
    decision = written(f"{line}\nBob rang: his printer smokes.", subject="Smoke", attachments=(PHOTO,))
    ticket = ticket_of(decision)
    assert (ticket.requester.address, ticket.subject, ticket.team) == (BOB.address, "Smoke", "service")
    (message,) = decision.works[0].messages
    assert (message.author.address, message.text, message.visibility) == (
        BOB.address, "Bob rang: his printer smokes.", Visibility.PUBLIC,
    )  # fmt: skip
    assert message.attachments == (PHOTO,)
    assert ("acknowledgement", BOB.address) in owed(decision)
    assert ("transcript", WANG.address) in owed(decision)
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.TICKET


def test_the_other_orders_of_the_mail_are_carried_out_on_the_new_ticket() -> None:
    decision = written("#new for bob@elsewhere.example.net\n#priority urgent\n#assign chen\nSmoke.")
    ticket = ticket_of(decision)
    assert (ticket.priority, ticket.owner, ticket.state) == (Priority.URGENT, "chen", State.OPEN)
    assert {to for kind, to in owed(decision) if kind == "assignment"} == {CHEN.address}
    assert all(kind != "answer" for kind, _ in owed(decision))


def test_a_matter_solved_on_the_telephone_is_told_by_the_solution_alone() -> None:
    decision = written("#new for bob@elsewhere.example.net\n#resolve\nTurned it off and on.")
    assert ticket_of(decision).state is State.RESOLVED
    assert {kind for kind, to in owed(decision) if to == BOB.address} == {"resolution"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("#new", "#new needs one address"),
        ("#new for bob", "#new needs one address"),
        ("#new for a@x.example, b@x.example\nWords.", "#new needs one address"),
        ("#new for chen@desk.example.com\nWords.", "one of the staff"),
        ("#new for support@desk.example.com\nWords.", "the desk itself"),
        ("#new for bob@elsewhere.example.net", "no words of the customer"),
        ("#new for bob@elsewhere.example.net\n#assign wagn\nWords.", "Nobody here is called"),
        ("#new for bob@elsewhere.example.net\n#prioty urgent\nWords.", "did you mean #priority?"),
        ("#new for bob@elsewhere.example.net\n#note\nHe is angry.", "write your own on the line of #note"),
        ("#new for bob@elsewhere.example.net\n#merge 5\nWords.", "There is no ticket 5"),
    ],
)
def test_a_wrong_line_opens_no_ticket(words: str, sentence: str) -> None:
    decision = written(words)
    assert any(sentence in line for line in lines(decision)), lines(decision)
    assert decision.works == ()
    assert owed(decision) == {("command_error", WANG.address)}


@pytest.mark.parametrize("line", ["#note He is angry.", "#备注 He is angry.", "#escalate He is angry."])
def test_a_note_beside_the_customers_words_is_kept_apart_from_them(line: str) -> None:
    decision = written(f"#new for bob@elsewhere.example.net\n{line}\nIt smokes.")
    assert [(each.visibility, each.text) for each in decision.works[0].messages] == [
        (Visibility.PUBLIC, "It smokes."),
        (Visibility.INTERNAL, "He is angry."),
    ]
    assert "All words of this mail stay internal." not in lines(decision)


def test_of_an_engineer_named_with_a_new_ticket_the_customer_reads_by_the_acknowledgement_alone() -> None:
    decision = decided(staff_letter(WANG, "#new for bob@elsewhere.example.net\n#assign chen\nIt smokes."))
    assert [mail.kind.value for mail in mails_of(decision) if mail.to.address == BOB.address] == ["acknowledgement"]
    (notice,) = [mail.view for mail in mails_of(decision) if mail.to.address == CHEN.address]
    assert isinstance(notice, StaffView)
    assert notice.words == "It smokes."


def test_a_forwarded_mail_is_the_customers_and_the_words_above_it_are_a_note() -> None:
    decision = decided(forwarded("He is a difficult one."))
    assert ticket_of(decision).requester == BOB
    assert [(each.visibility, each.text) for each in decision.works[0].messages] == [
        (Visibility.PUBLIC, "Please help, the scanner is dead.\n\n#close"),
        (Visibility.INTERNAL, "He is a difficult one."),
    ]
    assert ("acknowledgement", BOB.address) in owed(decision)


@pytest.mark.parametrize("subject", ["FW: x", "转发: x", "轉寄：x", "WG: x"])
def test_a_customers_own_words_are_no_orders_of_the_one_who_forwards_them(subject: str) -> None:
    decision = decided(forwarded("", subject=subject))
    assert ticket_of(decision).state is not State.CLOSED
    assert [each.visibility for each in decision.works[0].messages] == [Visibility.PUBLIC]


@pytest.mark.parametrize("changes", [{"subject": "Re: x"}, {"forwarded_from": Address(address=CHEN.address)}])
def test_a_reply_with_copied_header_lines_and_a_colleagues_mail_are_the_writers_own_matter(
    changes: dict[str, object],
) -> None:
    decision = decided(forwarded("My own printer is broken too.", **changes))
    assert ticket_of(decision).requester.address == WANG.address


def test_a_mail_that_is_not_proven_opens_nothing_for_anybody() -> None:
    decision = decided(staff_letter(WANG, "#new for bob@elsewhere.example.net\nWords.", proof=proof(Trust.UNKNOWN)))
    assert decision.works == ()
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.QUARANTINE


def test_no_rule_drops_what_a_person_asks_for() -> None:
    decision = written("#new for bob@elsewhere.example.net\nWords.", subject="scanner")
    assert ticket_of(decision).requester.address == BOB.address


def test_staffs_word_does_not_prove_an_address_and_the_limits_hold_for_the_customer() -> None:
    letter = staff_letter(WANG, "#new for bob@elsewhere.example.net\nWords.")
    decision = decided(letter, person=PersonRecord(address=BOB.address, muted=True), counts=Counts())
    assert [each.proven for each in decision.persons] == [None]
    assert ("acknowledgement", BOB.address) not in owed(decision)
    assert "was not told" in lines(decision)[0]
    assert ANN.address not in {to for _, to in owed(decision)}
