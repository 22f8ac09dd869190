"""`maildesk status`: whether the desk works, in a few lines."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from maildesk.cli.looking import looking
from maildesk.cli.writing import Json, Shape, safe, utc
from maildesk.clock import SystemClock
from maildesk.settings.place import read_toml

_SILENT = timedelta(minutes=15)  # a mailbox nobody has looked at for so long is red


def status(config: Path, shape: Shape) -> int:
    """Write how the desk stands; 1 when something is red."""
    row = status_row(config)
    if shape is not Shape.TABLE:
        writer = Json(sys.stdout)
        writer.rows([row], shape) if shape is Shape.LINES else writer.document(row)
    else:
        _tell(row)
    return 0 if row["ok"] else 1


def status_row(config: Path) -> dict[str, Any]:
    """Return how the desk stands in the shape that scripts rely on."""
    from maildesk.store.figures import waiting
    from maildesk.store.leases import mailbox_states
    from maildesk.store.standing import outbox_trouble

    now = SystemClock().now()
    known: dict[str, dict[str, Any]] = {}
    counts = dict.fromkeys(("pending", "quarantine", "queued", "sending", "uncertain", "failed"), 0)
    red: list[str] = []
    with looking(config) as tx:
        if tx is not None:
            counts |= waiting(tx) | outbox_trouble(tx, now - timedelta(days=1))
            for state in mailbox_states(tx):
                silent = state.last_seen_ok is None or now - state.last_seen_ok > _SILENT
                known[state.mailbox] = {
                    "mailbox": state.mailbox,
                    "last_seen_at": utc(state.last_seen_ok),
                    "on_server": state.on_server,
                    "error": state.error,
                    "ok": not (state.error or silent),
                }
    for name in _configured(config):
        known.setdefault(name, {"mailbox": name, "last_seen_at": None, "on_server": None, "error": None, "ok": False})
    mailboxes = [known[name] for name in sorted(known)]
    red += [f"mailbox {each['mailbox']}: {each['error'] or _quiet(each)}" for each in mailboxes if not each["ok"]]
    if counts["failed"]:
        red.append(f"{counts['failed']} mails could not be delivered in the last 24 hours; maildesk outbox lists them")
    if counts["uncertain"]:
        red.append(f"{counts['uncertain']} mails may or may not have arrived; maildesk outbox lists them")
    return {"ok": not red, "at": utc(now), "mailboxes": mailboxes, **counts, "red": red}


def _configured(config: Path) -> list[str]:
    entries = read_toml(config).get("mailbox")
    return (
        [str(each["name"]) for each in entries if isinstance(each, dict) and "name" in each]
        if isinstance(entries, list)
        else []
    )


def _quiet(mailbox: dict[str, Any]) -> str:
    seen = mailbox["last_seen_at"]
    return (
        f"nobody has looked into it since {seen}" if seen else "nobody has looked into it yet; is maildesk run started?"
    )


def _tell(row: dict[str, Any]) -> None:
    for mailbox in row["mailboxes"]:
        mark = "✓" if mailbox["ok"] else "✗"
        words = mailbox["error"] or (f"seen {mailbox['last_seen_at']}" if mailbox["ok"] else _quiet(mailbox))
        sys.stdout.write(safe(f"{mark} {mailbox['mailbox']}: {words}") + "\n")
    sys.stdout.write(
        f"unread {row['pending']}, quarantine {row['quarantine']}, queued {row['queued']}, "
        f"being sent {row['sending']}, uncertain {row['uncertain']}, failed in 24 hours {row['failed']}\n"
    )
    if row["ok"]:
        sys.stdout.write("All is well.\n")
    else:
        sys.stderr.writelines(safe(f"✗ {each}") + "\n" for each in row["red"])
