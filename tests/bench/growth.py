"""Whether a mail costs more when there are many tickets: the same mails on a small and on a large database, in turn."""

from datetime import UTC, datetime
from statistics import median

from tests.bench.mails import Mix, make_mails
from tests.bench.page import Goal, heading, note, table
from tests.bench.place import open_tickets
from tests.bench.rounds import World, path_round

_WARM_UP = 100
_REPLIED_TO = 2000  # tickets that must be there for replies


def growth(world: World, mails: int, rounds: int, tickets: int) -> list[Goal]:
    """Print the rates for new mails and for replies, and return the goals."""
    heading(f"Rate at {tickets:,} tickets beside none: {mails} mails, {rounds} rounds in turn")
    rows, reached = [], []
    for kind, words, base in (("new", "new mails", 0), ("reply", "replies", _REPLIED_TO)):
        pairs = []
        for seed in range(rounds):
            now = datetime.now(tz=UTC)
            numbers = open_tickets(_REPLIED_TO), open_tickets(tickets)
            few, many = (
                make_mails(Mix(count=mails, now=now, tickets=each, kinds=((kind, 100),), seed=50 + seed))
                for each in numbers
            )
            warm = make_mails(Mix(count=_WARM_UP, now=now, tickets=(), kinds=(("new", 100),), seed=40))
            pairs.append(
                (
                    path_round(world, few, tickets=base, warm=warm),
                    path_round(world, many, tickets=tickets, warm=warm),
                )
            )
        ratio = median(many.rate / few.rate for few, many in pairs)
        cpu = [median(pair[at].per_mail(pair[at].own.cpu) for pair in pairs) for at in (0, 1)]
        rates = [median(pair[at].rate for pair in pairs) for at in (0, 1)]
        row = (words, f"{rates[0]:.0f}", f"{rates[1]:.0f}", f"{ratio:.2f}", f"{cpu[0]:.2f}", f"{cpu[1]:.2f}")
        rows.append(row)
        met = ratio >= 0.9
        reached.append(
            Goal(what=f"{words}: rate at {tickets:,} / none", goal=">= 0.9", reached=f"{ratio:.2f}", met=met)
        )
    table(("", "mails/s, few", "mails/s, many", "ratio", "CPU ms, few", "CPU ms, many"), rows)
    note(
        f"few: no ticket for new mails, {_REPLIED_TO:,} for replies, which need some. Each ticket with its participant,"
    )
    note("message, events, timer, ledger row, raw mail and two sent mails; one in twenty is open.")
    return reached
