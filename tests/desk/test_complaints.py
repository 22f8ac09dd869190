"""A complaint is kept away from whom it is about: who that is, what they are told (nothing), and how it ends."""

from dataclasses import replace

import pytest

from maildesk.desk.complaint import independent, named_in
from maildesk.desk.complaint_causes import CAUSES, cause_named
from maildesk.desk.decide import decide
from maildesk.desk.decision import ChangeKind, Decision
from maildesk.desk.digest import DigestData, digest_view
from maildesk.desk.notices import responsible
from maildesk.desk.outgoing import CustomerView, DigestRating, MessageKind, StaffView, TranscriptView
from maildesk.desk.people import Role, Staff
from maildesk.desk.situation import PersonRecord, Situation
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.mail.letter import Address
from tests.desk.builders import (
    ANN,
    BOB,
    CHEN,
    GONE,
    LI,
    NOW,
    WANG,
    ZHAO,
    a_desk,
    a_letter,
    a_situation,
    a_ticket,
    ago,
    by_reply,
    by_token,
    customer_answers,
    mails_of,
    owed,
    staff_answers,
    ticket_of,
)

MEI = Staff(id="mei", name="Mei Lan", address="mei@desk.example.com", role=Role.SUPERVISOR)
TWO_SUPERVISORS = a_desk(staff=(WANG, CHEN, ZHAO, GONE, LI, MEI))
COMPLAINTS = "complaints@desk.example.com"


def complains(words: str = "I waited for three days.", *, last: str | None = None, **changes: object) -> Situation:
    """Ann writes to the complaints address."""
    person = PersonRecord(address=ANN.address, last_engineer=last)
    situation = a_situation(a_letter(words, to=(Address(address=COMPLAINTS),)), person=person, **changes)
    return replace(situation, mailbox="complaints")


def a_complaint(**changes: object) -> Ticket:
    plain = {"type": TicketType.COMPLAINT, "owner": None, "concerned": ("wang",), "complaint_since": ago(hours=1)}
    return a_ticket(**(plain | changes))


def told(decision: Decision) -> set[str]:
    """Every address that gets anything."""
    return {to for _, to in owed(decision)}


# --- whom it is about


def test_the_customers_last_engineer_is_concerned_and_hears_nothing() -> None:
    decision = decide(complains(last="wang"), NOW)
    assert ticket_of(decision).concerned == ("wang",)
    assert told(decision) == {ANN.address, LI.address}


def test_the_owner_of_the_ticket_it_answers_is_concerned_and_the_ticket_stays_as_it_is() -> None:
    ticket = a_ticket(owner="chen")
    letter = a_letter("Chen never answers.", to=(Address(address=COMPLAINTS),), clues=by_reply(ticket))
    person = PersonRecord(address=ANN.address, last_engineer="wang")
    decision = decide(replace(a_situation(letter, ticket, person=person), mailbox="complaints"), NOW)
    opened = ticket_of(decision)
    assert (opened.number, opened.linked_to, opened.type) == (0, 7, TicketType.COMPLAINT)
    assert opened.concerned == ("chen",)
    assert CHEN.address not in told(decision)


def test_a_mail_to_both_addresses_is_a_complaint_by_whichever_mailbox_it_comes_first() -> None:
    ticket = a_ticket()
    to = (Address(address="support@desk.example.com"), Address(address=COMPLAINTS))
    decision = decide(a_situation(a_letter("Not good.", to=to, clues=by_token(ticket)), ticket), NOW)
    assert (ticket_of(decision).type, WANG.address in told(decision)) == (TicketType.COMPLAINT, False)


