"""What alerts are made of: mails that should have left, and errors of ours that held mails."""

from datetime import timedelta

from maildesk.desk.decision import LedgerState, Verdict
from maildesk.store.claims import judge
from maildesk.store.database import Database
from maildesk.store.outbox import enqueue
from maildesk.store.sending import Deferred, claim_outbox, record_results
from maildesk.store.standing import faults_since, unsent
from tests.store.builders import NOON, arrival, kept, later, outgoing


def _deferred(database: Database, *, count: bool) -> None:
    (mail,) = database.run(lambda tx: claim_outbox(tx, "host:1", NOON, 60, 50))
    result = Deferred(
        id=mail.id, fence=mail.fence, error="Connection refused", next_try_at=later(minutes=90), count=count
    )
    database.run(lambda tx: record_results(tx, [result]))


def test_a_mail_that_is_due_and_was_never_tried_is_unsent_since_it_was_due(database: Database) -> None:
    database.run(lambda tx: enqueue(tx, [outgoing(1, next_try_at=later(minutes=5)), outgoing(2, held="limit")], NOON))
    with database.reading() as tx:
        assert unsent(tx, NOON).count == 0
        found = unsent(tx, later(minutes=40))
    assert (found.count, found.since, found.why) == (1, later(minutes=5), "")


def test_a_mail_the_relay_could_not_even_be_asked_for_is_unsent_since_it_was_written(database: Database) -> None:
    database.run(lambda tx: enqueue(tx, [outgoing(1)], NOON))
    _deferred(database, count=False)
    with database.reading() as tx:
        found = unsent(tx, later(minutes=40))
    assert (found.count, found.since, found.why) == (1, NOON, "Connection refused")


def test_a_mail_a_server_has_put_off_is_no_trouble_of_the_relay(database: Database) -> None:
    database.run(lambda tx: enqueue(tx, [outgoing(1)], NOON))
    _deferred(database, count=True)
    with database.reading() as tx:
        assert unsent(tx, later(minutes=40)).count == 0


def test_errors_of_the_last_hour_are_counted_by_their_fingerprint(database: Database) -> None:
    rows = kept(database, *(arrival(number) for number in (1, 2, 3)))
    for row, moment in zip(rows, (later(hours=-2), NOON, NOON), strict=True):
        verdict = Verdict(state=LedgerState.QUARANTINE, reason="our own error", check="bug")
        database.run(
            lambda tx, row=row, at=moment, verdict=verdict: judge(
                tx, row.ledger_id, verdict, now=at, reasons=("x",), fingerprint="ab12"
            )
        )
    with database.reading() as tx:
        assert faults_since(tx, NOON - timedelta(hours=1)) == [("ab12", 2, "our own error")]
