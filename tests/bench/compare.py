"""The whole path and the bare floor on the same mails, in turn, after a round that does not count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from tests.bench.mails import Mix, make_mails
from tests.bench.page import Goal, heading, note, table
from tests.bench.place import open_tickets
from tests.bench.rounds import Took, World, floor_round, path_round

TICKETS = 2000  # that are there before
_WARM_UP = 100
_SYNC_MAILS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """All rounds of one contestant."""

    name: str
    rounds: Sequence[Took]
    syncs: float | None

    def row(self) -> tuple[str, ...]:
        rates = [took.rate for took in self.rounds]
        own = median(took.per_mail(took.own.cpu) for took in self.rounds)
        servers = median(took.per_mail(took.servers) for took in self.rounds)
        peak = max(took.own.peak_mib for took in self.rounds)
        return (
            self.name,
            f"{median(rates):.0f}",
            f"{min(rates):.0f}-{max(rates):.0f}",
            f"{own:.2f}",
            f"{servers:.2f}",
            "-" if self.syncs is None else f"{self.syncs:.2f}",
            f"{peak:.0f}",
            f"{median(took.sent / took.mails for took in self.rounds):.2f}",
        )


def mixed(count: int, seed: int) -> list[bytes]:
    """Return mails of the whole mix, whose replies go to tickets that are there."""
    return make_mails(Mix(count=count, now=datetime.now(tz=UTC), tickets=open_tickets(TICKETS), seed=seed))


def compare(world: World, mails: int, rounds: int) -> list[Goal]:
    """Print both and return the goals that hang on them."""
    heading(f"Whole path beside the bare floor: {mails} mails of the mix, {rounds} rounds in turn")
    warm = mixed(_WARM_UP, 99)
    floor_round(world, warm)
    pairs = []
    for seed in range(rounds):
        batch = mixed(mails, seed)
        pairs.append((floor_round(world, batch), path_round(world, batch, tickets=TICKETS, warm=warm)))
    counted = mixed(_SYNC_MAILS, 98)
    syncs = (
        floor_round(world, counted, count_syncs=True).syncs,
        path_round(world, counted, tickets=TICKETS, count_syncs=True).syncs,
    )
    sides = [
        Side(name=name, rounds=[pair[at] for pair in pairs], syncs=_per(syncs[at]))
        for at, name in enumerate(("bare floor", "maildesk"))
    ]
    head = ("", "mails/s", "min-max", "own CPU ms/mail", "servers CPU ms/mail", "syncs/mail", "peak MiB", "sent/mail")
    table(head, [side.row() for side in sides])
    ratios = [path.rate / floor.rate for floor, path in pairs]
    ratio = median(ratios)
    note(f"ratio path/floor: {ratio:.2f} ({min(ratios):.2f}-{max(ratios):.2f})")
    note("floor: FETCH by 50, IMAPClient and mail-parser as they come, three inserts and one commit a mail, constant")
    note(
        "text, aiosmtplib on one kept connection, MOVE by 50. maildesk: from the announcement until everything is kept,"
    )
    note("filed, decided and sent; SQLite WAL, synchronous=FULL; all processes of the worker. Syncs: fsync, fdatasync.")
    cpu = median(path.per_mail(path.own.cpu) for _, path in pairs)
    peak = max(path.own.peak_mib for _, path in pairs)
    reached = [
        Goal(what="whole path / bare floor", goal=">= 0.5 (aim > 1)", reached=f"{ratio:.2f}", met=ratio >= 0.5),
        Goal(what="CPU of the worker a mail", goal="<= 4 ms", reached=f"{cpu:.1f} ms", met=cpu <= 4),
        Goal(what="memory of the worker", goal="<= 150 MiB", reached=f"{peak:.0f} MiB", met=peak <= 150),
    ]
    if sides[1].syncs is not None:
        fine = sides[1].syncs <= 5
        reached.append(Goal(what="syncs a mail", goal="<= 5", reached=f"{sides[1].syncs:.2f}", met=fine))
    return reached


def _per(count: int | None) -> float | None:
    return None if count is None else count / _SYNC_MAILS
