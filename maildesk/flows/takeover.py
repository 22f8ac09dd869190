"""Takes over what killed processes of this host held, without waiting for their leases."""

import os
import socket
from collections.abc import Collection
from pathlib import Path

from maildesk.clock import Clock
from maildesk.store.claims import take_back_leases
from maildesk.store.database import Database
from maildesk.store.holders import lease_holders
from maildesk.store.leases import free_leases_of_dead
from maildesk.store.sending import requeue_of_dead

_PAUSE = 5.0  # seconds between two looks


class LookForDead:
    """Looks now and then for processes of this host that were killed, so that a living one takes over soon."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Begin a pause from now: at its start a process looks by itself."""
        self._database = database
        self._clock = clock
        self._looked_at = clock.monotonic()
        self._buried: set[str] = set()

    def round(self) -> int:
        """Take over when it is time to look again; return how many dead processes there were."""
        now = self._clock.monotonic()
        if now - self._looked_at < _PAUSE:
            return 0
        self._looked_at = now
        dead = take_over_from_the_dead(self._database, self._clock, self._buried)
        self._buried.update(dead)
        return len(dead)


def take_over_from_the_dead(database: Database, clock: Clock, buried: Collection[str] = ()) -> list[str]:
    """Give back what processes of this host held that no longer run, and return their names.

    Those of `buried` are left out: they cannot have taken anything since.
    """
    host = f"{socket.gethostname()}:"
    now = clock.now()
    with database.reading() as tx:
        holders = lease_holders(tx)
    ours = [holder for holder in holders if holder.startswith(host) and holder not in buried]
    dead = [holder for holder in ours if not _is_running(holder)]
    for holder in dead:
        with database.writing() as tx:
            take_back_leases(tx, holder)
            requeue_of_dead(tx, holder, now)
            free_leases_of_dead(tx, holder, now)
    return dead


def owner_name() -> str:
    """Return a name for this process that no other one has: host, process id and when the process began."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def _is_running(holder: str) -> bool:
    parts = holder.split(":")
    return len(parts) == 3 and parts[1].isdigit() and _started(int(parts[1])) == parts[2] != ""


def _started(pid: int) -> str:
    """Return what tells a process from a later one of the same number; empty when it does not run."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
    if fields[0] == "Z":  # killed, and nobody has asked for its end yet
        return ""
    return f"{boot[:8]}-{fields[19]}"
