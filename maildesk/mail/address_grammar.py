"""Our own reader of address lists (RFC 5322 section 3.4 and 4.4): groups, comments, quotes, routes and what is wrong.

It reads the value as it stands in the mail: encoded-words are atoms here, so that nothing decoded can become structure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from maildesk.mail.addr_spec import is_addr_spec

MAX_ADDRESSES = 100
MAX_LIST = 65_536
_MAX_COMMENT_DEPTH = 20
_SPECIALS = frozenset("<>@,;:.")
_NOT_BLANK = re.compile(r"[^ \t\r\n]")
_NO_ATOM = re.compile(r"[ \t\r\n\"()\[\]\\<>@,;:.]")


class _Sort(Enum):
    ATOM = 1
    QUOTED = 2  # without its quotes and escapes
    COMMENT = 3  # without its outer brackets
    LITERAL = 4
    SPECIAL = 5
    SPACE = 6
    BROKEN = 7  # a bracket or quote that is never closed, or closed without being opened


class _Token(NamedTuple):
    sort: _Sort
    text: str
    raw: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry of an address list; the name is still encoded, the address is empty when there is none."""

    name: str = ""
    address: str = ""
    defect: str = ""  # in words, empty for a well-formed entry
    in_group: bool = False


def read_entries(value: str) -> list[Entry]:
    """Read an address list; empty entries are left out, at most 100 are read."""
    entries: list[Entry] = []
    for tokens, in_group in _split(list(_tokens(value[:MAX_LIST]))):
        entry = _entry(tokens, in_group)
        if entry.name or entry.address or entry.defect or entry.in_group:
            entries.append(entry)
            if len(entries) == MAX_ADDRESSES:
                break
    return entries


def _tokens(text: str) -> Iterator[_Token]:
    position, end = 0, len(text)
    while position < end:
        character = text[position]
        if character == '"':
            token, position = _quoted(text, position)
        elif character == "(":
            token, position = _comment(text, position)
        elif character == "[":
            token, position = _literal(text, position)
        elif character in _SPECIALS:
            token, position = _Token(_Sort.SPECIAL, character, character), position + 1
        elif character in ")]\\":
            token, position = _Token(_Sort.BROKEN, character, character), position + 1
        else:
            token, position = _run(text, position)
        yield token


def _run(text: str, start: int) -> tuple[_Token, int]:
    blank = text[start] in " \t\r\n"
    following = (_NOT_BLANK if blank else _NO_ATOM).search(text, start)
    position = following.start() if following else len(text)
    raw = text[start:position]
    return _Token(_Sort.SPACE if blank else _Sort.ATOM, " " if blank else raw, raw), position


def _quoted(text: str, start: int) -> tuple[_Token, int]:
    content: list[str] = []
    position = start + 1
    while position < len(text):
        character = text[position]
        if character == "\\" and position + 1 < len(text):
            content.append(text[position + 1])
            position += 2
            continue
        position += 1
        if character == '"':
            return _Token(_Sort.QUOTED, "".join(content), text[start:position]), position
        content.append(character)
    return _Token(_Sort.BROKEN, "".join(content), text[start:]), len(text)


def _comment(text: str, start: int) -> tuple[_Token, int]:
    depth, position = 0, start
    while position < len(text) and depth <= _MAX_COMMENT_DEPTH:
        character = text[position]
        position += 2 if character == "\\" else 1
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return _Token(_Sort.COMMENT, text[start + 1 : position - 1], text[start:position]), position
    return _Token(_Sort.BROKEN, text[start + 1 :], text[start:]), len(text)


def _literal(text: str, start: int) -> tuple[_Token, int]:
    end = text.find("]", start, start + 256)
    if end < 0:
        return _Token(_Sort.BROKEN, "[", "["), start + 1
    return _Token(_Sort.LITERAL, text[start : end + 1], text[start : end + 1]), end + 1


def _split(tokens: list[_Token]) -> Iterator[tuple[list[_Token], bool]]:
    entry: list[_Token] = []
    in_angle = in_group = False
    for token in tokens:
        mark = token.text if token.sort is _Sort.SPECIAL else ""
        if mark in {"<", ">"}:
            in_angle = mark == "<"
        if in_angle or mark not in {",", ";", ":"}:
            entry.append(token)
            continue
        if mark == ":":  # what stood before is the name of a group
            entry, in_group = [], True
            yield [], True
            continue
        yield entry, in_group
        entry = []
        in_group = in_group and mark == ","
    yield entry, in_group


def _entry(tokens: list[_Token], in_group: bool) -> Entry:
    marks = [token.text if token.sort is _Sort.SPECIAL else "" for token in tokens]
    broken = any(token.sort is _Sort.BROKEN for token in tokens)
    defect = "a bracket or quote is not closed" if broken else ""
    if "<" not in marks:
        return _bare(tokens, in_group, defect or ("a '>' without '<'" if ">" in marks else ""))
    start = marks.index("<")
    if ">" not in marks[start:]:
        return Entry(name=_text(tokens[:start]), defect="'<' is not closed", in_group=in_group)
    end = marks.index(">", start)
    address, fault = _route_address(tokens[start + 1 : end])
    rest = [token for token in tokens[end + 1 :] if token.sort not in {_Sort.SPACE, _Sort.COMMENT}]
    if rest:
        fault = fault or "something stands after '>'"
    name = _text(tokens[:start]) or _comments(tokens)
    if "@" in marks[:start] and not fault:
        fault = _address_as_name(tokens[:start], address)
    return Entry(name=name, address=address, defect=defect or fault, in_group=in_group)


def _address_as_name(tokens: list[_Token], address: str) -> str:
    named = "".join(token.raw for token in tokens).strip()
    return "" if named.lower() == address.lower() else "the name is another address without quotes"


def _bare(tokens: list[_Token], in_group: bool, defect: str) -> Entry:
    if not any(token.text == "@" and token.sort is _Sort.SPECIAL for token in tokens):
        return Entry(name=_text(tokens), defect=defect, in_group=in_group)
    address, fault = _route_address(tokens)
    return Entry(name=_comments(tokens), address=address, defect=defect or fault, in_group=in_group)


def _route_address(tokens: list[_Token]) -> tuple[str, str]:
    words: list[_Token] = []
    for token in tokens:
        if token.sort is not _Sort.COMMENT and not (
            token.sort is _Sort.SPACE and words and words[-1].sort is _Sort.SPACE
        ):
            words.append(token)
    while words and words[0].sort is _Sort.SPACE:
        words.pop(0)
    while words and words[-1].sort is _Sort.SPACE:
        words.pop()
    if words and words[0].text == "@":  # obs-route: @relay.example,@other.example:
        colons = [index for index, word in enumerate(words) if word.text == ":" and word.sort is _Sort.SPECIAL]
        words = words[colons[-1] + 1 :] if colons else []
    address = "".join("" if word.sort is _Sort.SPACE else word.raw for word in words)
    if not is_addr_spec(address):
        return "", "there is no mail address" if not address else "the mail address is not well formed"
    if _space_between_words(words):
        return "", "a space stands inside the mail address"
    return address, ""


def _space_between_words(words: list[_Token]) -> bool:
    for before, token, after in zip(words, words[1:], words[2:], strict=False):
        if token.sort is _Sort.SPACE and _Sort.SPECIAL not in (before.sort, after.sort):
            return True
    return False


def _text(tokens: list[_Token]) -> str:
    return " ".join("".join(token.text for token in tokens if token.sort is not _Sort.COMMENT).split())


def _comments(tokens: list[_Token]) -> str:
    return " ".join(token.text for token in tokens if token.sort is _Sort.COMMENT).strip()
