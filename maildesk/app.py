"""The only place that builds things from settings."""

import asyncio
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from maildesk.clock import Clock, SystemClock
from maildesk.errors import ConfigurationError, MaildeskError
from maildesk.flows.alerting import AlertMaker
from maildesk.flows.answer import Answering
from maildesk.flows.board import BoardRoom
from maildesk.flows.budgets import BudgetWatcher
from maildesk.flows.collector import collect_seldom
from maildesk.flows.compose import Sending, Writer
from maildesk.flows.composer import Composer
from maildesk.flows.deliver import Courier
from maildesk.flows.digests import DigestMaker
from maildesk.flows.followups import FollowUpMaker
from maildesk.flows.maintenance import MaintenanceMaker
from maildesk.flows.pace import Pace
from maildesk.flows.process import Processor
from maildesk.flows.readers import Readers, spare_cores
from maildesk.flows.receive import Intake, Receiver, start_moment
from maildesk.flows.reports import ReportMaker
from maildesk.flows.retention import RetentionKeeper
from maildesk.flows.takeover import LookForDead, owner_name, take_over_from_the_dead
from maildesk.flows.tick import Ticker
from maildesk.net.imap import connect
from maildesk.settings.forms import MailboxForm
from maildesk.settings.load import Settings, load_settings
from maildesk.shipped import search_path
from maildesk.store.database import Database
from maildesk.store.leases import first_setting
from maildesk.store.migrate import migrate
from maildesk.templates import Templates
from maildesk.worker import Bell, CourierThread, MailboxJob, MailboxLoop, Worker


@dataclass(frozen=True, kw_only=True, slots=True)
class Desktop:
    """Everything a process works with."""

    settings: Settings
    database: Database
    clock: Clock
    writer: Writer
    owner: str


def open_settings(file: Path) -> Settings:
    """Load the settings; a missing secret key is made only while no database stands beside it."""
    try:
        return load_settings(file)
    except ConfigurationError as error:
        only_the_key = all("no secret key" in problem for problem in error.problems)
        if not only_the_key:
            raise
    return load_settings(file, make_key=True)


def open_database(settings: Settings, *, prepare: bool = True) -> Database:
    """Open the database; with `prepare` the schema is brought up to date and the key is checked against it.

    Raises ConfigurationError when the database belongs to another secret key.
    """
    database = Database(settings.database_url)
    if prepare:
        migrate(database)
        owner = database.run(lambda tx: first_setting(tx, "instance", settings.instance))
        if owner != settings.instance:
            sentence = (
                f"secret.key: this database was made with another secret key (desk {owner}, this key is of desk "
                f"{settings.instance}); put the saved key back."
            )
            raise ConfigurationError((sentence,))
    return database


def build(settings: Settings, clock: Clock | None = None) -> Desktop:
    """Open the database and prepare what every command that writes needs."""
    templates = Templates(search_path("templates", settings.templates), settings.desk.language)
    sending = Sending(from_address=settings.conf.smtp.from_address, envelope_from=settings.conf.smtp.envelope_from)
    desktop = Desktop(
        settings=settings,
        database=open_database(settings),
        clock=clock or SystemClock(),
        writer=Writer(settings.desk, templates, sending),
        owner=owner_name(),
    )
    take_over_from_the_dead(desktop.database, desktop.clock)
    return desktop


def readers_of(settings: Settings) -> Readers:
    """Build the reader processes; `worker.readers = 0` means as many as there are spare cores."""
    form = settings.conf.worker
    count = form.readers or spare_cores()
    return Readers(settings.desk.read, count, seconds=form.read_seconds, memory_mib=form.read_memory_mib)


def composer_of(settings: Settings) -> Composer | None:
    """Build the composing process of a worker; None on a machine with one core, where it would win nothing."""
    if (os.cpu_count() or 1) < 2:
        return None
    return Composer(search_path("templates", settings.templates), settings.desk.language)


