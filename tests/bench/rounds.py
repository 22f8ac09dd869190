"""One round: mails arrive at once in a waiting mailbox; how long until every one is worked off and answered."""

import itertools
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import imapclient

from tests.bench.costs import Cost, cost_of, syncs_in, under_strace
from tests.bench.place import Place
from tests.bench.watch import Watch, on_sqlite
from tests.world.dovecot import PASSWORD, Dovecot, make_dovecot, remove_dovecot
from tests.world.smtp_sink import PostfixSink

_PATIENCE = 60.0
_SETTLE = 2.0
_users = itertools.count(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Took:
    """What one round took; `seconds` from the announcement to the last thing done."""

    mails: int
    sent: int
    seconds: float
    own: Cost
    servers: float  # seconds of processor time of Dovecot and the sink
    syncs: int | None = None

    @property
    def rate(self) -> float:
        return self.mails / self.seconds

    def per_mail(self, seconds: float) -> float:
        """Return milliseconds a mail."""
        return seconds / self.mails * 1000


class World:
    """The servers of the whole benchmark and a folder for every round."""

    def __init__(self, dovecot: Dovecot, sink: PostfixSink, folder: Path) -> None:
        self.dovecot = dovecot
        self.sink = sink
        self.folder = folder

    def user(self) -> str:
        """Return a user with an empty mailbox who has logged in once."""
        user = self.dovecot.add_user(f"bench{next(_users)}@example.test")
        with self.mailbox(user):
            return user

    @contextmanager
    def mailbox(self, user: str) -> Iterator[imapclient.IMAPClient]:
        """Log in as a user; the end needs no answer, so that it may come in the middle of IDLE."""
        client = imapclient.IMAPClient("localhost", self.dovecot.imap_port, ssl=False)
        try:
            client.login(user, PASSWORD)
            client.select_folder("INBOX")
            yield client
        finally:
            client.shutdown()

    def place(self, **more: object) -> Place:
        """Write a configuration in a folder of its own."""
        user = self.user()
        values: dict[str, object] = {"smtp_port": self.sink.port, **more}
        place = Place(
            folder=self.folder / user.partition("@")[0],
            user=user,
            imap_port=self.dovecot.imap_port,
            **values,  # type: ignore[arg-type]
        )
        place.write()
        return place

    def servers_cpu(self) -> float:
        return cost_of((self.dovecot.pid, self.sink.pid)).cpu


@contextmanager
def world() -> Iterator[World]:
    """Start Dovecot and smtp-sink, and end them with everything that was written."""
    with ExitStack() as ends:
        folder = Path(tempfile.mkdtemp(prefix="mdbench-"))
        ends.callback(shutil.rmtree, folder, ignore_errors=True)
        dovecot = make_dovecot()
        ends.callback(remove_dovecot, dovecot)
        dovecot.start()
        sink = PostfixSink()
        ends.callback(sink.stop)
        yield World(dovecot, sink, folder)


class Child(AbstractContextManager["Child"]):
    """A measured process that says a word on standard output and hears lines on standard input."""

    def __init__(self, *words: str, before: Sequence[str] = (), quiet: bool = False) -> None:
        self._process = subprocess.Popen(
            [*before, sys.executable, "-m", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if quiet else None,
            text=True,
        )
        self.await_word("ready")

    @property
    def pid(self) -> int:
        return self._process.pid

    def await_word(self, word: str) -> None:
        assert self._process.stdout is not None
        said = self._process.stdout.readline().strip()
        if said != word:
            raise RuntimeError(f"a measured process said {said!r} instead of {word!r}")

    def say(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End it in good order, and by force after half a minute."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def floor_round(world: World, mails: Sequence[bytes], *, count_syncs: bool = False) -> Took:
    """Let the bare floor work off the mails."""
    user = world.user()
    file, report = world.folder / f"{user}.floor.db", world.folder / f"{user}.syncs"
    before = (under_strace(report) or []) if count_syncs else []
    words = ("tests.bench.floor", str(world.dovecot.imap_port), user, str(world.sink.port), str(file))
    with Child(*words, before=before, quiet=True) as child:  # mail-parser says what it does not know
        world.dovecot.drop_into_maildir(user, *mails)
        own, servers, begun = cost_of([child.pid]), world.servers_cpu(), time.perf_counter()
        child.say()
        child.await_word("done")
        seconds = time.perf_counter() - begun
        after, servers = cost_of([child.pid]), world.servers_cpu() - servers
    return Took(
        mails=len(mails),
        sent=len(mails),
        seconds=seconds,
        own=Cost(cpu=after.cpu - own.cpu, peak_mib=after.peak_mib),
        servers=servers,
        syncs=syncs_in(report) if before else None,
    )


def path_round(
    world: World,
    mails: Sequence[bytes],
    *,
    tickets: int,
    warm: Sequence[bytes] = (),
    count_syncs: bool = False,
    **more: object,
) -> Took:
    """Let a worker that waits in IDLE work off the mails; the clock runs from the server's announcement.

    `warm` are mails that it works off before: templates are compiled by them, statements prepared, processes started.
    """
    place = world.place(**more)
    place.fill(tickets)
    try:
        with closing(on_sqlite(place.sqlite_file)) as desk:
            return work_off(world, place, desk, mails, warm=warm, count_syncs=count_syncs)
    finally:
        shutil.rmtree(place.folder)  # a filled database is large


def work_off(
    world: World,
    place: Place,
    desk: Watch,
    mails: Sequence[bytes],
    *,
    workers: int = 1,
    warm: Sequence[bytes] = (),
    count_syncs: bool = False,
) -> Took:
    """Let one or more workers of one desk work the mails off; raises RuntimeError when they did not do their work."""
    report = place.folder / "syncs"
    before = (under_strace(report) or []) if count_syncs else []
    with ExitStack() as ends:
        children = [
            ends.enter_context(Child("tests.bench.desk_process", str(place.config), before=before))
            for _ in range(workers)
        ]
        pids = [child.pid for child in children]
        watcher = ends.enter_context(world.mailbox(place.user))
        time.sleep(_SETTLE)  # the workers have looked through the empty mailbox and idle
        desk.begin()
        if warm:
            world.dovecot.drop_into_maildir(place.user, *warm)
            desk.await_done(len(warm))
            watcher.noop()
            desk.begin()
        own, servers = cost_of(pids), world.servers_cpu()
        watcher.idle()
        world.dovecot.drop_into_maildir(place.user, *mails)
        begun = announced(watcher)
        desk.await_done(len(mails))
        seconds = time.perf_counter() - begun
        after, servers = cost_of(pids), world.servers_cpu() - servers
        desk.check(len(mails))
        sent = desk.sent
    return Took(
        mails=len(mails),
        sent=sent,
        seconds=seconds,
        own=Cost(cpu=after.cpu - own.cpu, peak_mib=after.peak_mib),
        servers=servers,
        syncs=syncs_in(report) if before else None,
    )


def announced(watcher: imapclient.IMAPClient, seconds: float = _PATIENCE) -> float:
    """Return the moment at which the server announces mail to a connection that idles; TimeoutError when it does not.

    The connection idles no longer in either case.
    """
    ends = time.monotonic() + seconds
    try:
        while (left := ends - time.monotonic()) > 0:
            if any(b"EXISTS" in line for line in watcher.idle_check(timeout=left)):
                return time.perf_counter()
    finally:
        watcher.idle_done()
        watcher.noop()
    raise TimeoutError("the server announced no mail")
