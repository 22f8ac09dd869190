"""Mails that are kept as intake keeps them, and read in the test itself: for tests of what decides about them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from maildesk.app import Desktop
from maildesk.flows.arriving import message_id_of
from maildesk.flows.readers import Readers, Readings, ReadResult
from maildesk.mail.content_key import content_key
from maildesk.mail.read import read
from maildesk.store.ledger import Arrival, keep


class ReadHere(Readers):
    """Reads mails in the test itself, after something else has happened."""

    def __init__(self, desktop: Desktop, before: Callable[[], None] = lambda: None) -> None:
        self._context = desktop.settings.desk.read
        self._before = before

    def submit(self, raws: Sequence[bytes]) -> Readings:
        self._before()
        return Readings.of(ReadResult(letter=read(raw, self._context)) for raw in raws)


def keep_mails(desktop: Desktop, raws: Sequence[bytes], now: datetime) -> None:
    """Keep mails of the mailbox `support`, the first under UID 1."""
    arrivals = [
        Arrival(
            mailbox="support",
            uidvalidity=1,
            uid=uid,
            received_at=now,
            raw=raw,
            content_key=content_key(raw),
            message_id=message_id_of(raw),
            size=len(raw),
        )
        for uid, raw in enumerate(raws, 1)
    ]
    desktop.database.run(lambda tx: keep(tx, arrivals, now))
