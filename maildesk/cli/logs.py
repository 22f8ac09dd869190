"""Logs on standard error: one line an occurrence, as JSON or for people; never a body, a secret, or who wrote."""

import logging
import re
import sys
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor

from maildesk.cli.writing import safe, safe_lines

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["auto", "json", "text"]
_LOCAL_PART = re.compile(r"[^\s<>()\[\]\"',;:@]{1,64}@(?=[\w\[])")


def set_up_logs(level: Level = "info", format_: Format = "auto") -> None:
    """Send all logs to standard error; `auto` writes for people on a terminal and JSON elsewhere."""
    text = format_ == "text" or (format_ == "auto" and sys.stderr.isatty())
    number = getattr(logging, level.upper())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
    ]
    last = _for_people() if text else _for_scripts()
    structlog.configure(
        processors=[*shared, _tell_the_logger, *last],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *names: _Named(sys.stderr, names[0] if names else ""),
        cache_logger_on_first_use=False,
    )
    # Other libraries speak through the standard module; their debugging lines may hold what nobody shall read.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=[_without_meta, *last], foreign_pre_chain=shared)
    )
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)


class _Named(structlog.PrintLogger):
    """A logger that writes lines to a stream and knows its name."""

    def __init__(self, file: Any, name: str) -> None:
        super().__init__(file)
        self.name = name


def _tell_the_logger(logger: Any, _method: str, event: EventDict) -> EventDict:
    event["logger"] = getattr(logger, "name", "")
    return event


def _without_meta(_logger: Any, _method: str, event: EventDict) -> EventDict:
    event["logger"] = event.pop("_record").name
    event.pop("_from_structlog", None)
    return event


def _for_scripts() -> list[Processor]:
    return [structlog.processors.format_exc_info, _nameless, structlog.processors.JSONRenderer(ensure_ascii=True)]


def _for_people() -> list[Processor]:
    # The plain traceback: the richer ones print local variables, and those hold mails and passwords.
    return [
        _harmless,
        _nameless,
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=24
        ),
    ]


def _harmless(_logger: Any, _method: str, event: EventDict) -> EventDict:
    if event.get("exc_info"):
        event = structlog.processors.format_exc_info(_logger, _method, event)
        event["exception"] = safe_lines(str(event["exception"]))
    return {
        key: safe(value) if isinstance(value, str) and key != "exception" else value for key, value in event.items()
    }


def _nameless(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Take the left sides of mail addresses out: servers repeat them in their answers, and logs are not erased."""
    return {key: _without_names(value) for key, value in event.items()}


def _without_names(value: Any) -> Any:
    if isinstance(value, str):
        return _LOCAL_PART.sub("…@", value) if "@" in value else value
    return [_without_names(each) for each in value] if isinstance(value, list | tuple) else value
