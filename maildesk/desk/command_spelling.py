"""How a command line may be written: signs around it, Chinese without blanks, two on a line, the nearest right word."""

import re
from difflib import SequenceMatcher, get_close_matches

from maildesk.desk.command_words import FORMS, Command, command_of
from maildesk.desk.list_words import list_kind
from maildesk.desk.script_fold import simplified

_WORD = r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\-\u4e00-\u9fff]*"
_AFTER = r"[ \t\u00a0\u3000]*[:：,，;；.。!！=＝]*\s*"  # "#resolve." and "#priority: urgent"
_HASH_LINE = re.compile(rf"^[#＃]\s?({_WORD}){_AFTER}(.*)$")
_BARE_LINE = re.compile(rf"^({_WORD}){_AFTER}(.*)$")
_STATUS_LINE = re.compile(rf"^(?:status|state|状态|狀態)\s*[:：=＝]\s*({_WORD})[.。!！]*$", re.IGNORECASE)
_HASH_STATUS_LINE = re.compile(rf"^[#＃]\s?(?:status|state|状态|狀態)\s*[:：=＝]?\s*({_WORD})[.。!！]*$", re.IGNORECASE)
_STATES = frozenset({Command.RESOLVE, Command.PENDING, Command.HOLD, Command.CLOSE, Command.REOPEN})
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"  # what mail programs leave at the ends of a line
_EMPHASIS = re.compile(r"^([*_]{1,3})([#＃].*?)\1(.*)$")  # "**#resolve**" is a bold line of an HTML mail
_SECOND = re.compile(rf"(?:^|[\s,，;；、])[#＃]({_WORD})")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_MARKS = " \t\u00a0\u3000.。!！?？,，;；…"
# Commands whose argument is checked before anything happens: their word may be read without a blank behind it.
_GLUED = frozenset(
    {
        *(Command.ASSIGN, Command.PRIORITY, Command.TYPE, Command.CC, Command.SPENT, Command.CHECK, Command.DUE),
        *(Command.MERGE, Command.NEW, Command.SEARCH, Command.CAUSE, Command.CONCERNED),
        *(Command.PENDING, Command.SHOW, Command.LIST),
    }
)
_LONGEST_FIRST = sorted(
    ((form, command) for command in FORMS if command in _GLUED for form in FORMS[command]),
    key=lambda each: -len(each[0]),
)
_NUMERAL = re.compile(r"[0-9０-９一二两兩三四五六七八九十]")
_HALF = 0.5  # of two Chinese characters one is right
_MOST = 0.6


def plain_line(line: str) -> str:
    """Return a line without the blanks, unseen characters and signs of emphasis that may stand around a command."""
    bare = line.strip().strip(_UNSEEN).strip()
    found = _EMPHASIS.match(bare)
    return f"{found[2].strip()} {found[3].strip()}".strip() if found else bare


def begins_with_hash(line: str) -> bool:
    """Say whether a line is meant as a command line."""
    return plain_line(line).startswith(("#", "＃"))


def is_comment(line: str) -> bool:
    """Say whether a line begins with '#' and a blank, as comments and prompts of a shell do."""
    return plain_line(line)[1:2].isspace()


def hash_line(line: str) -> tuple[str, str] | None:
    """Return word and argument of a line that begins with '#'; None for any other line."""
    plain = plain_line(line)
    if not plain.startswith(("#", "＃")):
        return None
    status = _HASH_STATUS_LINE.match(plain)
    if status and command_of(status[1]) in _STATES:
        return status[1], ""
    found = _HASH_LINE.match(plain)
    return (found[1], _argument(found[2])) if found else None


def glued_line(line: str) -> tuple[str, str] | None:
    """Return word and argument of a '#' line that has no blank between them (#等待3天, #spent45m); None for others."""
    rest = plain_line(line)[1:].lstrip()
    for form, command in _LONGEST_FIRST:
        if not rest.casefold().startswith(form):
            continue
        argument = _argument(rest[len(form) :])
        numbered = bool(_NUMERAL.match(argument))
        if command in (Command.PENDING, Command.SHOW) or form.isascii():
            return (form, argument) if numbered else None
        if command is Command.LIST and list_kind(argument) is None:
            return None
        return form, argument
    return None


def bare_line(line: str) -> tuple[str, str] | None:
    """Return word and argument of a command line without '#', or of "status: solved"; None for any other line."""
    plain = plain_line(line)
    status = _STATUS_LINE.match(plain)
    if status:
        return status[1], ""
    found = _BARE_LINE.match(plain)
    if found and command_of(found[1]):
        return found[1], found[2].strip()
    return None


def _argument(text: str) -> str:
    """Return what follows a command; marks alone, as in "#resolve!", are nothing."""
    return text.strip() if text.strip(_MARKS) else ""


def second_command(argument: str) -> str | None:
    """Return the further command that stands behind one on the same line, with its '#'; None when there is none."""
    words = (found[1] for found in _SECOND.finditer(argument))
    return next((f"#{word}" for word in words if command_of(word)), None)


def nearest(word: str) -> str | None:
    """Return the known form that looks most like a wrong word, with its '#'; None when none is near.

    Of forms that are equally near, one that begins like the word comes first, then one in its script.
    """
    folded = word.casefold()
    forms = [form for own in FORMS.values() for form in own]
    cutoff = _HALF if _CHINESE.search(folded) else _MOST
    found = get_close_matches(folded, forms, n=8, cutoff=cutoff)
    if not found:
        return None
    best = SequenceMatcher(None, found[0], folded).ratio()
    equal = [form for form in found if SequenceMatcher(None, form, folded).ratio() == best]
    is_simplified = folded == simplified(folded)
    return "#" + max(equal, key=lambda form: (form[0] == folded[0], (form == simplified(form)) == is_simplified))
