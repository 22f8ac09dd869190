"""How long a customer's acknowledgement takes on an idle desk, from the moment the server announces the mail."""

import time
from contextlib import closing
from datetime import UTC, datetime
from statistics import median

import imapclient

from tests.bench.mails import Mix, make_mails
from tests.bench.page import Goal, heading, note, table
from tests.bench.rounds import Child, World, announced
from tests.bench.watch import Watch, on_sqlite

_TICKETS = 2000
_PATIENCE = 30.0
_SETTLE = 3.0
_ANNOUNCED_WITHIN = 5.0


def latency(world: World, mails: int) -> list[Goal]:
    """Print the times of single mails and return the goal."""
    heading(f"Acknowledgement after the announcement: IDLE, idle desk, {mails} single mails")
    place = world.place()
    place.fill(_TICKETS)
    batch = make_mails(Mix(count=mails, now=datetime.now(tz=UTC), tickets=(), kinds=(("new", 100),), seed=70))
    times: list[float] = []
    with (
        closing(on_sqlite(place.sqlite_file)) as desk,
        Child("tests.bench.desk_process", str(place.config)),
        world.mailbox(place.user) as watcher,
    ):
        time.sleep(_SETTLE)
        desk.begin()
        for number, mail in enumerate(batch, 1):
            watcher.noop()
            watcher.idle()
            world.dovecot.drop_into_maildir(place.user, mail)
            heard = _heard(watcher)
            sent = _acknowledged(desk, number)
            if heard is not None:
                times.append(sent - heard)
            time.sleep(0.05)
    if not times:
        raise RuntimeError("no announcement was heard of any mail")
    times.sort()
    p50, p95, longest = median(times), times[max(0, round(len(times) * 0.95) - 1)], times[-1]
    table(("", "p50 ms", "p95 ms", "max ms"), [("acknowledgement", *(f"{t * 1000:.1f}" for t in (p50, p95, longest)))])
    note(
        "from EXISTS on another connection to the moment at which the relay's 250 was read. Dovecot gathers changes for"
    )
    note("half a second before it announces anything; that is not ours and not in it.")
    if len(times) < mails:
        note(
            f"{mails - len(times)} of them had been filed away before the other connection was told; they do not count."
        )
    return [
        Goal(
            what="acknowledgement after EXISTS, p95",
            goal="<= 100 ms",
            reached=f"{p95 * 1000:.0f} ms",
            met=p95 <= 0.1,
        )
    ]


def _heard(watcher: imapclient.IMAPClient) -> float | None:
    """Return when the mail was announced; None when the worker was so quick that nothing was left to announce."""
    try:
        waited = announced(watcher, _ANNOUNCED_WITHIN)
    except TimeoutError:
        return None
    return time.time() - (time.perf_counter() - waited)


def _acknowledged(desk: Watch, number: int) -> float:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        rows = desk.acknowledged_at()
        if len(rows) >= number:
            return datetime.fromisoformat(rows[number - 1][1]).timestamp()
        time.sleep(0.005)
    raise TimeoutError(f"no acknowledgement of mail {number} within {_PATIENCE:.0f} s")
