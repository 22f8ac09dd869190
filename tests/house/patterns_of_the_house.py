"""Prints every regular expression that maildesk compiles at import, as one JSON object a line; run as a program."""

import importlib
import json
import pkgutil
import re
import sys

import maildesk

_compile = re.compile


def _noted(pattern: str | bytes | re.Pattern[str], flags: int = 0) -> object:
    frame = sys._getframe(1)
    if "/maildesk/" in frame.f_code.co_filename and isinstance(pattern, str | bytes):
        place = f"maildesk/{frame.f_code.co_filename.rpartition('/maildesk/')[2]}"
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        print(json.dumps({"place": place, "line": frame.f_lineno, "pattern": text, "flags": int(flags)}))
    return _compile(pattern, flags)


def main() -> None:
    """Import every module with a `re.compile` that takes notes."""
    re.compile = _noted  # type: ignore[assignment]
    for module in pkgutil.walk_packages(maildesk.__path__, "maildesk."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


if __name__ == "__main__":
    main()
