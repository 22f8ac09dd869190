"""The lists that people and scripts read show what was written, in order and with the contract's fields."""

import json
from dataclasses import fields

from maildesk.desk.decision import ChangeKind, LedgerState, Survey, Verdict
from maildesk.mail.letter import Attachment
from maildesk.store.claims import LetterFacts, judge
from maildesk.store.database import Database
from maildesk.store.events import append_events
from maildesk.store.figures import (
    Figures,
    figures,
    ignored_by_reason,
    ratings,
    reconciliation,
    undeliverable,
    waiting,
)
from maildesk.store.leases import MailboxState, save_mailbox_state
from maildesk.store.messages import MessageToKeep, add_messages
from maildesk.store.outbox import enqueue, record_delivery
from maildesk.store.reading import (
    ListedMail,
    ListedOutgoing,
    explained_mails,
    mails,
    outgoing_mails,
    quarantined_mails,
)
from maildesk.store.showing import open_tickets, show_ticket, tickets
from maildesk.store.surveys import save_survey
from tests.store.builders import ANNA, AS_TICKET, KEY, NOON, arrival, change, kept, later, message, opened, outgoing

_MAILS = "id mailbox uidvalidity uid message_id content_key received_at state ticket reason raw"
_OUTBOX = "id message_id ticket kind to subject state tries uncertain delivery error next_try_at sent_at"


def test_the_lists_have_the_fields_scripts_rely_on() -> None:
    assert [each.name for each in fields(ListedMail)] == _MAILS.split()
    assert [each.name for each in fields(ListedOutgoing)] == _OUTBOX.split()


def test_every_ledger_row_is_listed_with_its_bytes_when_asked(database: Database) -> None:
    kept(database, arrival(1), arrival(2, raw=None), arrival(3, content_key="content-1"))
    with database.reading() as tx:
        plain, whole = list(mails(tx)), list(mails(tx, with_raw=True))
        assert [each.state for each in plain] == ["pending", "pending", "duplicate"]
        assert plain[2].reason == f"duplicate of ledger {plain[0].id}"
        assert [each.raw for each in whole] == [arrival(1).raw, None, arrival(3).raw]
        assert [each.id for each in mails(tx, after=plain[1].id)] == [plain[2].id]


def test_the_quarantine_tells_why_and_the_ledger_explains(database: Database) -> None:
    row = kept(database, arrival(1))[0]
    verdict = Verdict(state=LedgerState.QUARANTINE, reason="KeyError in threading", check="parse")
    facts = LetterFacts(sender=ANNA.address, subject="Hello", kind="request")
    database.run(
        lambda tx: judge(tx, row.ledger_id, verdict, now=NOON, letter=facts, reasons=["rule one"], fingerprint="ab")
    )
    with database.reading() as tx:
        found = list(quarantined_mails(tx))
        assert [(each.reason, each.check, each.fingerprint) for each in found] == [
            ("KeyError in threading", "parse", "ab")
        ]
        by_id, by_message_id = explained_mails(tx, row.ledger_id), explained_mails(tx, "<mail-1@customer.test>")
        assert by_id == by_message_id
        assert by_id[0].reasons == ("rule one",)
        assert explained_mails(tx, 99) == []
        assert waiting(tx) == {"pending": 0, "quarantine": 1, "queued": 0, "sending": 0}


def test_the_outbox_lists_what_has_not_left_or_everything(database: Database) -> None:
    one, two = database.run(lambda tx: enqueue(tx, [outgoing(1), outgoing(2, held="the limit is reached")], NOON))
    with database.reading() as tx:
        found = list(outgoing_mails(tx))
        assert [(each.id, each.to, each.error, each.next_try_at) for each in found] == [
            (one, ("Anna@customer.test",), None, NOON),
            (two, ("Anna@customer.test",), "the limit is reached", None),
        ]
        assert len(list(outgoing_mails(tx, everything=True))) == 2