def processor_of(
    desktop: Desktop, readers: Readers, owed: Callable[[], None], composer: Composer | None = None
) -> Processor:
    """Build what decides about mails."""
    return Processor(
        desktop.database,
        desktop.clock,
        desktop.settings.desk,
        desktop.writer,
        readers,
        owner=desktop.owner,
        batch=desktop.settings.conf.worker.batch,
        owed=owed,
        composer=composer,
    )


def receiver_of(desktop: Desktop, form: MailboxForm, kept: Callable[[], None]) -> Receiver:
    """Build what takes one mailbox in."""
    intake = Intake(
        name=form.name,
        done_folder=form.done_folder,
        too_large_folder=form.too_large_folder,
        max_mail_size=form.max_mail_size,
        batch=form.batch,
        full_look=timedelta(seconds=form.full_look_seconds),
        take_since=start_moment(form.take_since),
    )
    return Receiver(desktop.database, desktop.clock, intake, kept)


def courier_of(desktop: Desktop) -> Courier:
    """Build what sends."""
    form = desktop.settings.conf.smtp
    pace = Pace(give_up=timedelta(days=form.give_up_days), per_minute=form.per_minute, per_day=form.per_day)
    return Courier(desktop.database, desktop.clock, desktop.settings.relay, owner=desktop.owner, pace=pace)


def ticker_of(desktop: Desktop) -> Ticker:
    """Build what carries out timers."""
    return Ticker(desktop.database, desktop.clock, desktop.settings.desk, desktop.writer)


def digests_of(desktop: Desktop) -> DigestMaker:
    """Build what writes digests."""
    return DigestMaker(desktop.database, desktop.clock, desktop.settings.desk, desktop.writer)


def followups_of(desktop: Desktop) -> FollowUpMaker:
    """Build what asks customers how things are going."""
    return FollowUpMaker(desktop.database, desktop.clock, desktop.settings.desk, desktop.writer)


def maintenance_of(desktop: Desktop) -> MaintenanceMaker:
    """Build what opens maintenance tickets."""
    return MaintenanceMaker(desktop.database, desktop.clock, desktop.settings.desk, desktop.writer)


def retention_of(desktop: Desktop) -> RetentionKeeper:
    """Build what erases closed tickets when they have been kept long enough, if the settings want that."""
    form = desktop.settings.conf.retention
    years = form.years if form.daily else 0
    return RetentionKeeper(desktop.database, desktop.clock, desktop.settings.desk.key, years)


def reports_of(desktop: Desktop) -> ReportMaker:
    """Build what writes reports and score cards."""
    return ReportMaker(desktop.database, desktop.clock, desktop.settings.desk, desktop.writer)


def board_of(desktop: Desktop) -> BoardRoom:
    """Build what the page of the board asks."""
    return BoardRoom(desktop.database, desktop.clock, desktop.settings.desk)


def answering_of(desktop: Desktop, owed: Callable[[], None] = lambda: None) -> Answering:
    """Build what the pages ask; `owed` is called when an answer may have owed somebody a mail."""
    return Answering(desktop.database, desktop.clock, desktop.settings.desk, desktop.writer, owed)


def alerts_of(desktop: Desktop) -> AlertMaker:
    """Build what tells the operators when the desk itself is in trouble."""
    return AlertMaker(desktop.database, desktop.clock, desktop.settings.desk, desktop.writer)


def budgets_of(desktop: Desktop) -> BudgetWatcher:
    """Build what tells the supervisors when a month's budget is used up."""
    return BudgetWatcher(desktop.database, desktop.clock, desktop.settings.desk, desktop.writer)


@dataclass(frozen=True, kw_only=True, slots=True)
class RunOnce:
    """What one pass did, and the sentences about what could not be reached."""

    taken: int
    decided: int
    troubles: tuple[str, ...]


