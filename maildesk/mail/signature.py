"""Finds what stands below a person's words: signature, "Sent from my …" lines, disclaimers."""

import re
from collections.abc import Iterable, Sequence

from maildesk.mail.signature_tables import CLOSINGS, DEVICES, DISCLAIMERS, SENT_FROM


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    # The forms and the lines are in lower case: without a flag the engine throws most forms away by their first letter.
    return re.compile("(?:" + "|".join(f"(?:{form})" for form in forms) + ")")


_SENT_FROM = _any_of(form for form in SENT_FROM if not form.startswith(".{"))
# Languages that name the phone first; their forms cost more, so they are tried only on lines that name one.
_PHONE_FIRST = _any_of(form for form in SENT_FROM if form.startswith(".{"))
_DISCLAIMER = _any_of(DISCLAIMERS)
_CLOSINGS = frozenset(word for row in CLOSINGS for word in row.split("|"))
_LONGEST_CLOSING = 48
_LEAST_SENT_FROM = 4
_LONGEST_SENT_FROM = 140
_ORNAMENT = " \t*_~-–—=#|•·.[]()<>\"'“”「」"

_DIGIT = re.compile(r"\d")
_PHONE = re.compile(r"(?:\+|00|\(0|\b0|\b1|\b\d)[\d \-/().]{6,22}\d")
_CONTACT_LABEL = re.compile(
    r"(?:tel|phone|mobile|mob|cell|fax|direct|office|ph|t|m|p|f|e-?mail|mail|web|www|telefon|mobil|handy|fon|tél|télé|portable"
    r"|teléfono|telefone|celular|móvil|telefono|cellulare|telefoon|mobiel|kom|тел|моб|телефон|puh|gsm|cep"
    r"|điện thoại|đt|sđt"
    r"|τηλ|κιν|טל|נייד|هاتف|جوال|电话|手机|座机|传真|邮箱|地址|网址|電話|手機|傳真|信箱|地址|網址|携帯|住所|전화|휴대폰|팩스|이메일|주소"
    r"|微信|qq|skype|whatsapp|wechat)\s?(?:no)?\.?\s?[:：/|)]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@,;:]{1,64}@[^\s<>@,;:]{1,190}\.[^\s<>@,;:]{2,}|(?:https?://|www\.)\S{3,}", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:gmbh|ltd|inc|llc|corp|co\.|s\.?a\.?r\.?l|s\.?p\.?a|s\.?r\.?l|b\.?v|a\.?s|oy|ab|aps|kft|s\.r\.o"
    r"|sp\. z o\.o|plc|pty|kg"
    r"|limited|corporation|company)\b|有限公司|股份公司|株式会社|주식회사|ООО",
    re.IGNORECASE,
)
_LINK = re.compile(r"[<(\[]\s?https?://[^\s<>()]{1,200}[>)\]]")
_LONGEST_BLOCK_LINE = 100
_MOST_BLOCK_LINES = 14
_LONGEST_ARMOUR = 60
_MOST_CARD_LINES = 9
_MOST_DISCLAIMER_LINES = 40
_EASTERN_NAME = re.compile("[\u4e00-\u9fff]{2,4}(?: ?[\u4e00-\u9fff]{1,4})?|[\uac00-\ud7a3]{2,4}")
_LEAST_DRAWN = 5
_MOST_BELOW_DRAWN = 7
_LONGEST_NAME = 60
_COLONS = (":", "：")
_SENTENCE_END = (".", "!", "?", "。", "！", "？", "…", ":", "：", "；", ";")


def is_sent_from(line: str) -> bool:
    """Say whether a probed line is what a phone or a program adds: "Sent from my iPhone", "发自我的iPhone"."""
    if len(line) < _LEAST_SENT_FROM or len(line) > _LONGEST_SENT_FROM or line[-1] in "?？":
        return False
    plain = (_LINK.sub("", line).replace("[", "").replace("]", "") if "http" in line else line).strip(_ORNAMENT).lower()
    if _SENT_FROM.fullmatch(plain):
        return True
    named = any(device in plain for device in DEVICES)
    return (named and _PHONE_FIRST.fullmatch(plain) is not None) or ("Outlook" in line and "https://aka.ms/" in line)


def is_closing(line: str) -> bool:
    """Say whether a probed line is nothing but a closing: "Best regards,", "此致"."""
    if not line or len(line) > _LONGEST_CLOSING:
        return False
    return line.strip(" ,，.。!！、;；*_~-–—:：").casefold() in _CLOSINGS


def is_disclaimer(line: str) -> bool:
    """Say whether a probed line begins a disclaimer, a virus note or a plea for the environment."""
    return len(line) >= 8 and _DISCLAIMER.match(line.lstrip(_ORNAMENT)[:300].lower()) is not None


