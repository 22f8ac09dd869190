"""Cuts the lines of a body into words and history, in the order in which they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from maildesk.mail.html_marks import Mark
from maildesk.mail.quote_headers import header_block, header_line, probed, take_initials_off, unquoted
from maildesk.mail.quote_lines import (
    asks_to_reply_above,
    attribution,
    is_bare_separator,
    is_forward_mark,
    is_groupwise,
    is_reply_above,
    is_rule,
    is_separator,
    is_unknown_separator,
    may_be_bare_separator,
)

MOST_LINES = 10_000  # looked at; what follows belongs to the last segment
_WRAPPED_FROM = 60  # characters of a quoted line whose end a mail program may have pushed onto the next line
_WRAPPED_UP_TO = 30


class Part(StrEnum):
    """What a run of lines is."""

    WORDS = "words"
    LEAD = "lead"  # the "… wrote:" line or header block above quoted lines
    QUOTE = "quote"  # lines with quote marks
    HISTORY = "history"  # history without quote marks
    FORWARD = "forward"  # a forwarded mail, to the end


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A run of lines of one sort: `start` is the first, `end` the line after the last."""

    part: Part
    start: int
    end: int


class Segmenter:
    """Walks once over the lines; lines are looked at as `probe` returns them."""

    def __init__(
        self, raw: Sequence[str], *, marks: Sequence[int] | None = None, own_marker: str | None = None
    ) -> None:
        """Prepare the lines; `marks` are what the HTML said about each of them."""
        self.lines = probed(raw[:MOST_LINES])
        self._size = len(raw)
        self._marks = marks
        self._own_marker = own_marker
        # Asked of the whole first: nearly no mail has such a line.
        self._has_marker = bool(own_marker) or asks_to_reply_above("\n".join(self.lines))
        self._segments: list[Segment] = []
        self._no_block_before = 0  # what begins inside a run of header lines that is no block is none either

    def segments(self) -> list[Segment]:
        """Return all segments; they cover every line."""
        at, words_from, size = 0, 0, len(self.lines)
        while at < size:
            step = self._history_at(at) if self.lines[at] else None
            if step is None:
                at += 1
                continue
            first = self._below_rule(step[0], words_from)
            self._close_words(words_from, first.start)
            self._segments.extend((first, *step[1:]))
            at = words_from = step[-1].end
        self._close_words(words_from, self._size)
        return self._segments

    def _below_rule(self, segment: Segment, floor: int) -> Segment:
        """Take along the line that some programs draw above history."""
        above = segment.start - 1
        while above >= floor and not self.lines[above] and above > segment.start - 3:
            above -= 1
        if segment.part is Part.QUOTE or above < floor or not is_rule(self.lines[above]):
            return segment
        return Segment(part=segment.part, start=above, end=segment.end)

    def _close_words(self, start: int, end: int) -> None:
        if end > start:
            self._segments.append(Segment(part=Part.WORDS, start=start, end=end))

    def _history_at(self, at: int) -> list[Segment] | None:
        line = self.lines[at]
        first = line[0]
        if first.isalnum() and self._marks is None and not self._has_marker and self._is_plain(at, line):
            return None
        if first in ">＞":
            if is_forward_mark(unquoted(line)):
                return [Segment(part=Part.FORWARD, start=at, end=self._size)]
            if is_groupwise(line):
                return self._below(at, at + 1)
            end = self._quote_end(at)
            return None if self._is_prompt(at, end) else [Segment(part=Part.QUOTE, start=at, end=end)]
        if self._marks is not None and (step := self._marked(at, self._marks)):
            return step
        if not first.isalnum() or line[-1] in ":：":
            if is_forward_mark(line):
                return [Segment(part=Part.FORWARD, start=at, end=self._size)]
            if is_separator(line) or is_unknown_separator(line, self._next(at + 1)):
                return self._below(at, at + 1)
        if self._has_marker and is_reply_above(line, self._own_marker):
            return self._below(self._with_lead(at), at + 1)
        if (start := attribution(self.lines, at, self._next(at + 1), self._words_start())) is not None:
            return self._below(start, at + 1)
        return self._header_at(at)

    def _is_plain(self, at: int, line: str) -> bool:
        """Say at little cost that a line begins no history: nearly all lines are such."""
        if ":" in line or "：" in line or may_be_bare_separator(line):
            return False
        return self._next(at + 1)[:1] not in (">", "＞", "|")

    def _words_start(self) -> int:
        return self._segments[-1].end if self._segments else 0

    def _header_at(self, at: int) -> list[Segment] | None:
        line = self.lines[at]
        announced = is_rule(line) or is_bare_separator(line)
        start = at
        if announced:
            start = at + 1
            while start < len(self.lines) and start < at + 4 and not self.lines[start].strip("-_"):
                start += 1
            if start >= len(self.lines):
                return None
            if is_bare_separator(self.lines[start]) or is_forward_mark(self.lines[start]):
                return None
        if header_line(self.lines[start]) is None:
            return None
        if start < self._no_block_before:
            return None
        block = header_block(self.lines, start, announced=announced)
        if block is not None:
            return self._below(at, block.end)
        self._no_block_before = start + 1
        while self._no_block_before < len(self.lines) and header_line(self.lines[self._no_block_before]) is not None:
            self._no_block_before += 1
        return None

    def _below(self, start: int, end: int) -> list[Segment]:
        """Tell history with quote marks below its first lines, where answers may follow, from history without."""
        following = self._next_number(end)
        if following is None:
            return [Segment(part=Part.HISTORY, start=start, end=self._size)]
        block = header_block(self.lines, following, announced=True) if header_line(self.lines[following]) else None
        if block is not None and following >= end:
            end = block.end
            following = self._next_number(end)
            if following is None:
                return [Segment(part=Part.HISTORY, start=start, end=self._size)]
        take_initials_off(self.lines, following)
        if self.lines[following][0] in ">＞":
            return [
                Segment(part=Part.LEAD, start=start, end=following),
                Segment(part=Part.QUOTE, start=following, end=self._quote_end(following)),
            ]
        if self.lines[following][0] == "|" and (stop := self._bar_end(following)) > following + 1:
            return [
                Segment(part=Part.LEAD, start=start, end=following),
                Segment(part=Part.QUOTE, start=following, end=stop),
            ]
        return [Segment(part=Part.HISTORY, start=start, end=self._size)]

    def _marked(self, at: int, marks: Sequence[int]) -> list[Segment] | None:
        """Follow what the HTML says: from here all is history, or the lines of one element are."""
        mark = marks[at]
        if mark & Mark.CUT:
            return [Segment(part=Part.HISTORY, start=at, end=self._size)]
        if mark & Mark.ATTRIBUTION and self._next(at + 1)[:1] == ">":
            return self._below(at, at + 1)
        if mark & Mark.HISTORY:
            end = at
            while end < len(self.lines) and (marks[end] & Mark.HISTORY or not self.lines[end]):
                end += 1
            return [Segment(part=Part.QUOTE, start=at, end=end)]
        return None

    def _with_lead(self, at: int) -> int:
        """Take the "… wrote:" line right above our marker along."""
        above = at - 1
        while above >= 0 and not self.lines[above] and above > at - 4:
            above -= 1
        return at if above < 0 or is_rule(self.lines[above]) is False else above

    def _next_number(self, start: int) -> int | None:
        for number in range(start, min(len(self.lines), start + 200)):
            if self.lines[number]:
                return number
        return None

    def _next(self, start: int) -> str:
        if start < len(self.lines) and self.lines[start]:
            return self.lines[start]
        number = self._next_number(start)
        return self.lines[number] if number is not None else ""

    def _bar_end(self, start: int) -> int:
        end = start
        while end < len(self.lines) and self.lines[end][:1] == "|":
            end += 1
        return end

    def _quote_end(self, start: int) -> int:
        """Return the line after a run of quoted lines; blank lines and wrapped ends inside it belong to it."""
        at = end = start
        while at < len(self.lines):
            line = self.lines[at]
            if line[:1] in (">", "＞"):
                end = at + 1
            elif line and not self._is_wrapped_end(at, end):
                break
            at += 1
        return end

    def _is_prompt(self, start: int, end: int) -> bool:
        """Say whether lines begin with the prompt of Python, which nobody quotes three deep without a lesser level."""
        return self.lines[start].startswith(">>> ") and all(
            line.startswith(">>>") or not line for line in self.lines[start:end]
        )

    def _is_wrapped_end(self, at: int, quoted_until: int) -> bool:
        """Say whether an unmarked line is the end of the quoted line above that was wrapped on the way."""
        if at != quoted_until or at + 1 >= len(self.lines):
            return False
        line = self.lines[at]
        return (
            len(self.lines[at - 1]) >= _WRAPPED_FROM
            and len(line) <= _WRAPPED_UP_TO
            and line[0].islower()
            and self.lines[at - 1][-1] not in ".?!:;…"
            and self.lines[at + 1][:1] == ">"
            and bool(unquoted(self.lines[at + 1]))
        )
