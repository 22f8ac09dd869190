"""What the ledger promises: every mail has one row, is claimed by one worker, and ends once."""

import threading
from datetime import datetime

import pytest

from maildesk.desk.decision import LedgerState, Verdict
from maildesk.store.claims import (
    LetterFacts,
    anything_pending,
    claim_pending,
    give_back,
    judge,
    pending_among,
    renew_claims,
    take_back_leases,
)
from maildesk.store.database import Database
from maildesk.store.ledger import keep, known_uids, mark_moved, unmoved
from maildesk.store.quarantine import discard_mails, held_asked, held_of, release_mails, retry_fingerprint, retry_mails
from maildesk.store.raw import raw_of
from maildesk.store.trouble import StaleClaim
from tests.store.builders import AS_TICKET, NOON, arrival, kept, later


def test_mails_are_kept_in_the_order_given_and_found_again_byte_for_byte(database: Database) -> None:
    mails = [arrival(3), arrival(1), arrival(2, raw=b"\x00\xff" * 40_000)]
    rows = kept(database, *mails)
    assert [row.state for row in rows] == [LedgerState.PENDING] * 3
    with database.reading() as tx:
        assert [raw_of(tx, row.ledger_id) for row in rows] == [mail.raw for mail in mails]


def test_a_known_uid_is_answered_as_it_stands_and_nothing_is_written(database: Database) -> None:
    first = kept(database, arrival(1))[0]
    again = kept(database, arrival(1, content_key="another"))[0]
    assert again.known
    assert again.ledger_id == first.ledger_id
    with database.reading() as tx:
        assert known_uids(tx, "support", 7, 1, 100) == {1}


def test_a_known_content_becomes_a_duplicate_that_names_the_first(database: Database) -> None:
    first = kept(database, arrival(1))[0]
    copies = [kept(database, arrival(uid, content_key="content-1"))[0] for uid in (2, 3)]
    assert [copy.state for copy in copies] == [LedgerState.DUPLICATE] * 2
    assert {copy.duplicate_of for copy in copies} == {first.ledger_id}
    assert [copy.copies for copy in copies] == [1, 2]
    assert copies[0].original_state is LedgerState.PENDING


def test_copies_within_one_batch_are_found(database: Database) -> None:
    rows = kept(database, arrival(1), arrival(2), arrival(3, content_key="content-1", mailbox="sales"))
    assert [row.state for row in rows] == [LedgerState.PENDING, LedgerState.PENDING, LedgerState.DUPLICATE]
    assert rows[2].duplicate_of == rows[0].ledger_id


def test_the_copy_of_a_quarantined_mail_says_so(database: Database) -> None:
    row = kept(database, arrival(1))[0]
    held = Verdict(state=LedgerState.QUARANTINE, reason="could not be read")
    database.run(lambda tx: judge(tx, row.ledger_id, held, now=NOON))
    assert kept(database, arrival(2, content_key="content-1"))[0].original_state is LedgerState.QUARANTINE


def test_mails_without_uid_are_never_taken_for_each_other(database: Database) -> None:
    rows = kept(database, arrival(1, uid=None), arrival(2, uid=None))
    assert rows[0].ledger_id != rows[1].ledger_id


def test_a_new_uidvalidity_makes_known_contents_duplicates(database: Database) -> None:
    kept(database, arrival(1))
    assert kept(database, arrival(1, uidvalidity=8))[0].state is LedgerState.DUPLICATE


def test_a_mail_too_large_to_fetch_has_its_row_without_bytes(database: Database) -> None:
    row = kept(database, arrival(1, raw=None, state=LedgerState.QUARANTINE, reason="too big: 81 MB"))[0]
    with database.reading() as tx:
        assert raw_of(tx, row.ledger_id) is None
        assert not anything_pending(tx, NOON)


def test_filed_mails_and_mails_that_stay_are_not_unmoved(database: Database) -> None:
    first, second, _ = kept(database, arrival(1), arrival(2), arrival(3, stays=True))
    database.run(lambda tx: mark_moved(tx, [first.ledger_id], NOON))
    with database.reading() as tx:
        assert unmoved(tx, "support", 7) == [(second.ledger_id, 2)]


def test_the_oldest_mails_are_claimed_first_and_the_attempt_is_counted(database: Database) -> None:
    kept(database, arrival(5), arrival(1), arrival(2))
    first = database.run(lambda tx: claim_pending(tx, "host:1", NOON, 60, 2))
    second = database.run(lambda tx: claim_pending(tx, "host:2", NOON, 60, 2))
    assert [each.raw for each in first] == [arrival(5).raw, arrival(1).raw]
    assert [each.raw for each in second] == [arrival(2).raw]
    assert first[0].tries == 1
    assert database.run(lambda tx: claim_pending(tx, "host:3", NOON, 60, 2)) == []


def test_an_expired_lease_frees_the_mail_and_a_renewed_one_does_not(database: Database) -> None:
    one, two = kept(database, arrival(1), arrival(2))
    database.run(lambda tx: claim_pending(tx, "host:1", NOON, 60, 5))
    database.run(lambda tx: renew_claims(tx, [two.ledger_id], "host:1", later(seconds=300)))
    again = database.run(lambda tx: claim_pending(tx, "host:2", later(seconds=61), 60, 5))
    assert [(each.ledger_id, each.tries) for each in again] == [(one.ledger_id, 2)]


@pytest.mark.parametrize(("count_try", "tries"), [(False, 1), (True, 2)])
def test_a_mail_given_back_waits_again(database: Database, count_try: bool, tries: int) -> None:
    row = kept(database, arrival(1))[0]
    database.run(lambda tx: claim_pending(tx, "host:1", NOON, 60, 5))
    database.run(lambda tx: give_back(tx, [row.ledger_id], count_try))
    assert database.run(lambda tx: claim_pending(tx, "host:1", NOON, 60, 5))[0].tries == tries


