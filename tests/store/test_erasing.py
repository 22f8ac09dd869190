"""What is erased is gone from every table, the chains of events still verify, and a legal hold keeps it all."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from maildesk.desk.article import Article, ArticleState, ArticleText
from maildesk.desk.decision import ChangeKind, LedgerState, Survey, Verdict
from maildesk.desk.ticket import State
from maildesk.flows.retention import RetentionKeeper, apply_retention, outdated, years_before
from maildesk.mail.letter import Address, Attachment
from maildesk.store.articles import add_article, put_article
from maildesk.store.claims import LetterFacts, judge
from maildesk.store.database import Database
from maildesk.store.erasing import NOBODY, Erased, erase_tickets, erasure_records
from maildesk.store.events import append_events, verify_chains
from maildesk.store.holds import held_among, hold_on, holds, release_hold, set_hold
from maildesk.store.messages import MessageToKeep, add_messages
from maildesk.store.outbox import enqueue
from maildesk.store.packing import unpacked
from maildesk.store.people import find_person
from maildesk.store.person_erasure import erase_person
from maildesk.store.schema import metadata, raw
from maildesk.store.surveys import save_survey
from maildesk.store.sweeping import sweep
from maildesk.store.ticket_index import index_text
from maildesk.store.tickets import read_tickets
from maildesk.store.traces import Traces, find_traces, places_left
from tests.journeys.desk_world import SetClock
from tests.store.builders import ANNA, KEY, NOON, arrival, change, kept, later, message, opened, outgoing

BO = Address(name="Bo Björk", address="Bo.Bjork@other.test")
WORDS = "the zebra ate my toner"
PHOTO = Attachment(part="2", filename="zebra.jpg", content_type="image/jpeg", size=3, sha256="ab", inline=False)


def raw_mail(sender: Address, words: str) -> bytes:
    return f"From: {sender.name} <{sender.address}>\r\nSubject: hello\r\n\r\n{words}\r\n".encode()


def ticket_of(database: Database, who: Address, *others: Address, number: int, closed: bool = False) -> int:
    """A ticket with a mail, an answer, a score and events; its words are WORDS and the number."""
    words = f"{WORDS} {number}"
    row = kept(database, arrival(number, raw=raw_mail(who, words)))[0]

    def write(tx):  # type: ignore[no-untyped-def]
        state = {"state": State.CLOSED} if closed else {}
        ticket = opened(tx, subject=words, requester=who, participants=(who, *others), asset=words, **state).number
        facts = [
            change(ChangeKind.OPENED, reason=f"from {who.address}"),
            change(ChangeKind.MAIL_SENT, before="acknowledgement", after=who.address, personal=True),
        ]
        append_events(tx, KEY, ticket, facts, NOON)
        own = message(author=who, text=words, ledger_id=row.ledger_id, attachments=(PHOTO,))
        add_messages(tx, [MessageToKeep(ticket=ticket, message=own)], NOON)
        mail = outgoing(
            number, key=f"mail:{number}:{who.address}", ticket=ticket, recipient=who.address, subject=words,
            body=words.encode(),
        )  # fmt: skip
        enqueue(tx, [mail], NOON)
        save_survey(tx, ticket, Survey(round=1, score=2, comment=words, address=who.address), NOON)
        facts = LetterFacts(sender=who.address, subject=words, kind="request", words_key="w")
        verdict = Verdict(state=LedgerState.TICKET, reason=f"a mail of {who.address}")
        judge(tx, row.ledger_id, verdict, now=NOON, ticket=ticket, letter=facts, reasons=[who.address])
        return ticket

    return int(database.run(write))


def writes(database: Database, number: int, who: Address, words: str, place: int) -> int:
    """Somebody writes on a ticket of another person; returns the id of the mail."""
    row = kept(database, arrival(place, raw=raw_mail(who, words)))[0]
    said = message(author=who, text=words, ledger_id=row.ledger_id, message_id=None)
    database.run(lambda tx: add_messages(tx, [MessageToKeep(ticket=number, message=said)], NOON))
    database.run(lambda tx: index_text(tx, number, words))
    facts = LetterFacts(sender=who.address, subject="hello", kind="request")
    verdict = Verdict(state=LedgerState.TICKET, reason="a reply")
    database.run(lambda tx: judge(tx, row.ledger_id, verdict, now=NOON, ticket=number, letter=facts))
    return row.ledger_id


def everything(database: Database) -> Iterator[str]:
    """Every cell of every table in words, packed bytes unpacked: what a dump of the database would show."""
    with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                values = row._mapping
                for name, cell in values.items():
                    if isinstance(cell, bytes | memoryview):
                        packed = values.get("packed", 0)
                        yield unpacked(packed, bytes(cell)).decode("utf-8", "replace") if cell else ""
                    else:
                        yield f"{table.name}.{name}: {cell}"


def hits(database: Database, *words: str) -> list[str]:
    return [cell for cell in everything(database) for word in words if word.casefold() in cell.casefold()]


def erased(database: Database, address: str = ANNA.address) -> Traces:
    with database.reading() as tx:
        traces = find_traces(tx, address)
    database.run(lambda tx: erase_person(tx, KEY, traces, actor="operator", now=later(days=1)))
    with database.reading() as tx:
        assert places_left(tx, traces.needles) == {}
        assert list(verify_chains(tx, KEY)) == []
    return traces


def test_nothing_of_an_erased_person_is_left_and_others_keep_theirs(database: Database) -> None:
    own, other = ticket_of(database, ANNA, number=1), ticket_of(database, BO, ANNA, number=2)
    writes(database, other, ANNA, "anna adds a giraffe", 3)
    quoting = writes(database, other, BO, "> ANNA@customer.test wrote of a giraffe\nSo I see.", 4)
    assert len(hits(database, ANNA.address)) > 10

    traces = erased(database)

    assert (traces.own_tickets, traces.other_tickets, len(traces.messages)) == ((own,), (other,), 1)
    assert quoting in traces.mails
    assert hits(database, ANNA.address, f"{WORDS} 1", "anna adds a giraffe") == []
    assert hits(database, "ticket_word.word: anna") == []
    assert hits(database, "ticket_word.word: add") == []  # the index is made of what is left
    assert hits(database, "ticket_word.word: zebra") != []
    assert len(hits(database, f"{WORDS} 2")) > 3
    with database.reading() as tx:
        found = read_tickets(tx, [own, other])
        assert (found[own].subject, found[own].requester.address) == ("[erased]", NOBODY)
        assert found[other].participants == (BO,)
        assert find_person(tx, ANNA.address) is None
        assert find_person(tx, BO.address) is not None


def test_what_others_wrote_keeps_its_words_without_the_person(database: Database) -> None:
    ticket_of(database, Address(name="Anna Maria Lind", address=ANNA.address), number=1)
    other = ticket_of(database, BO, number=2)
    writes(database, other, BO, "Ask anna maria lind, ANNA@customer.test, about the lion.", 3)
    erased(database)
    assert hits(database, "Ask [erased], [erased], about the lion.") == [
        "message.text: Ask [erased], [erased], about the lion."
    ]


def test_a_name_that_others_have_as_well_is_no_trace(database: Database) -> None:
    ticket_of(database, Address(name="Wang Wei", address=ANNA.address), number=1)
    ticket_of(database, Address(name="Wang Wei", address="wang@other.test"), number=2)
    with database.reading() as tx:
        assert find_traces(tx, ANNA.address).needles == (ANNA.address,)


def test_encoded_mails_are_looked_through(database: Database) -> None:
    coded = b"From: x@y.test\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    coded += b"YXNrIEFubmFAY3VzdG9tZXIudGVzdCBwbGVhc2U=\r\n"  # ask Anna@customer.test please
    ids = [mail.ledger_id for mail in kept(database, arrival(1, raw=coded), arrival(2))]
    with database.reading() as tx:
        traces = find_traces(tx, ANNA.address)
        assert (traces.mails, traces.undecided) == ((ids[0],), (ids[0],))


def test_digests_of_the_log_cannot_be_linked_once_their_key_is_gone(database: Database) -> None:
    number = ticket_of(database, ANNA, number=1)
    keys = "SELECT personal_key FROM ticket"
    with database.engine.connect() as connection:
        before = connection.execute(text(keys)).scalar_one()
        logged = connection.execute(text("SELECT after FROM event WHERE personal")).scalar_one()
    erased(database)
    with database.engine.connect() as connection:
        assert connection.execute(text(keys)).scalar_one() != before
        assert connection.execute(text("SELECT after FROM event WHERE personal")).scalar_one() == logged
        kinds = connection.execute(text(f"SELECT kind FROM event WHERE ticket = {number} ORDER BY seq")).scalars().all()
    assert kinds[-1] == "erased"


def test_articles_lose_the_name_and_drafts_of_own_tickets_their_words(database: Database) -> None:
    own = ticket_of(database, ANNA, number=1)
    solution = ArticleText(title="Toner", question=f"As {ANNA.address} asked", solution="Chase the animal away.")
    approved = Article(
        id=0, state=ArticleState.APPROVED, text=solution, author="li", created_at=NOON, updated_at=NOON
    )  # fmt: skip
    database.run(lambda tx: put_article(tx, approved))

    def draft(tx):  # type: ignore[no-untyped-def]
        from maildesk.desk.article import NewArticle

        return add_article(tx, NewArticle(text=ArticleText(title=WORDS), author="li"), NOON, ticket=own)

    database.run(draft)
    erased(database)
    assert hits(database, ANNA.address, WORDS) == []
    assert hits(database, "As [erased] asked", "Chase the animal away") != []


def test_the_bytes_of_the_files_hold_nothing_any_more(database: Database) -> None:
    ticket_of(database, ANNA, number=1)
    if not database.is_sqlite:
        assert sweep(database)
        return
    from pathlib import Path

    file = Path(str(database.url.database))

    def grep(word: bytes) -> int:
        return sum(each.read_bytes().lower().count(word) for each in file.parent.glob(f"{file.name}*"))

    assert grep(b"anna@customer.test") > 5
    erased(database)
    assert sweep(database)
    assert (grep(b"anna@customer.test"), grep(b"zebra")) == (0, 0)


def test_retention_bares_what_was_closed_long_ago_and_keeps_the_rest(database: Database) -> None:
    old = ticket_of(database, ANNA, number=1, closed=True)
    still_open = ticket_of(database, BO, number=2)
    now = later(days=3 * 366)
    with database.reading() as tx:
        found = outdated(tx, now, 3)
        assert (found.tickets, found.held, found.before) == ((old,), (), years_before(now, 3))
        assert outdated(tx, later(days=365), 3).tickets == ()
    done = apply_retention(database, KEY, now, 3, actor="operator")
    assert done == Erased(tickets=(old,), mails=1, messages=1, sent=1)
    assert apply_retention(database, KEY, now, 3, actor="operator") == Erased()
    assert hits(database, ANNA.address, f"{WORDS} 1") == []
    assert len(hits(database, f"{WORDS} 2")) > 3
    with database.reading() as tx:
        assert list(verify_chains(tx, KEY)) == []
        (record,) = erasure_records(tx)
        assert (record.kind, record.reason, record.erased) == ("retention", "kept for more than 3 years", done)
        assert find_person(tx, ANNA.address) is None
        assert read_tickets(tx, [still_open])[still_open].requester == BO


def test_ignored_mails_and_old_digests_are_not_kept_longer_than_tickets(database: Database) -> None:
    kept(database, arrival(1, state=LedgerState.IGNORED, reason="advertising"))
    mail = outgoing(2, recipient="li@desk.test", ticket=None)
    database.run(lambda tx: enqueue(tx, [mail], NOON))
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET state = 'sent'"))
    done = apply_retention(database, KEY, later(days=1100), 3, actor="desk")
    assert done == Erased(mails=1, sent=1)
    assert hits(database, "printer 1", "li@desk.test") == []
    with database.engine.connect() as connection:
        assert connection.execute(select(raw)).all() == []


def test_a_legal_hold_keeps_a_ticket_until_it_is_released(database: Database) -> None:
    old = ticket_of(database, ANNA, number=1, closed=True)
    assert database.run(lambda tx: set_hold(tx, old, "case 17", "operator", NOON))
    assert not database.run(lambda tx: set_hold(tx, old, "case 18", "operator", NOON))
    now = later(days=1100)
    with database.reading() as tx:
        assert (hold_on(tx, old), hold_on(tx, 99)) == ("case 17", None)
        assert (outdated(tx, now, 3).tickets, outdated(tx, now, 3).held) == ((), (old,))
        assert held_among(tx, [old, 99]) == [old]
    assert apply_retention(database, KEY, now, 3, actor="desk") == Erased()
    erase = database.run(lambda tx: erase_tickets(tx, KEY, [old], actor="desk", reason="x", now=now))
    assert erase == Erased()
    assert database.run(lambda tx: release_hold(tx, old, "operator", now))
    assert not database.run(lambda tx: release_hold(tx, old, "operator", now))
    assert apply_retention(database, KEY, now, 3, actor="desk").tickets == (old,)
    with database.reading() as tx:
        assert [(hold.ticket, hold.why, hold.released_by) for hold in holds(tx)] == [(old, "case 17", "operator")]


def test_an_erased_mail_that_comes_again_is_known(database: Database) -> None:
    ticket_of(database, ANNA, number=1)
    erased(database)
    again = kept(database, arrival(50, raw=raw_mail(ANNA, f"{WORDS} 1"), content_key="content-1"))
    assert again[0].state is LedgerState.DUPLICATE


def test_no_address_slips_into_the_event_log(database: Database) -> None:
    number = ticket_of(database, ANNA, number=1)
    with database.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT reason, after FROM event WHERE ticket = {number}")).all()
    assert "@" not in json.dumps([tuple(row) for row in rows])
    assert rows[0][0].startswith("from hmac:")


@pytest.mark.parametrize(("years", "bared"), [(3, True), (0, False)])
def test_a_worker_erases_once_a_day_where_the_settings_say_so(database: Database, years: int, bared: bool) -> None:
    ticket_of(database, ANNA, number=1, closed=True)
    clock = SetClock(later(days=1100))
    keeper = RetentionKeeper(database, clock, KEY, years)
    assert keeper.round() == 0
    assert (hits(database, f"{WORDS} 1") == []) is bared
    ticket_of(database, BO, number=2, closed=True)
    keeper.round()
    assert hits(database, f"{WORDS} 2") != []  # not looked for again on the same day
    clock.move(days=1)
    keeper.round()
    assert (hits(database, f"{WORDS} 2") == []) is bared