def _is_contact(line: str) -> bool:
    if _CONTACT_LABEL.match(line.lstrip(_ORNAMENT)) or (_DIGIT.search(line) and _PHONE.search(line)):
        return True
    return ("@" in line or "://" in line or "www." in line.lower()) and _ADDRESS.search(line) is not None


def signature_lines(lines: Sequence[str], raw: Sequence[str], start: int, end: int) -> set[int]:
    """Return the numbers of the lines between `start` and `end` that belong to a signature.

    `lines` are probed, `raw` as they stand in the mail. A plain "Thanks, Anna" is not a signature: it needs the
    "-- " delimiter (RFC 3676 section 4.3), a contact block under a closing, or one of the known lines.
    """
    found = _armour(lines, start, end)
    filled = [at for at in range(start, end) if lines[at] and at not in found]
    if not filled:
        return found
    end = filled[-1] + 1
    cut = _delimiter(lines, raw, filled)
    if cut is not None:
        found.update(range(cut, end))
        filled = [at for at in filled if at < cut]
    end = _take_tail(lines, filled, found, end)
    filled = [at for at in filled if at < end]
    cut = _bare_address(lines, filled)
    if cut is not None:
        found.update(range(cut, end))
        filled = [at for at in filled if at < cut]
    cut = _contact_block(lines, filled)
    if cut is not None:
        found.update(range(cut, end))
        filled = [at for at in filled if at < cut]
    found.update(at for at in filled if _alone(lines, at, start, end) and is_sent_from(lines[at]))
    return found


def _armour(lines: Sequence[str], start: int, end: int) -> set[int]:
    """Return the lines that PGP wraps around a text it signs (RFC 9580 section 7)."""
    found: set[int] = set()
    at = start
    while at < end:
        line = lines[at]
        if line == "-----BEGIN PGP SIGNED MESSAGE-----":
            found.update(number for number in (at, at + 1) if number < end and (number == at or ":" in lines[number]))
        elif line == "-----BEGIN PGP SIGNATURE-----":
            reach = range(at, min(end, at + _LONGEST_ARMOUR))
            close = next((number for number in reach if lines[number] == "-----END PGP SIGNATURE-----"), at)
            found.update(range(at, close + 1))
            at = close
        at += 1
    return found


def _alone(lines: Sequence[str], at: int, start: int, end: int) -> bool:
    above = at == start or not lines[at - 1] or at == 0
    below = at + 1 >= end or not lines[at + 1]
    return above and below


def _delimiter(lines: Sequence[str], raw: Sequence[str], filled: Sequence[int]) -> int | None:
    """Find the "-- " line with few enough lines below it."""
    for place, at in enumerate(filled):
        line = lines[at]
        if len(line) > 3 or line[0] not in "-—–":
            continue
        below = len(filled) - place - 1
        exact = raw[at].endswith("-- ")
        if not exact and place and lines[filled[place - 1]].endswith(_COLONS):
            return None
        if not exact and _parts_a_list(lines, line, filled[place + 1 :]):
            return None
        if line == "--" and below <= (40 if exact else 16) and (exact or not _asks(lines, filled[place + 1 :])):
            return at
        if line in ("—", "–", "- -", "---", "——") and 1 <= below <= 8 and _short(lines, filled[place + 1 :]):
            return at
    return _drawn_line(lines, filled)


def _parts_a_list(lines: Sequence[str], dashes: str, below: Sequence[int]) -> bool:
    """Say whether the same dashes come again, with no way of contact below: then they part what was written."""
    return any(lines[at] == dashes for at in below) and not any(_is_contact(lines[at]) for at in below)


def _drawn_line(lines: Sequence[str], filled: Sequence[int]) -> int | None:
    """Find the line that Foxmail and others draw above a signature: below it only a few short lines, no sentence."""
    for place in range(len(filled) - 2, max(0, len(filled) - _MOST_BELOW_DRAWN - 2), -1):
        line = lines[filled[place]]
        if len(line) >= _LEAST_DRAWN and _is_drawn(line):
            below = [lines[at] for at in filled[place + 1 :]]
            named = all(len(text) <= _LONGEST_NAME and not text.endswith(_SENTENCE_END) for text in below)
            reachable = any(_CONTACT_LABEL.match(text.lstrip(_ORNAMENT)) or _ADDRESS.search(text) for text in below)
            figures = any(c.isdigit() for text in below for c in text)
            return filled[place] if named and (reachable or not figures) and below[0][0] not in "-*•" else None
    return None


def _asks(lines: Sequence[str], numbers: Sequence[int]) -> bool:
    """Say whether a question stands there: then the two dashes only part two matters."""
    return any(lines[at].endswith(("?", "？", ";", "؟")) for at in numbers)


def _is_name(line: str) -> bool:
    """Say whether a line may be the name below a closing."""
    return len(line) <= _LONGEST_NAME and not any(c.isdigit() or c in "@:：?？" for c in line)


