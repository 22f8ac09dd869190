"""The mails that the courier has claimed and that no connection has taken yet."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from maildesk.store.sending import ClaimedMail


@dataclass(slots=True, eq=False)
class CourierQueue:
    """Those of one round, for all connections; used in one event loop."""

    mails: deque[ClaimedMail] = field(default_factory=deque)
    taken: int = 0  # in the whole round
    more: asyncio.Task[None] | None = None  # claims further ones
    is_dry: bool = False  # nothing more was due

    def add(self, mails: list[ClaimedMail]) -> None:
        """Put claimed mails at the end."""
        self.mails.extend(mails)
        self.taken += len(mails)

    async def has_any(self) -> bool:
        """Say whether a mail is there; waits for a claim that is under way, and raises what it raised."""
        while not self.mails and self.more is not None:
            await asyncio.shield(self.more)
        return bool(self.mails)
