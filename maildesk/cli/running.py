"""`maildesk run`: the worker until it is told to end, one pass with `--once`, or the pages alone."""

import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from maildesk.cli.logs import set_up_logs

if TYPE_CHECKING:
    from maildesk.settings.load import Settings

_log = structlog.get_logger("run")


def run(config: Path, *, once: bool, only_web: bool) -> int:
    """Run; 0 after a clean end, 1 when something could not be reached in a single pass or did not end in time."""
    stop = threading.Event()
    _end_on_signals(stop)
    settings = _settings(config)
    if once:
        return _one_pass(settings)
    return _until_stopped(settings, stop, only_web=only_web)


def _settings(config: Path) -> "Settings":
    from maildesk.app import open_settings

    set_up_logs()
    settings = open_settings(config)
    set_up_logs(settings.conf.log.level, settings.conf.log.format)
    return settings


def _end_on_signals(stop: threading.Event) -> None:
    def end(_number: int, _frame: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)


def _one_pass(settings: "Settings") -> int:
    from maildesk.app import build, run_once

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a pass ends where it stands; whatever it held is freed
    signal.signal(signal.SIGINT, signal.default_int_handler)
    desktop = build(settings)
    try:
        done = run_once(desktop)
    finally:
        desktop.database.close()
    _log.info("one pass", taken=done.taken, decided=done.decided, troubles=len(done.troubles))
    for trouble in done.troubles:
        sys.stderr.write(f"{trouble}\n")
    return 1 if done.troubles else 0


def _until_stopped(settings: "Settings", stop: threading.Event, *, only_web: bool) -> int:
    from maildesk.app import build, start_worker
    from maildesk.cli.serving import PageServer, require_web

    if only_web:
        require_web(settings)
    desktop = build(settings)
    desktop.database.when_damaged = stop.set
    pages = PageServer.of(desktop, stop, alone=only_web)
    running = start_worker(desktop, stop, only_web=only_web)
    _log.info("started", desk=settings.desk.name, mailboxes=[form.name for form, _ in settings.mailboxes])
    if pages is not None:
        pages.start(running.wake)
    stop.wait()
    _log.info("ending")
    ended = running.finish()
    if pages is not None:
        pages.join()
    _log.info("ended", clean=ended)
    if desktop.database.damage is not None:
        raise desktop.database.damage  # its sentence is the last line; the exit code is not 0
    return 0 if ended and (pages is None or pages.trouble is None) else 1