def run_once(desktop: Desktop, readers: Readers | None = None) -> RunOnce:
    """Work off what waits and is due, and send what is queued; every mailbox is looked at even if another fails.

    `readers` that are given stay open; without, they are started and ended here.
    """
    if readers is None:
        own = readers_of(desktop.settings)
        own.start()
        try:
            return run_once(desktop, own)
        finally:
            own.close()
    troubles: list[str] = []
    taken = 0
    for form, account in desktop.settings.mailboxes:
        receiver = receiver_of(desktop, form, lambda: None)
        try:
            with connect(account) as connection:
                receiver.begin(connection)
                taken += receiver.round(connection, full=True)
        except MaildeskError as error:
            troubles.append(f"{form.name}: {error}")
            receiver.note_trouble(str(error))
    decided = _decide_everything(desktop, readers)
    ticker, digests = ticker_of(desktop), digests_of(desktop)
    maintenance_of(desktop).round()
    followups_of(desktop).round()
    retention_of(desktop).round()
    while ticker.round():
        decided += _decide_everything(desktop, readers)
    digests.round()
    alerts_of(desktop).round()
    budgets_of(desktop).round()
    reports_of(desktop).round()
    courier = courier_of(desktop)
    asyncio.run(courier.drain())
    if courier.in_trouble:
        troubles.append(f"smtp: {courier.trouble_words}")
    return RunOnce(taken=taken, decided=decided, troubles=tuple(troubles))


def _decide_everything(desktop: Desktop, readers: Readers) -> int:
    processor = processor_of(desktop, readers, lambda: None)
    decided = 0
    while count := processor.round():
        decided += count
    return decided


@dataclass(frozen=True, kw_only=True, slots=True)
class Running:
    """A worker that has been started and the tools it ends with."""

    worker: Worker
    readers: Readers | None
    desktop: Desktop
    composer: Composer | None = None

    def wake(self) -> None:
        """Say that mail is owed or waits to be decided, so that nobody sleeps over it."""
        self.worker.wake()

    def finish(self) -> bool:
        """End everything within ten seconds; return whether all of it did."""
        ended = self.worker.finish()
        if self.readers:
            self.readers.close()
        if self.composer:
            self.composer.close()
        self.desktop.database.close()
        return ended


def start_worker(desktop: Desktop, stop: threading.Event, *, only_web: bool = False) -> Running:
    """Build and start all loops of a process."""
    if only_web:
        worker = Worker(mailboxes=(), processor=None, courier=None, ticks=(), bell=Bell(), stop=stop)
        return Running(worker=worker, readers=None, desktop=desktop)
    bell = Bell()
    courier = CourierThread(courier_of(desktop))
    readers = readers_of(desktop.settings)
    readers.start()
    composer = composer_of(desktop.settings)
    loops = tuple(
        MailboxLoop(
            MailboxJob(account=account, receiver=receiver_of(desktop, form, bell.ring), poll_seconds=form.poll_seconds),
            desktop.database,
            desktop.clock,
            desktop.owner,
            stop,
        )
        for form, account in desktop.settings.mailboxes
    )
    makers = (
        ticker_of(desktop),
        digests_of(desktop),
        maintenance_of(desktop),
        followups_of(desktop),
        alerts_of(desktop),
        budgets_of(desktop),
    )
    rounds = (
        *(maker.round for maker in makers),
        reports_of(desktop).round,
        retention_of(desktop).round,
        LookForDead(desktop.database, desktop.clock).round,
    )

    def tick_of(round_: Callable[[], int]) -> Callable[[], None]:
        def tick() -> None:
            if round_():
                courier.wake()
                bell.ring()

        return tick

    worker = Worker(
        mailboxes=loops,
        processor=processor_of(desktop, readers, courier.wake, composer),
        courier=courier,
        ticks=(desktop.database.copy_log_back, *(tick_of(each) for each in rounds)),
        bell=bell,
        stop=stop,
    )
    collect_seldom()
    worker.start()
    return Running(worker=worker, readers=readers, desktop=desktop, composer=composer)
