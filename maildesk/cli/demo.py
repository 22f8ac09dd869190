"""`maildesk demo`: a whole mail world with a day of a desk in it."""

import importlib.util
import sys
from pathlib import Path

from rich.console import Console

from maildesk.errors import MaildeskError

_NEEDED = ("aiohttp", "aiosmtpd", "mail_devel", "proxyprotocol", "pymap", "starlette", "uvicorn", "python_multipart")


def demo(folder: Path | None) -> int:
    """Play the day and return 0, or 1 when a step of it failed; MaildeskError when the extra is not installed."""
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise MaildeskError(
            f'The demo needs the extra "demo" ({", ".join(missing)} is missing): pip install "maildesk[demo]".'
        )
    from maildesk.demo.play import play

    return play(Console(file=sys.stdout, highlight=False), folder)
