"""Collects from the source every sentence that may tell why a mail was ignored, held or not delivered."""

import ast
from collections.abc import Callable, Iterable
from functools import cache

from maildesk.desk.outgoing import MessageKind
from maildesk.mail.letter import Kind, Proof
from maildesk.mail.machine_rows import ROWS
from maildesk.shipped import shipped_folder
from tests.templates.said_in_code import DATA, Source, argument, assignments

PACKAGE = shipped_folder("templates").parent / "maildesk"
_DELIVERIES = ("failed", "delayed", "delivered", "relayed", "expanded")  # Bounce.action


@cache
def reasons() -> frozenset[str]:
    """Return every reason that a mail which became no ticket may have in the ledger.

    Words that the operator wrote into a rule are left out: they are nobody's to turn over.
    """
    found: set[str] = set()
    for name in ("Verdict", "Arrival", "replace"):
        for module, call, within in _SOURCE.calls_of(name):
            given, state = argument(call, "reason"), argument(call, "state")
            if given is None or state is None or ast.unparse(state) == "LedgerState.TICKET":
                continue
            # Other values than the end of a mail are replaced as well.
            if name != "replace" or ast.unparse(state).startswith("LedgerState."):
                found |= _SOURCE.sentences(module, within, given)
    found |= _SOURCE.given_to("replace", "reason", within="maildesk.desk.absence_learning")
    found |= _SOURCE.given_to("discard_mails", "reason", 2)
    found |= _SOURCE.given_to("erase_mails", "why", 2)
    return frozenset(found - {""})


@cache
def proofs() -> frozenset[str]:
    """Return what is said of a sender who is not proven."""
    home = "maildesk.mail.authenticate"
    found = _SOURCE.given_to("_failed", "reason", 0, within=home) | _SOURCE.given_to("Proof", "reason", within=home)
    return frozenset(found | _SOURCE.given_to("replace", "reason", within=home) | {Proof().reason})


@cache
def digest_lines() -> frozenset[str]:
    """Return what the lines of a digest say themselves, beside the reasons of mails."""
    return frozenset(_SOURCE.given_to("DigestItem", "why", within="maildesk.desk.digest_items"))


@cache
def faults() -> frozenset[str]:
    """Return what staff are told of a wrong line, as far as a function of such faults writes it itself."""
    found: set[str] = set()
    for name, module in _SOURCE.modules.items():
        for function in module.functions.values():
            if name.startswith("maildesk.desk.") and (name.endswith("_faults") or "fault" in function.name):
                for each in ast.walk(function):
                    if isinstance(each, ast.Return) and isinstance(each.value, ast.Constant | ast.JoinedStr):
                        found |= _SOURCE.sentences(module, (function,), each.value)
    return frozenset(found - {""})


def _limits() -> set[str]:
    """Return what is said of a mail beyond the limits of reading."""
    outline, read = _SOURCE.modules["maildesk.mail.outline"], _SOURCE.modules["maildesk.mail.read"]
    passed = _SOURCE.given_to("_Beyond", "reason", 0) | _SOURCE.of_name(
        outline, (outline.functions["outline"],), "beyond"
    )
    warning = next(assignments(read.functions["_read"].body, "warning"))
    (said,) = _SOURCE.sentences(read, (read.functions["_read"],), warning)
    return {said.replace(f" {DATA}:", f" {each}:") for each in passed if each}


def _machine_reasons() -> set[str]:
    return {row.reason for row in ROWS if row.reason}


def _kinds_of_mail() -> set[str]:
    return {kind.value for kind in MessageKind}


# What cannot be followed, by how it is written.
_KNOWN: dict[str, Callable[[], Iterable[str]]] = {
    "letter.marks.auto_reason": _machine_reasons,
    "letter.kind.value": lambda: {kind.value for kind in Kind if kind not in (Kind.REQUEST, Kind.UNPARSABLE)},
    "letter.proof.reason": proofs,
    "situation.letter.proof.reason": proofs,
    "letter.warnings[0]": _limits,
    "str(reason)": lambda: (),  # of `_Beyond`, which is asked itself
    "verdict.reason": lambda: ("own mail (L1)",),  # any: another sentence is hung on it
    "classified.drop": lambda: (),  # the operator's words
    "classified.hold": lambda: (),
    "result.trouble": lambda: (
        _SOURCE.given_to("ReaderEnded", "words", 0)
        | _SOURCE.given_to("ReadResult", "trouble", within="maildesk.flows.readers")
    ),
    "str(error)": lambda: (),  # of `ReaderEnded`, which is asked itself
    "next((warning for warning in letter.warnings if warning.startswith(_READING_FAILED)), None)": lambda: (
        f"Reading failed ({DATA}).",
        f"Reading failed ({DATA}), even of its header.",
    ),
    "bounce.action": lambda: _DELIVERIES,
    "sent.kind.value": _kinds_of_mail,
    "faults[0].sentence": lambda: sorted(faults()),
    "faults[0].result": lambda: sorted(faults()),
    "mail.kind.replace('_', ' ')": lambda: {kind.replace("_", " ") for kind in _kinds_of_mail()},
    "mail.why": lambda: _SOURCE.given_to("FailedMail", "why"),
    "each.error": lambda: _SOURCE.given_to("Failed", "error") | _SOURCE.given_to("DeliveryReport", "words"),
    "each.delivery": lambda: _SOURCE.given_to("DeliveryReport", "delivery"),
    "result.words": lambda: _SOURCE.given_to("SendResult", "words", within="maildesk.net"),
    "str(closed_door)": lambda: (),  # trouble of the account, after which the mail is tried again
    "item.reason": lambda: (),  # of the ledger, asked above
}
_SOURCE = Source(PACKAGE, _KNOWN)