def test_a_reply_about_the_complaint_itself_stays_on_it() -> None:
    ticket = a_complaint(mailbox="complaints")
    letter = a_letter("And one more thing.", to=(Address(address=COMPLAINTS),), clues=by_reply(ticket))
    decision = decide(replace(a_situation(letter, ticket), mailbox="complaints"), NOW)
    assert ticket_of(decision).number == 7


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Wang Wei was rude to me.", {"wang"}),
        ("wei wang did not call back", {"wang"}),
        ("Your colleague wang@desk.example.com hung up.", {"wang"}),
        ("Wang hung up on me", {"wang"}),
        ("王工一直不回复", {"wang"}),
        ("我要投诉王先生", {"wang"}),
        ("Both Chen Jing and Zhao Yun", {"chen", "zhao"}),
        ("Li Na was unfriendly", {"li"}),
        ("Li was unfriendly", set()),  # a supervisor is known by the whole name only
        ("the wangle was bad", set()),
        ("nobody calls back", set()),
        ("国王很好", set()),
        ("Gone Long was here", set()),  # suspended: nobody to keep away
    ],
)
def test_who_is_named(words: str, who: set[str]) -> None:
    assert {each.id for each in named_in(a_desk().people.staff, words)} == who


def test_the_writers_own_name_names_nobody() -> None:
    assert named_in(a_desk().people.staff, "Regards, Grace Wang", ("Grace Wang",)) == ()


def test_a_supervisor_who_is_concerned_hears_nothing_and_another_works_on_it() -> None:
    decision = decide(complains("Li Na shouted at me.", desk=TWO_SUPERVISORS), NOW)
    assert ticket_of(decision).concerned == ("li",)
    assert told(decision) == {ANN.address, MEI.address}


def test_with_the_only_supervisor_concerned_the_lead_of_a_team_owns_it() -> None:
    decision = decide(complains("Li Na shouted at me."), NOW)
    assert ticket_of(decision).owner == "wang"
    assert told(decision) == {ANN.address, WANG.address}


def test_on_a_desk_of_one_the_complaint_is_not_lost() -> None:
    alone = a_desk(staff=(LI,))
    decision = decide(complains(last="li", desk=alone), NOW)
    assert (ticket_of(decision).concerned, told(decision)) == ((), {ANN.address, LI.address})


def test_a_rule_that_names_an_owner_never_gives_it_to_the_concerned() -> None:
    rules = [{"name": "r", "when": {"subject_any": ["printer"]}, "set": {"type": "complaint", "owner": "chen"}}]
    situation = a_situation(desk=a_desk(rules=rules), person=PersonRecord(address=ANN.address, last_engineer="chen"))
    decision = decide(situation, NOW)
    assert ticket_of(decision).owner != "chen"
    assert CHEN.address not in told(decision)


def test_the_supervisor_reads_how_the_concerned_are_known() -> None:
    decision = decide(complains(last="wang"), NOW)
    notice = next(mail.view for mail in mails_of(decision) if isinstance(mail.view, StaffView))
    assert "Wang Wei was this customer's last engineer." in notice.because


# --- what the concerned engineer can do: nothing


@pytest.mark.parametrize("words", ["Sorry.", "#show", "#close", "#note x", "#assign me", "#concerned nobody"])
@pytest.mark.parametrize("person", [WANG, LI])
def test_whom_it_is_about_can_neither_act_on_it_nor_read_it(person: Staff, words: str) -> None:
    ticket = a_complaint(subject="Wang is rude", concerned=("wang", "li"))
    decision = decide(staff_answers(person, ticket, words, desk=TWO_SUPERVISORS), NOW)
    assert decision.works == ()
    views = [mail.view for mail in mails_of(decision)]
    assert [mail.kind for mail in mails_of(decision)] == [MessageKind.COMMAND_ERROR]
    assert "Wang is rude" not in repr(views)
    assert ticket.token not in repr(views)


def test_a_later_mail_of_the_customer_is_not_shown_to_the_concerned_owner() -> None:
    ticket = a_complaint(owner="wang")  # however that came about
    assert told(decide(customer_answers(ticket, "And he was rude."), NOW)) == {LI.address}


def test_nobody_can_give_it_to_whom_it_is_about() -> None:
    decision = decide(staff_answers(LI, a_complaint(), "#assign wang"), NOW)
    assert owed(decision) == {("command_error", LI.address)}


