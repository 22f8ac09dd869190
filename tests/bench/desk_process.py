"""A worker as `maildesk run` starts it: `python -m tests.bench.desk_process CONFIG`; ends when standard input ends."""

import logging
import sys
import threading
from pathlib import Path

import structlog

from maildesk.app import build, start_worker
from maildesk.settings.load import load_settings


def main() -> None:
    """Say "ready" when every loop runs; log at the level of the configuration."""
    settings = load_settings(Path(sys.argv[1]))
    level = logging.getLevelNamesMapping()[settings.conf.log.level.upper()]
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    running = start_worker(build(settings), threading.Event())
    print("ready", flush=True)
    sys.stdin.read()
    running.finish()


if __name__ == "__main__":
    main()
