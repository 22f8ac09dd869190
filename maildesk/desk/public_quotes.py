"""Keeps of an engineer's quoted lines only those that a customer has read or written already.

An engineer who answers between the lines of a notice quotes all of the notice: our own frame, the reasons for the
owner, earlier notes. Only what stands in a public message of the ticket may go along with the answers.
"""

from collections.abc import Iterable, Sequence

from maildesk.desk.outgoing import HistoryLine

_MARKS = "> \t\u00a0＞"


def only_public_quotes(words: str, history: Sequence[HistoryLine]) -> str:
    """Return the words without quoted lines that no public message of the ticket holds; all other lines stay.

    White space and case are not compared, so a line that a mail program has wrapped is found again.
    """
    lines = words.split("\n")
    if not any(_is_quoted(line) for line in lines):
        return words
    public = "\n".join(_folded(message.text) for message in history if message.visibility == "public")
    kept = [line for line in lines if not _is_quoted(line) or not _bare(line) or _folded(_bare(line)) in public]
    return "\n".join(_without_idle_lines(kept)).strip()


def _without_idle_lines(lines: Iterable[str]) -> list[str]:
    """Drop quote marks without words at the edges of a quote, and all but one of several blank lines."""
    kept: list[str] = []
    for line in lines:
        idle = not _bare(line)
        if idle and (not kept or not _bare(kept[-1])):
            if not line.strip() and kept:
                kept[-1] = ""  # what ends or begins a quote parts it from the words
            continue
        if not idle and not _is_quoted(line) and kept and _is_quoted(kept[-1]) and not _bare(kept[-1]):
            kept[-1] = ""
        kept.append(line)
    return kept


def _is_quoted(line: str) -> bool:
    return line.lstrip()[:1] in (">", "＞")


def _bare(line: str) -> str:
    return line.lstrip(_MARKS).rstrip() if _is_quoted(line) else line.strip()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
