"""`maildesk audit verify`: recomputes the chain of events of every ticket and holds it against what digests printed."""

import re
import sys
from pathlib import Path

from maildesk.cli.looking import looking
from maildesk.cli.writing import Json, Shape, write_list
from maildesk.errors import MaildeskError, UsageError
from maildesk.settings.load import load_key
from maildesk.store.events import ChainFault, chain_root, verify_chains
from maildesk.store.transaction import Transaction
from maildesk.store.witness import verify_roots

_COLUMNS = {"ticket": "Ticket", "seq": "Event", "sentence": "What is wrong"}
_ROOT = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")
_LARGEST = 10_000_000  # bytes of a file with a digest in it


def verify(config: Path, shape: Shape, witness: str = "") -> int:
    """Write each place where the log is not what was written; 1 when there is one.

    `witness` is the root that a digest printed, or a file that holds such a digest.
    """
    key = load_key(config)
    roots = _witnessed(witness)
    with looking(config) as tx:
        if tx is None and roots:
            raise MaildeskError("This desk has no data to hold against a digest; start maildesk run first.")
        faults, root = ([], "") if tx is None else (_faults(tx, key, roots), chain_root(tx))
    rows = [{"ticket": fault.ticket, "seq": fault.seq, "sentence": fault.sentence} for fault in faults]
    if shape is Shape.JSON:
        Json(sys.stdout).document({"ok": not rows, "root": root, "witnessed": roots, "faults": rows})
    elif shape is Shape.LINES:
        Json(sys.stdout).rows(rows, shape)
    elif rows:
        write_list(rows, shape, _COLUMNS, empty="")
    else:
        agrees = " and as the digest says" if roots else ""
        sys.stdout.write(
            f"The event log is as it was written{agrees}. Its ends together are {root or 'nothing yet'}.\n"
        )
    return 1 if rows else 0


def _faults(tx: Transaction, key: bytes, roots: list[str]) -> list[ChainFault]:
    held_against: list[str | None] = [*roots] or [None]
    faults = [*verify_chains(tx, key), *(fault for root in held_against for fault in verify_roots(tx, root))]
    return list(dict.fromkeys(faults))


def _witnessed(words: str) -> list[str]:
    """Return the roots that are meant: the words themselves, or those in a file (a digest as mail or as text)."""
    if not words:
        return []
    if _ROOT.fullmatch(words.strip()):
        return [words.strip().lower()]
    try:
        with Path(words).open("rb") as file:
            data = file.read(_LARGEST)
    except OSError as error:
        raise UsageError(
            f"--witness {words}: write the 64 characters that end a digest, or a file with it ({error.strerror})."
        ) from None
    found = _roots_in(data)
    if not found:
        raise MaildeskError(f"{words} holds no root; it stands at the end of each digest, 64 characters from 0 to f.")
    return found


def _roots_in(data: bytes) -> list[str]:
    from maildesk.mail.letter import ReadContext
    from maildesk.mail.read import read

    plain = _ROOT.findall(data.decode("utf-8", "replace"))
    return list(dict.fromkeys(root.lower() for root in (plain or _ROOT.findall(read(data, ReadContext()).text))))
