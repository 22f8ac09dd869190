"""Mails whose text a server announces and never gives: tried again, and at last recorded, so that none is missed."""

from collections.abc import Sequence

from maildesk.store.leases import set_setting, setting
from maildesk.store.transaction import Transaction

NO_TEXT = "the server does not give the text"
_MOST_TRIES = 3


def given_up(tx: Transaction, mailbox: str, uidvalidity: int, uids: Sequence[int]) -> list[int]:
    """Count one more vain try for each UID and return those that have had three; the others are tried again later."""
    ended: list[int] = []
    for uid in uids:
        key = f"no text:{mailbox}:{uidvalidity}:{uid}"
        tries = int(setting(tx, key) or 0) + 1
        set_setting(tx, key, str(tries))
        if tries >= _MOST_TRIES:
            ended.append(uid)
    return ended
