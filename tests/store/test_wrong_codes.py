"""Wrong check codes are counted by address for a day and by the desk for an hour, on both engines."""

from maildesk.store.database import Database
from maildesk.store.wrong_codes import add_wrong_codes, wrong_codes_lately, wrong_codes_of
from tests.store.builders import NOON, later


def test_they_are_counted_up_to_the_limit_and_forgotten_after_a_day(database: Database) -> None:
    database.run(lambda tx: add_wrong_codes(tx, "Bob@Elsewhere.test", 3, NOON))
    database.run(lambda tx: add_wrong_codes(tx, "eve@elsewhere.test", 1, later(minutes=90)))
    with database.reading() as tx:
        assert wrong_codes_of(tx, "bob@elsewhere.test", later(hours=2), 20) == 3
        assert wrong_codes_of(tx, "bob@elsewhere.test", later(hours=2), 2) == 2
        assert wrong_codes_lately(tx, later(hours=2), 200) == 1
    database.run(lambda tx: add_wrong_codes(tx, "eve@elsewhere.test", 1, later(hours=25)))
    with database.reading() as tx:
        assert wrong_codes_of(tx, "bob@elsewhere.test", NOON, 20) == 0