def test_leases_of_a_dead_process_are_taken_back_and_only_those(database: Database) -> None:
    kept(database, arrival(1), arrival(2))
    database.run(lambda tx: claim_pending(tx, "host:11:a", NOON, 60, 1))
    database.run(lambda tx: claim_pending(tx, "host:1:b", NOON, 60, 1))
    assert database.run(lambda tx: take_back_leases(tx, "host:1:")) == 1
    assert [each.raw for each in database.run(lambda tx: claim_pending(tx, "x", NOON, 60, 5))] == [arrival(2).raw]


def test_four_threads_never_claim_a_mail_twice(database: Database) -> None:
    kept(database, *(arrival(number) for number in range(1, 61)))
    claimed: list[int] = []

    def work(name: str) -> None:
        while batch := database.run(lambda tx: claim_pending(tx, name, NOON, 60, 3)):
            claimed.extend(each.ledger_id for each in batch)

    threads = [threading.Thread(target=work, args=(f"host:{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(claimed) == len(set(claimed)) == 60


def test_a_mail_ends_once(database: Database) -> None:
    row = kept(database, arrival(1))[0]
    database.run(lambda tx: judge(tx, row.ledger_id, AS_TICKET, now=NOON, ticket=1))
    with pytest.raises(StaleClaim):
        database.run(lambda tx: judge(tx, row.ledger_id, AS_TICKET, now=NOON, ticket=2))


def test_the_stale_worker_of_a_batch_loses_only_that_mail(database: Database) -> None:
    first, second = kept(database, arrival(1), arrival(2))
    database.run(lambda tx: judge(tx, first.ledger_id, AS_TICKET, now=NOON))
    with database.writing() as tx:
        with pytest.raises(StaleClaim), tx.savepoint():
            judge(tx, first.ledger_id, AS_TICKET, now=NOON)
        with tx.savepoint():
            judge(tx, second.ledger_id, AS_TICKET, now=NOON, letter=LetterFacts(sender="anna@customer.test"))
    with database.reading() as tx:
        assert not anything_pending(tx, NOON)


def test_an_older_unread_mail_is_waited_for(database: Database) -> None:
    first, second = kept(database, arrival(1), arrival(2))
    with database.reading() as tx:
        assert pending_among(tx, ["<mail-1@customer.test>", "<x@y.test>"], second.ledger_id)
        assert not pending_among(tx, ["<mail-2@customer.test>"], first.ledger_id)
        assert not pending_among(tx, [], second.ledger_id)
    database.run(lambda tx: judge(tx, first.ledger_id, AS_TICKET, now=NOON))
    with database.reading() as tx:
        assert not pending_among(tx, ["<mail-1@customer.test>"], second.ledger_id)


def _held(database: Database, number: int = 1, fingerprint: str | None = None) -> int:
    row = kept(database, arrival(number))[0]
    verdict = Verdict(state=LedgerState.QUARANTINE, reason="staff not proven", held_for="li", check="staff proof")
    facts = LetterFacts(subject="#resolve")
    database.run(lambda tx: judge(tx, row.ledger_id, verdict, now=NOON, letter=facts, fingerprint=fingerprint))
    return row.ledger_id


def test_a_released_mail_is_read_again_without_the_check_that_held_it(database: Database) -> None:
    held = _held(database)
    with database.reading() as tx:
        assert [(each.ledger_id, each.subject) for each in held_of(tx.rows(*held_asked("li")))] == [(held, "#resolve")]
    assert database.run(lambda tx: release_mails(tx, [held, 999])) == 1
    claimed = database.run(lambda tx: claim_pending(tx, "host:1", NOON, 60, 5))[0]
    assert (claimed.released, claimed.check_name, claimed.held_for, claimed.tries) == (True, "staff proof", "li", 1)


def test_a_retried_mail_goes_through_every_check(database: Database) -> None:
    held = _held(database)
    assert database.run(lambda tx: retry_mails(tx, [held])) == 1
    claimed = database.run(lambda tx: claim_pending(tx, "host:1", NOON, 60, 5))[0]
    assert (claimed.released, claimed.check_name, claimed.held_for) == (False, None, None)


def test_mails_that_failed_alike_are_retried_together(database: Database) -> None:
    for number in (1, 2):
        _held(database, number, fingerprint="KeyError:3f2a")
    _held(database, 3, fingerprint="ValueError:1111")
    assert database.run(lambda tx: retry_fingerprint(tx, "KeyError:3f2a")) == 2


def test_a_discarded_mail_is_ignored_with_a_reason_and_waits_no_more(database: Database) -> None:
    held = _held(database)
    assert database.run(lambda tx: discard_mails(tx, [held], "disowned by li", NOON)) == 1
    assert database.run(lambda tx: retry_mails(tx, [held])) == 0


def test_what_is_rolled_back_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as tx:  # noqa: PT012
        keep(tx, [arrival(1)], NOON)
        raise ZeroDivisionError
    with database.reading() as tx:
        assert known_uids(tx, "support", 7, 1, 10) == set()
    assert kept(database, arrival(1))[0].known is False


def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        kept(database, arrival(1), now=datetime(2026, 11, 23, 12, 0))  # noqa: DTZ001 - that is the point


def test_texts_no_database_takes_are_stored_with_a_mark_in_their_place(database: Database) -> None:
    row = kept(database, arrival(1, message_id="<a\0b\ud83dc@x.test>"))[0]
    assert row.state is LedgerState.PENDING