def test_a_ticket_is_shown_with_everything_that_belongs_to_it(database: Database) -> None:
    photo = Attachment(part="2", filename="p.jpg", content_type="image/jpeg", size=3, sha256="ab", inline=True)

    def write(tx):  # type: ignore[no-untyped-def]
        number = opened(tx).number
        append_events(tx, KEY, number, [change()], NOON)
        add_messages(tx, [MessageToKeep(ticket=number, message=message(attachments=(photo,)))], NOON)
        enqueue(tx, [outgoing(1, ticket=number)], NOON)
        return number

    number = database.run(write)
    with database.reading() as tx:
        shown = show_ticket(tx, number)
        assert shown is not None
        assert shown.messages[0].attachments == (photo,)
        assert shown.messages[0].author == ANNA
        assert [each.kind for each in shown.events] == ["opened"]
        assert [each.to for each in shown.outbox] == [("Anna@customer.test",)]
        assert list(tickets(tx)) == open_tickets(tx) == [shown.ticket]
        assert show_ticket(tx, 99) is None


def test_figures_count_what_happened_in_time(database: Database) -> None:
    def write(tx):  # type: ignore[no-untyped-def]
        number = opened(tx).number
        state = ChangeKind.STATE_CHANGED
        append_events(tx, KEY, number, [change()], later(days=-1))
        facts = [
            change(),
            change(ChangeKind.ANSWERED, actor="li"),
            change(state, actor="li", before="open", after="resolved"),
            change(state, before="resolved", after="open"),
            change(state, before="new", after="open"),
            change(state, actor="desk", before="resolved", after="closed"),
        ]
        append_events(tx, KEY, number, facts, NOON)
        save_survey(tx, number, Survey(round=1, score=2, comment="slow"), NOON)

    database.run(write)
    with database.reading() as tx:
        whole, engineers = figures(tx, NOON, later(hours=1))
        assert whole == Figures(arrived=1, solved=1, closed=1, reopened=1, answered=1)
        assert [(each.staff_id, each.solved, each.answered) for each in engineers] == [("li", 1, 1)]
        assert [(each.score, each.comment) for each in ratings(tx, NOON, later(hours=1))] == [(2, "slow")]
        assert ratings(tx, later(hours=1), later(hours=2)) == []


def test_undeliverable_and_ignored_mails_and_the_reconciliation_are_told(database: Database) -> None:
    one = database.run(lambda tx: enqueue(tx, [outgoing(1)], NOON))[0]
    database.run(lambda tx: record_delivery(tx, one, "bounced", "550 5.1.1", NOON))
    kept(database, arrival(1, state=LedgerState.IGNORED, reason="before start"), arrival(2), arrival(3, uid=None))
    database.run(
        lambda tx: save_mailbox_state(tx, MailboxState(mailbox="support", on_server=2, last_full_look_at=NOON))
    )
    row = kept(database, arrival(4))[0]
    database.run(lambda tx: judge(tx, row.ledger_id, AS_TICKET, now=NOON))
    with database.reading() as tx:
        assert [each.error for each in undeliverable(tx, NOON, later(hours=1))] == ["550 5.1.1"]
        assert [(each.reason, each.count) for each in ignored_by_reason(tx, NOON, later(hours=1))] == [
            ("before start", 1)
        ]
        found = reconciliation(tx, "support")
        assert (found.on_server, found.in_ledger) == (2, 3)


def test_what_came_after_the_last_full_look_is_no_difference(database: Database) -> None:
    kept(database, arrival(1))
    state = MailboxState(mailbox="support", on_server=1, last_full_look_at=later(minutes=1))
    database.run(lambda tx: save_mailbox_state(tx, state))
    kept(database, arrival(2), now=later(minutes=2))
    with database.reading() as tx:
        found = reconciliation(tx, "support")
        assert (found.on_server, found.in_ledger) == (1, 1)


def test_lists_of_an_empty_desk_are_empty(database: Database) -> None:
    with database.reading() as tx:
        assert list(mails(tx)) == list(outgoing_mails(tx)) == list(quarantined_mails(tx)) == list(tickets(tx)) == []
        assert figures(tx, NOON, later(days=1)) == (Figures(), [])


def test_nothing_internal_of_the_lists_breaks_json(database: Database) -> None:
    kept(database, arrival(1, message_id="<打印\ud800@x.test>"))
    with database.reading() as tx:
        assert json.dumps([each.message_id for each in mails(tx)]).encode()
