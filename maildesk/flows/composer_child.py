"""The composing process: it renders and composes what the worker hands it, and nothing else."""

import json
import signal
import sys
import traceback
from pathlib import Path

from maildesk.flows.collector import collect_seldom
from maildesk.flows.composer_wire import FAILED, FINISHED, READY, pack_answer, read_frame, writing_from_bytes
from maildesk.flows.writing import finish
from maildesk.store.packing import packed_to_send
from maildesk.templates import Templates


def main() -> int:
    """Serve frames on standard input until it ends; the first names the folders and the language of the templates."""
    # A service manager tells every process of a worker to end; the mails in hand are still wanted then.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    first = read_frame(source)
    if first is None:
        return 0
    folders, language = json.loads(first[1])
    templates = Templates(tuple(Path(folder) for folder in folders), language)
    collect_seldom()
    target.write(pack_answer(0, READY))
    target.flush()
    while (frame := read_frame(source)) is not None:
        number, data = frame
        try:
            written = finish(templates, writing_from_bytes(data))
            how, stored = packed_to_send(written.body)
            answer = pack_answer(number, FINISHED, how=how, subject=written.subject, stored=stored)
        except Exception:  # noqa: BLE001 - the worker finds the error again, in the transaction of its own mail
            answer = pack_answer(number, FAILED, subject=traceback.format_exc(limit=-1))
        target.write(answer)
        target.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