def test_the_digest_of_a_concerned_supervisor_has_no_line_of_it() -> None:
    data = DigestData(open_tickets=(a_complaint(concerned=("li",)),))
    assert digest_view(TWO_SUPERVISORS, LI, data, NOW) is None
    seen = digest_view(TWO_SUPERVISORS, MEI, data, NOW)
    assert seen is not None
    assert [line.number for line in seen.complaints] == [7]


def test_the_digest_of_a_concerned_supervisor_has_no_rating_of_it() -> None:
    rating = DigestRating(number=7, score=1, comment="Li was rude", customer=ANN.address, concerned=("li",))
    assert digest_view(TWO_SUPERVISORS, LI, DigestData(ratings=(rating,)), NOW) is None
    assert digest_view(TWO_SUPERVISORS, MEI, DigestData(ratings=(rating,)), NOW) is not None


def test_independent_are_supervisors_then_leads_never_the_concerned() -> None:
    people = TWO_SUPERVISORS.people
    assert [each.id for each in independent(people, ("li",))] == ["mei"]
    assert [each.id for each in independent(people, ("li", "mei"))] == ["wang", "zhao"]
    assert independent(a_desk(staff=(LI,)).people, ("li",)) == ()


def test_a_deputy_who_is_concerned_is_not_told() -> None:
    away = replace(MEI, deputy="wang", suspended=False)
    desk = a_desk(staff=(WANG, LI, away))
    assert WANG not in responsible(desk, a_complaint(owner="mei"), NOW)


# --- by command


def test_a_ticket_that_becomes_a_complaint_keeps_its_engineer_away_and_tells_the_customer() -> None:
    decision = decide(staff_answers(CHEN, a_ticket(), "#type complaint"), NOW)
    ticket = ticket_of(decision)
    assert (ticket.concerned, ticket.owner, ticket.complaint_since) == (("wang",), None, NOW)
    assert owed(decision) == {
        ("assignment", LI.address), ("complaint", ANN.address), ("transcript", CHEN.address),
    }  # fmt: skip


@pytest.mark.parametrize("words", ["#类型 投诉", "#類型 投訴", "#type complaint"])
def test_the_clocks_of_a_complaint_begin_when_it_becomes_one(words: str) -> None:
    old = a_ticket(answered_at=ago(hours=20))
    ticket = ticket_of(decide(staff_answers(LI, old, words), NOW))
    assert (ticket.response_since, ticket.answered_at) == (NOW, None)


@pytest.mark.parametrize(("writer", "name"), [(LI, "wang"), (LI, "Wang Wei"), (WANG, "me"), (WANG, "我")])
def test_it_cannot_be_made_a_complaint_and_given_to_its_engineer_in_one_mail(writer: Staff, name: str) -> None:
    decision = decide(staff_answers(writer, a_ticket(), f"#type complaint\n#assign {name}"), NOW)
    assert owed(decision) == {("command_error", writer.address)}


@pytest.mark.parametrize(
    ("words", "cause"),
    [("#cause delay", "delay"), ("#cause rude", "attitude"), ("#原因 响应慢", "delay"), ("#投訴原因 態度", "attitude"),
     ("#cause Broken  Promise", "promise"), ("#原因：费用", "cost")],
)  # fmt: skip
def test_a_supervisor_names_the_cause_in_his_own_words(words: str, cause: str) -> None:
    decision = decide(staff_answers(LI, a_complaint(), words), NOW)
    assert ticket_of(decision).cause == cause
    assert ChangeKind.CAUSE_CHANGED in {change.kind for change in decision.works[0].changes}


