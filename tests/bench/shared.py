"""Two workers on one PostgreSQL work off one mailbox beside one worker: none lost, none doubled, and how fast."""

import re
import shutil
import tempfile
import time
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.mails import Mix, make_mails
from tests.bench.page import Goal, heading, note, table
from tests.bench.rounds import Took, World, work_off
from tests.bench.watch import on_postgresql
from tests.world.postgres import Postgres, start
from tests.world.smtp_sink import PostfixSink

_KINDS = (("new", 93), ("attachment", 7))  # every one becomes a ticket, so that doubles would show
_WARM_UP = 100  # for each worker
_MESSAGE_ID = re.compile(rb"^Message-ID: (<[^>\r\n]+>)", re.MULTILINE | re.IGNORECASE)


def shared(world: World, mails: int, rounds: int) -> list[Goal]:
    """Print both rates; RuntimeError when a mail was lost, doubled, or left twice."""
    heading(f"Two workers on one PostgreSQL beside one: {mails} mails of one mailbox, {rounds} rounds in turn")
    with ExitStack() as ends:
        server = start(durable=True)
        ends.callback(shutil.rmtree, server.folder, ignore_errors=True)
        ends.callback(server.stop)
        took: dict[int, list[Took]] = {1: [], 2: []}
        for seed in range(rounds):
            for workers in (1, 2):
                took[workers].append(_round(world, server, mails, workers, seed))
    rows = []
    for workers, words in ((1, "one worker"), (2, "two workers")):
        each = took[workers]
        cpu = median(one.per_mail(one.own.cpu) for one in each)
        rows.append((words, f"{median(one.rate for one in each):.0f}", f"{cpu:.2f}", f"{each[0].sent / mails:.2f}"))
    table(("", "mails/s", "own CPU ms/mail", "sent/mail"), rows)
    gain = median(two.rate / one.rate for one, two in zip(took[1], took[2], strict=True))
    note(
        f"two / one: {gain:.2f}. Checked in every round: as many tickets, acknowledgements and ledger rows as mails, no"
    )
    note("mail tried twice, and at the relay each Message-ID of the outbox exactly once. PostgreSQL with fsync on.")
    return [
        Goal(what="two workers: lost or doubled mails", goal="0", reached="0", met=True),
        Goal(
            what="two workers / one on PostgreSQL", goal=">= 1.5 (more cores)", reached=f"{gain:.2f}", met=gain >= 1.5
        ),
    ]


def _round(world: World, server: Postgres, mails: int, workers: int, seed: int) -> Took:
    now = datetime.now(tz=UTC)
    batch = make_mails(Mix(count=mails, now=now, tickets=(), kinds=_KINDS, seed=80 + seed))
    warm = make_mails(Mix(count=_WARM_UP * workers, now=now, tickets=(), kinds=_KINDS, seed=79))
    address = server.fresh_database()
    dump = Path(tempfile.mkdtemp(prefix="mdrelay-"))
    dump.chmod(0o777)  # the relay may run as another user
    sink = PostfixSink("-d", f"{dump}/%M.")
    try:
        place = world.place(database=address, smtp_port=sink.port)
        _prepare(place.config)
        with closing(on_postgresql(address)) as desk:
            took = work_off(world, place, desk, batch, workers=workers, warm=warm)
            desk.check_all_new(mails)
            _check_relay(dump, desk.message_ids(), before=desk.message_ids_before())
    finally:
        sink.stop()
        shutil.rmtree(dump, ignore_errors=True)
    return took


def _prepare(config: Path) -> None:
    """Make the tables before anybody looks."""
    from maildesk.app import open_database
    from maildesk.settings.load import load_settings

    open_database(load_settings(config)).close()


def _check_relay(dump: Path, expected: list[str], before: set[str]) -> None:
    ends = time.monotonic() + 5
    while True:
        found = [_MESSAGE_ID.search(file.read_bytes()) for file in dump.iterdir()]
        taken = sorted(each for match in found if match and (each := match[1].decode()) not in before)
        if taken == sorted(expected) or time.monotonic() > ends:
            break
        time.sleep(0.1)
    if taken != sorted(expected):
        raise RuntimeError(
            f"the relay took {len(taken)} mails ({len(set(taken))} different ones), {len(expected)} were owed"
        )
