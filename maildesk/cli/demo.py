"""`maildesk demo`: a whole mail world in one process, when its extra is installed."""

import importlib
import importlib.util

from maildesk.errors import MaildeskError

_NEEDED = ("mail_devel", "pymap", "aiosmtpd", "aiohttp", "starlette", "uvicorn")


def demo() -> int:
    """Play a day of a desk; the exit code is the story's. MaildeskError when the extra is missing."""
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise MaildeskError('The demo needs its extra: pip install "maildesk[demo]".')
    return int(importlib.import_module("maildesk.demo.play").play())
