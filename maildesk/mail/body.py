"""Tells a person's new words from history and signature; every line of the mail stays in one of the three."""

from collections.abc import Sequence
from dataclasses import dataclass

from maildesk.mail.html_marks import Mark, has_hints
from maildesk.mail.html_text import HtmlLine, html_lines, html_to_text
from maildesk.mail.quote_headers import header_line, probe, unquoted
from maildesk.mail.quote_lines import OWN_MARKERS, is_reply_above, lead_inside
from maildesk.mail.quote_segments import Part, Segment, Segmenter
from maildesk.mail.signature import signature_lines

__all__ = ["OWN_MARKERS", "SplitBody", "html_to_text", "split_body"]

_MOST_HINT_LINES = 3000


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitBody:
    """A body and its three parts; each line of `text` that is not blank stands in exactly one of the parts."""

    text: str
    reply: str  # the new words; answers between quotes keep the quotes
    quoted: str
    signature: str


def split_body(text: str, html: str | None, *, own_marker: str | None = None) -> SplitBody:
    """Split the readable body of a mail into new words, history and signature.

    `text` is the text/plain part, "" when there is none: then `html` is read instead. When both are there the words
    come from `text`, and `html` only says where history begins if the text alone does not show it. `own_marker` is a
    further line of ours that stands above history; OWN_MARKERS are known anyway.

    A forward without any words of its own keeps the forwarded mail in `reply`: nothing else is there to read. An
    answer written below one quoted block is the reply alone; answers between quotes keep the quotes, but not the
    "… wrote:" line and not what is quoted below the last answer. Parts are "" when there are none. Never raises.
    """
    marks: Sequence[int] | None = None
    if text.strip():
        raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    else:
        rows = html_lines(html) if html else []
        raw = [row.text for row in rows]
        marks = [row.mark for row in rows]
    segmenter = Segmenter(raw, marks=marks, own_marker=own_marker)
    segments = segmenter.segments()
    if marks is None and html and len(segments) == 1 and has_hints(html):
        marks = _hints(html, segmenter.lines, len(raw))
        if marks is not None:
            segmenter = Segmenter(raw, marks=marks, own_marker=own_marker)
            segments = segmenter.segments()
    return _assembled(raw, _labels(raw, segmenter.lines, segments, marks, own_marker))


def _hints(html: str, lines: Sequence[str], size: int) -> list[int] | None:
    """Carry what the HTML says over to the lines of the text: where history begins, which lines are the signature."""
    rows = [row for row in html_lines(html)[:_MOST_HINT_LINES] if row.text]
    places: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if line:
            places.setdefault(_key(line), []).append(number)
    marks = [Mark.NONE] * size
    own = [number for number, row in enumerate(rows) if not _is_history(row)]
    end_of_own = own[-1] + 1 if own else 0
    for number, row in enumerate(rows):
        where = places.get(_key(probe(row.text)), [])
        if len(where) == 1 and row.mark & Mark.SIGNATURE:
            marks[where[0]] |= Mark.SIGNATURE
        if len(where) == 1 and (number >= end_of_own or row.mark & Mark.CUT):
            # The text shows no end of the history, so it runs to the end, as it does in the HTML.
            marks[where[0]] |= Mark.CUT
            break
    return marks if any(marks) else None


def _is_history(row: HtmlLine) -> bool:
    return bool(row.mark & (Mark.CUT | Mark.HISTORY | Mark.ATTRIBUTION)) or row.text.startswith(">")


def _key(line: str) -> str:
    return "".join(unquoted(line).split()).casefold()[:200]


def _labels(
    raw: Sequence[str],
    lines: Sequence[str],
    segments: Sequence[Segment],
    marks: Sequence[int] | None,
    own_marker: str | None,
) -> list[str]:
    """Give every line a letter: r(eply), q(uoted) or s(ignature)."""
    labels = ["q"] * len(raw)
    written: list[Segment] = []
    for segment in segments:
        if segment.part is not Part.WORDS:
            continue
        end = min(segment.end, len(lines))
        below = _signature(raw, lines, segment.start, end, marks)
        for at in range(segment.start, segment.end):
            labels[at] = "s" if at in below else "r"
        if any(lines[at] and at not in below for at in range(segment.start, end)) or segment.end > end:
            written.append(segment)
    if not written:
        _keep_what_is_there(labels, lines, segments, own_marker)
    else:
        _keep_interleaving(labels, lines, segments, written)
    return labels


def _signature(raw: Sequence[str], lines: Sequence[str], start: int, end: int, marks: Sequence[int] | None) -> set[int]:
    if marks is None:
        return signature_lines(lines, raw, start, end)
    first = next((at for at in range(start, end) if marks[at] & Mark.SIGNATURE and lines[at]), None)
    if first is None:
        return signature_lines(lines, raw, start, end)
    marked = {at for at in range(first, end) if marks[at] & Mark.SIGNATURE or not lines[at]}
    last = max(at for at in marked if lines[at]) + 1
    return signature_lines(lines, raw, start, first) | marked | signature_lines(lines, raw, last, end)


def _keep_what_is_there(
    labels: list[str], lines: Sequence[str], segments: Sequence[Segment], own_marker: str | None
) -> None:
    """Without new words a forwarded mail is the message; plain history stays history.

    What holds our own marker is one of our mails: it never counts as words, or an empty answer to a notice would
    send the notice, with all that is internal in it, to the customer.
    """
    if any(is_reply_above(line, own_marker) for line in lines):
        return
    for segment in segments:
        forwarded = segment.part is Part.FORWARD
        if not forwarded and segment.part is Part.HISTORY:
            first = lines[segment.start]
            forwarded = not first.endswith((":", "：")) or header_line(first) is not None
        if forwarded:
            for at in range(segment.start, segment.end):
                labels[at] = "r"
            return


def _keep_interleaving(
    labels: list[str], lines: Sequence[str], segments: Sequence[Segment], written: Sequence[Segment]
) -> None:
    """Keep quotes that stand between the words, unless one quoted block stands above all of them."""
    last = written[-1].start
    quotes = [segment for segment in segments if segment.part is Part.QUOTE and segment.start < last]
    if not quotes:
        return
    opened = {segment.start: lead_inside(lines, segment.start, segment.end) for segment in quotes}
    led = any(segment.part is Part.LEAD and segment.start < last for segment in segments)
    above = written[0].start > quotes[-1].start
    if above and (led or any(end > start for start, end in opened.items())):
        return
    for segment in quotes:
        for at in range(opened[segment.start], segment.end):
            labels[at] = "r"


def _assembled(raw: Sequence[str], labels: Sequence[str]) -> SplitBody:
    parts: dict[str, list[str]] = {"r": [], "q": [], "s": []}
    start, size = 0, len(raw)
    while start < size:
        rows = parts[labels[start]]
        end = start + 1
        while end < size and labels[end] == labels[start]:
            end += 1
        run = [line.rstrip() for line in raw[start:end]]
        if rows and rows[-1]:
            rows.append("")
        if rows and not run[0]:
            del run[0]
        rows.extend(run)
        start = end
    return SplitBody(
        text="\n".join(raw).strip("\n"),
        reply=_trimmed(parts["r"]),
        quoted=_trimmed(parts["q"]),
        signature=_trimmed(parts["s"]),
    )


def _trimmed(rows: Sequence[str]) -> str:
    return "\n".join(rows).strip("\n \t\u00a0\u3000")
