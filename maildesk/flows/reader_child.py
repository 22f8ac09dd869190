"""The reader process: it reads mails as letters and nothing else; if one ends it, only that mail has lost a try."""

import contextlib
import os
import resource
import signal
import sys

from maildesk.desk.study import Study, study_of
from maildesk.flows.collector import collect_seldom
from maildesk.flows.reader_wire import ANSWERS, Answer, context_from_json, receive, send
from maildesk.mail.letter import Letter
from maildesk.mail.read import read


def main() -> int:
    """Serve frames on standard input until it ends; the first argument is the memory limit in MiB."""
    # A service manager tells every process of a worker to end; the mail in hand is still wanted then.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    limit = int(sys.argv[1]) * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    first = receive(source)
    if first is None:
        return 0
    context = context_from_json(first)
    collect_seldom()
    deadly = os.environ.get("MAILDESK_TEST_CRASH_WORD", "").encode()
    while (raw := receive(source)) is not None:
        if deadly and deadly in raw:
            os.abort()  # the tests' mail that ends its reader
        letter = read(raw, context)
        send(target, ANSWERS.dump_json(Answer(letter=letter, study=_studied(letter, context.prefix))))
    return 0


def _studied(letter: Letter, prefix: str) -> Study | None:
    try:
        return study_of(letter, prefix)
    except Exception:  # noqa: BLE001 - deciding meets the same error and tells it
        return None


if __name__ == "__main__":
    sys.exit(main())