def _short(lines: Sequence[str], numbers: Sequence[int]) -> bool:
    return all(len(lines[at]) <= _LONGEST_BLOCK_LINE for at in numbers)


def _take_tail(lines: Sequence[str], filled: Sequence[int], found: set[int], end: int) -> int:
    """Take "Sent from …" lines and disclaimers off the end; return the new end."""
    for place in range(max(1, len(filled) - _MOST_DISCLAIMER_LINES), len(filled)):
        at = filled[place]
        # What a line announces with a colon is shown, not meant.
        cited = lines[filled[place - 1]].endswith(_COLONS)
        if not cited and not lines[at - 1][-1:].isalnum() and is_disclaimer(lines[at]):
            cut = at
            above = filled[place - 1]
            if not lines[above].strip("*_-=~# "):
                cut = above
            found.update(range(cut, end))
            end = cut
            break
    end = _take_frame(lines, [at for at in filled if at < end], found, end)
    for at in reversed([at for at in filled if at < end]):
        if not (is_sent_from(lines[at]) or _only_link_below(lines, at)):
            break
        found.update(range(at, end))
        end = at
    return end


def _take_frame(lines: Sequence[str], filled: Sequence[int], found: set[int], end: int) -> int:
    """Take the card off that NetEase draws with bare upright strokes; return the new end."""
    if len(filled) < 3 or lines[filled[-1]].strip("| "):
        return end
    tail = filled[-_MOST_BLOCK_LINES:]
    first = next(at for at in tail if not lines[at].strip("| "))
    found.update(range(first, end))
    return first


def _only_link_below(lines: Sequence[str], at: int) -> bool:
    """Say whether a line is the bare link that belongs to a "Get Outlook" or "Sent with" line above it."""
    line = lines[at].strip("<>()[] ")
    return line.startswith(
        ("https://aka.ms/", "http://www.avast", "https://overview.mail.yahoo", "https://yho.com")
    ) or (line.startswith("http") and " " not in line and at > 0 and is_sent_from(lines[at - 1]))


def _bare_address(lines: Sequence[str], filled: Sequence[int]) -> int | None:
    """Find the address that Foxmail writes two blank lines below the words, when it stands there alone."""
    if len(filled) < 2:
        return None
    last, above = filled[-1], lines[filled[-2]]
    parted = last - filled[-2] > 2
    return last if parted and not above.endswith((":", "：")) and _ADDRESS.fullmatch(lines[last]) else None


def _contact_block(lines: Sequence[str], filled: Sequence[int]) -> int | None:
    """Find the closing below which name, company and ways of contact stand, and nothing else."""
    first = max(1, len(filled) - _MOST_BLOCK_LINES)
    for place in range(first, len(filled)):
        at = filled[place]
        below = filled[place + 1 :]
        if not below or not (is_closing(lines[at]) or _is_drawn(lines[at])):
            continue
        if not _short(lines, below) or not _is_name(lines[below[0]]):
            continue
        contacts = sum(1 for number in below if _is_contact(lines[number]))
        companies = sum(1 for number in below if _COMPANY.search(lines[number]))
        if contacts and (len(below) >= 2 or contacts >= 2) and (contacts + companies) * 5 >= len(below):
            return _below_name(lines, filled, place)
    return _card(lines, filled)


def _card(lines: Sequence[str], filled: Sequence[int]) -> int | None:
    """Find a last paragraph that is a card: a name, short lines, and at least two ways of contact, but no closing."""
    if len(filled) < 4 or not _is_contact(lines[filled[-1]]):
        return None
    first = filled[-1]
    while first > filled[0] and lines[first - 1]:
        first -= 1
    card = [lines[at] for at in filled if at >= first]
    if not 3 <= len(card) <= _MOST_CARD_LINES or not _is_own_name(card[0]) or first == filled[0]:
        return None
    above = next(lines[at] for at in reversed(filled) if at < first)
    if above.endswith((":", "：")) or any(len(line) > _LONGEST_NAME or line.endswith(("?", "？")) for line in card):
        return None
    return first if sum(map(_is_contact, card)) >= 2 else None


def _is_own_name(line: str) -> bool:
    """Say whether a line is two to four words that each begin with a capital, or two to four Chinese characters."""
    words = line.split()
    if not _is_name(line):
        return False
    return (2 <= len(words) <= 4 and all(word[0].isupper() for word in words)) or bool(_EASTERN_NAME.fullmatch(line))


def _below_name(lines: Sequence[str], filled: Sequence[int], place: int) -> int:
    """Leave "Thanks, / Anna" to the words when a blank line parts it from the contact block."""
    closing, name = filled[place], filled[place + 1]
    following = filled[place + 2] if place + 2 < len(filled) else name + 1
    parted = name == closing + 1 and following > name + 1
    return following if parted and not is_closing(lines[name]) and not _is_contact(lines[name]) else closing


def _is_drawn(line: str) -> bool:
    return len(line) >= 3 and not line.strip("-_=*~—–")
