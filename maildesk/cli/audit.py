"""`maildesk audit verify`: recomputes the chain of events of every ticket."""

import sys
from pathlib import Path

from maildesk.cli.looking import looking
from maildesk.cli.writing import Json, Shape, write_list
from maildesk.settings.load import load_key

_COLUMNS = {"ticket": "Ticket", "seq": "Event", "sentence": "What is wrong"}


def verify(config: Path, shape: Shape) -> int:
    """Write each place where the log is not what was written; 1 when there is one."""
    from maildesk.store.events import chain_root, verify_chains

    key = load_key(config)
    with looking(config) as tx:
        faults = [] if tx is None else list(verify_chains(tx, key))
        root = "" if tx is None else chain_root(tx)
    rows = [{"ticket": fault.ticket, "seq": fault.seq, "sentence": fault.sentence} for fault in faults]
    if shape is Shape.JSON:
        Json(sys.stdout).document({"ok": not rows, "root": root, "faults": rows})
    elif shape is Shape.LINES:
        Json(sys.stdout).rows(rows, shape)
    elif rows:
        write_list(rows, shape, _COLUMNS, empty="")
    else:
        sys.stdout.write(f"The event log is as it was written. Its ends together are {root or 'nothing yet'}.\n")
    return 1 if rows else 0