@pytest.mark.parametrize(
    ("person", "ticket", "words", "part"),
    [
        (LI, a_complaint(), "#cause zebra", "write one of: delay, quality"),
        (LI, a_complaint(), "#cause attitud", "did you mean #cause attitude"),
        (LI, a_complaint(), "#cause", "needs a word"),
        (LI, a_ticket(), "#cause delay", "write #type complaint first"),
        (CHEN, a_complaint(owner="chen"), "#cause delay", "is for supervisors"),
        (LI, a_complaint(), "#concerned nobodyhere", "names nobody here"),
        (LI, a_complaint(), "#concerned li wang zhao", "Nobody would be left"),
        (LI, a_complaint(), "#close", "ends with its outcome"),
        (LI, a_complaint(), "#resolve", "ends with its outcome"),
        (LI, a_complaint(), "He was late.\n#note\n#close", "ends with its outcome"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_done(person: Staff, ticket: Ticket, words: str, part: str) -> None:
    decision = decide(staff_answers(person, ticket, words), NOW)
    assert owed(decision) == {("command_error", person.address)}
    view = mails_of(decision)[0].view
    assert isinstance(view, TranscriptView)
    assert part in " ".join(line.result for line in view.lines)


@pytest.mark.parametrize(
    ("words", "concerned"),
    [("#concerned chen", ("chen",)), ("#concerned chen, zhao", ("chen", "zhao")), ("#涉及 王", ("wang",)),
     ("#concerned nobody", ()), ("#當事人 無", ()), ("#concerned Chen@desk.example.com", ("chen",))],
)  # fmt: skip
def test_a_supervisor_corrects_whom_it_is_about(words: str, concerned: tuple[str, ...]) -> None:
    assert ticket_of(decide(staff_answers(LI, a_complaint(), words), NOW)).concerned == concerned


def test_an_owner_whom_it_turns_out_to_be_about_loses_it() -> None:
    ticket = ticket_of(decide(staff_answers(LI, a_complaint(owner="chen"), "#concerned chen"), NOW))
    assert (ticket.owner, ticket.concerned) == (None, ("chen",))


def test_every_cause_has_words_in_three_languages_and_no_word_means_two() -> None:
    for name, forms in CAUSES.items():
        assert cause_named(tuple(CAUSES.items()), name) == name
        for form in forms:
            assert cause_named(tuple(CAUSES.items()), form) == name


# --- the outcome


@pytest.mark.parametrize(("word", "state"), [("#close", State.CLOSED), ("#resolve", State.RESOLVED)])
def test_it_ends_with_an_outcome_mail(word: str, state: State) -> None:
    decision = decide(staff_answers(LI, a_complaint(), f"We have talked to him.\n\n{word}"), NOW)
    outcome = next(mail for mail in mails_of(decision) if mail.kind is MessageKind.COMPLAINT)
    assert isinstance(outcome.view, CustomerView)
    assert (outcome.to, outcome.view.words, outcome.view.state) == (ANN, "We have talked to him.", state)
    assert MessageKind.CLOSED not in {mail.kind for mail in mails_of(decision)}


def test_the_outcome_of_a_closed_complaint_can_be_rated_by_reply() -> None:
    closed = a_complaint(state=State.CLOSED, closings=1)
    decision = decide(customer_answers(closed, "2", answering=MessageKind.COMPLAINT), NOW)
    assert ticket_of(decision).score == 2
    assert told(decision) == {LI.address}


def test_one_who_does_not_agree_is_read_by_a_supervisor_again() -> None:
    ticket = a_complaint(state=State.CLOSED, closings=1, since=ago(days=1))
    decision = decide(customer_answers(ticket, "I do not agree with that, he was late."), NOW)
    assert (ticket_of(decision).state, told(decision)) == (State.OPEN, {LI.address})


# --- who served a customer last


def test_an_answer_makes_its_owner_the_customers_last_engineer_and_a_complaint_does_not() -> None:
    decision = decide(staff_answers(WANG, a_ticket(), "Please try again."), NOW)
    assert [(each.address, each.last_engineer) for each in decision.persons] == [(ANN.address, "wang")]
    assert decide(staff_answers(LI, a_complaint(), "I will look into it."), NOW).persons == ()


def test_a_note_makes_nobody_the_last_engineer() -> None:
    assert decide(staff_answers(WANG, a_ticket(), "Odd.\n#note"), NOW).persons == ()


def test_a_strangers_words_about_a_complaint_are_asked_of_supervisors_only() -> None:
    ticket = a_complaint(owner=None)
    letter = a_letter("Me too.", sender=BOB, clues=by_token(ticket))
    assert told(decide(a_situation(letter, ticket), NOW)) == {LI.address}
