"""What the outbox promises: every mail once, in the order of urgency, and nothing written by a stale courier."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from maildesk.desk.outgoing import MessageKind
from maildesk.store.database import Database
from maildesk.store.figures import undeliverable
from maildesk.store.outbox import (
    PRIORITY_LATER,
    PRIORITY_URGENT,
    body_of,
    cancel_mail,
    enqueue,
    free_mail,
    hold_mail,
    record_delivery,
    send_again,
    sent_mails,
)
from maildesk.store.sending import (
    ClaimedMail,
    Deferred,
    Failed,
    Sent,
    claim_outbox,
    mark_dot,
    next_due,
    record_results,
    renew_mails,
    requeue_expired,
    requeue_of_dead,
)
from tests.store.builders import NOON, later, outgoing


def _claim(database: Database, owner: str = "host:1", now=NOON, limit: int = 50) -> list[ClaimedMail]:  # type: ignore[no-untyped-def]
    return database.run(lambda tx: claim_outbox(tx, owner, now, 60, limit))


def test_a_mail_queued_twice_under_one_key_is_one_mail(database: Database) -> None:
    first = database.run(lambda tx: enqueue(tx, [outgoing(1), outgoing(2)], NOON))
    again = database.run(lambda tx: enqueue(tx, [outgoing(3), outgoing(2, message_id="<other@x.test>")], NOON))
    assert again[1] == first[1]
    assert len(_claim(database)) == 3


def test_a_claimed_mail_has_everything_the_courier_needs(database: Database) -> None:
    body = b"Subject: x\r\n\r\n" + "打印机".encode() * 500
    row = database.run(lambda tx: enqueue(tx, [outgoing(1, body=body)], NOON))[0]
    mail = _claim(database)[0]
    assert (mail.id, mail.recipient, mail.body, mail.tries) == (row, "Anna@customer.test", body, 1)
    with database.reading() as tx:
        assert body_of(tx, row) == body


def test_urgent_mails_leave_first_and_digests_last(database: Database) -> None:
    mails = [outgoing(1, priority=PRIORITY_LATER), outgoing(2), outgoing(3, priority=PRIORITY_URGENT)]
    rows = database.run(lambda tx: enqueue(tx, mails, NOON))
    assert [mail.id for mail in _claim(database, limit=2)] == [rows[2], rows[1]]


def test_a_mail_that_is_not_due_or_is_held_waits(database: Database) -> None:
    mails = [outgoing(1, next_try_at=later(minutes=5)), outgoing(2, held="the limit of this address is reached")]
    rows = database.run(lambda tx: enqueue(tx, mails, NOON))
    assert _claim(database) == []
    with database.reading() as tx:
        assert next_due(tx) == later(minutes=5)
    assert database.run(lambda tx: free_mail(tx, rows[1], NOON))
    assert [mail.id for mail in _claim(database)] == [rows[1]]


def test_the_courier_marks_the_dot_and_records_what_came(database: Database) -> None:
    rows = database.run(lambda tx: enqueue(tx, [outgoing(n) for n in (1, 2, 3)], NOON))
    a, b, c = _claim(database)
    assert database.run(lambda tx: mark_dot(tx, [(m.id, m.fence) for m in (a, b, c)], NOON)) == set(rows)
    results = [
        Sent(id=a.id, fence=a.fence, at=NOON),
        Deferred(id=b.id, fence=b.fence, error="450 greylisted", next_try_at=later(minutes=1), count=False),
        Failed(id=c.id, fence=c.fence, error="550 no such user", at=NOON),
    ]
    assert database.run(lambda tx: record_results(tx, results)) == set(rows)
    assert _claim(database) == []
    again = _claim(database, now=later(minutes=2))
    assert [(mail.id, mail.tries, mail.uncertain) for mail in again] == [(b.id, 1, False)]
    with database.reading() as tx:
        assert sent_mails(tx, [a.message_id, "<x@y.test>"])[a.message_id].sent_at == NOON


def test_a_stale_courier_writes_nothing(database: Database) -> None:
    database.run(lambda tx: enqueue(tx, [outgoing(1)], NOON))
    stale = _claim(database)[0]
    assert database.run(lambda tx: requeue_expired(tx, later(seconds=61), later(seconds=61))) == 1
    fresh = _claim(database, "host:2", later(seconds=62))[0]
    assert database.run(lambda tx: mark_dot(tx, [(stale.id, stale.fence)], NOON)) == set()
    assert database.run(lambda tx: renew_mails(tx, [(stale.id, stale.fence)], later(hours=1))) == set()
    gone = Failed(id=stale.id, fence=stale.fence, error="550", at=NOON)
    assert database.run(lambda tx: record_results(tx, [gone])) == set()
    assert database.run(lambda tx: mark_dot(tx, [(fresh.id, fresh.fence)], NOON)) == {fresh.id}


@pytest.mark.parametrize("dot", [True, False])
def test_a_lost_mail_is_uncertain_only_when_its_dot_was_sent(database: Database, dot: bool) -> None:
    database.run(lambda tx: enqueue(tx, [outgoing(1)], NOON))
    mail = _claim(database, "boot:77:x")[0]
    if dot:
        database.run(lambda tx: mark_dot(tx, [(mail.id, mail.fence)], NOON))
    assert database.run(lambda tx: requeue_of_dead(tx, "boot:77:", NOON)) == 1
    assert _claim(database)[0].uncertain is dot


def test_a_renewed_lease_is_not_taken_away(database: Database) -> None:
    database.run(lambda tx: enqueue(tx, [outgoing(1)], NOON))
    mail = _claim(database)[0]
    assert database.run(lambda tx: renew_mails(tx, [(mail.id, mail.fence)], later(minutes=10))) == {mail.id}
    assert database.run(lambda tx: requeue_expired(tx, later(minutes=5), later(minutes=5))) == 0


def test_only_a_queued_mail_can_be_cancelled_or_held(database: Database) -> None:
    one, two, three = database.run(lambda tx: enqueue(tx, [outgoing(n) for n in (1, 2, 3)], NOON))
    assert database.run(lambda tx: cancel_mail(tx, one, "undone by li"))
    assert database.run(lambda tx: hold_mail(tx, two, "limit"))
    assert [mail.id for mail in _claim(database)] == [three]
    assert not database.run(lambda tx: cancel_mail(tx, three, "undone by li"))


def test_a_bounce_is_noted_on_the_mail(database: Database) -> None:
    one = database.run(lambda tx: enqueue(tx, [outgoing(1, kind=MessageKind.ANSWER)], NOON))[0]
    database.run(lambda tx: record_delivery(tx, one, "bounced", "550 5.1.1 unknown", NOON))
    with database.reading() as tx:
        assert sent_mails(tx, [outgoing(1).message_id])[outgoing(1).message_id].kind is MessageKind.ANSWER


def test_four_couriers_never_claim_a_mail_twice(database: Database) -> None:
    database.run(lambda tx: enqueue(tx, [outgoing(n) for n in range(60)], NOON))
    claimed: list[int] = []

    def work(name: str) -> None:
        while batch := _claim(database, name, limit=4):
            claimed.extend(mail.id for mail in batch)

    threads = [threading.Thread(target=work, args=(f"host:{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(claimed) == len(set(claimed)) == 60


def test_nothing_is_due_in_an_empty_outbox(database: Database) -> None:
    with database.reading() as tx:
        assert next_due(tx) is None
    assert _claim(database, now=NOON + timedelta(days=1)) == []


def test_a_mail_that_came_back_is_sent_again_as_it_was(database: Database) -> None:
    one, two = database.run(lambda tx: enqueue(tx, [outgoing(1), outgoing(2)], NOON))
    (claimed, *_) = database.run(lambda tx: claim_outbox(tx, "me", NOON, 60, 10))
    before = claimed.body
    database.run(lambda tx: record_delivery(tx, one, "bounced", "550 5.1.1", NOON))
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET state = 'sent', lease_owner = NULL"))
    assert database.run(lambda tx: send_again(tx, one, later(hours=1)))
    assert not database.run(lambda tx: send_again(tx, two, later(hours=1)))  # it neither failed nor came back
    (again,) = database.run(lambda tx: claim_outbox(tx, "me", later(hours=1), 60, 10))
    assert (again.id, again.body, again.message_id) == (one, before, claimed.message_id)
    with database.reading() as tx:
        assert undeliverable(tx, NOON, later(days=1)) == []
