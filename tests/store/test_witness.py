"""What a digest printed convicts whoever writes the event log anew, even with the key."""

from sqlalchemy import text

from maildesk.desk.decision import ChangeKind
from maildesk.store.database import Database
from maildesk.store.events import append_events, chain_root, verify_chains
from maildesk.store.tickets import lock_tickets
from maildesk.store.witness import keep_root, stored_roots, verify_roots
from tests.store.builders import KEY, NOON, change, later, opened

_UNLOCK = {
    True: ["DROP TRIGGER event_no_update", "DROP TRIGGER event_no_delete"],
    False: ["DROP TRIGGER event_append_only ON event"],
}


def happened(database: Database, number: int | None = None, **fields: str) -> int:
    """Write one event: on a new ticket, or on one that is there."""

    def write(tx):  # type: ignore[no-untyped-def]
        wanted = opened(tx).number if number is None else number
        lock_tickets(tx, [wanted])
        append_events(tx, KEY, wanted, [change(ChangeKind.OWNER_CHANGED, **fields)], NOON)
        return wanted

    return int(database.run(write))


def printed(database: Database, **when: float) -> str:
    return str(database.run(lambda tx: keep_root(tx, later(**when))))


def found(database: Database, witness: str | None = None) -> list[str]:
    with database.reading() as tx:
        assert list(verify_chains(tx, KEY)) == []  # the forger has the key
        return [fault.sentence for fault in verify_roots(tx, witness)]


def forged(database: Database, number: int, *, events: int, actor: str = "forger") -> None:
    """Write the chain of a ticket anew, with the right hashes."""
    with database.engine.begin() as connection:
        for statement in _UNLOCK[database.is_sqlite]:
            connection.execute(text(statement))
        connection.execute(text(f"DELETE FROM event WHERE ticket = {number}"))
        connection.execute(text(f"UPDATE ticket SET chain_head = '', chain_length = 0 WHERE number = {number}"))
    for _ in range(events):
        happened(database, number, actor=actor)


def test_days_as_they_were_agree_with_every_digest(database: Database) -> None:
    one = happened(database)
    first = printed(database)
    happened(database, one)
    happened(database)
    second = printed(database, days=1)
    happened(database, one)
    assert found(database) == found(database, first) == found(database, second) == []


def test_a_root_says_only_what_grew_and_a_quiet_day_adds_none(database: Database) -> None:
    one, two = happened(database), happened(database)
    first = printed(database)
    assert printed(database, days=1) == first
    happened(database, two)
    printed(database, days=2)
    with database.reading() as tx:
        grown = [[(end.ticket, end.length) for end in root.grown] for root in stored_roots(tx)]
        assert grown == [[(one, 1), (two, 1)], [(two, 2)]]
        assert [root.root for root in stored_roots(tx)][-1] == chain_root(tx)


def test_a_chain_written_anew_with_the_key_is_named(database: Database) -> None:
    happened(database)
    two = happened(database)
    root = printed(database)
    forged(database, two, events=1)
    assert found(database, root) == [
        f"Event 1 of ticket {two} is not the one that stood there when the digest of 2026-11-23 12:00 UTC was written."
    ]
    assert found(database) != []


def test_a_chain_cut_off_with_the_key_is_named(database: Database) -> None:
    one = happened(database, actor="li")
    happened(database, one, actor="li")
    root = printed(database)
    forged(database, one, events=1, actor="li")
    assert f"Event 2 of ticket {one} is gone" in found(database, root)[0]


def test_whoever_changes_the_kept_roots_as_well_misses_the_root_of_the_digest(database: Database) -> None:
    one = happened(database)
    root = printed(database)
    forged(database, one, events=1)
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_root"))
    printed(database)
    assert found(database) == []
    (sentence,) = found(database, root)
    assert sentence.startswith(f"The root {root} of the digest is not among those kept")


def test_kept_ends_that_were_changed_do_not_give_the_root(database: Database) -> None:
    happened(database)
    root = printed(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE audit_root SET heads = :none"), {"none": b""})
    assert "does not give its root" in found(database, root)[0]
