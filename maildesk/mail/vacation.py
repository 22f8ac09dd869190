"""Recognises automatic answers by their words alone, where no field says what they are."""

import re
import unicodedata

from maildesk.mail.person_words import asks_for_something
from maildesk.mail.service_requests import names_a_stand_in, requests_a_service
from maildesk.mail.vacation_phrases import (
    AUTOMATIC_STATEMENTS,
    AWAY_CONSEQUENCES,
    AWAY_STATEMENTS,
    FOLLOWING_WORDS,
    NO_ANSWER_STATEMENTS,
    RECEIPT_SUBJECTS,
    SUBORDINATING_WORDS,
    VACATION_SUBJECTS,
    WEAK_SUBJECTS,
)

_PHRASES = tuple(sorted({phrase for row in VACATION_SUBJECTS.values() for phrase in row}, key=len, reverse=True))
_BRACKETS = " \t*[]【】()（）《》<>\"'“”„«»!！~～-–—=#|:："
_STOPS = frozenset(":：-–—[]【】()（）|.。!！;；/\"'“”*~～…")
_DATE = re.compile(r"\d{1,4}[./\-年月日]")
# Begins with the line end itself: so only the lines are looked at, and not every character.
_HISTORY = re.compile(r"\n[ \t]*(?:>|-{3,}[ \t]?\w|_{10,}|(?:From|Von|De|发件人|寄件者|差出人)[ \t]?[:：])")
# Who writes of "our autoreply" has trouble with it.
_DETERMINER = (
    r"(?:'s|\b(?:the|our|my|your|an?|her|his|die|eine?|meine?|unsere?|la|ma|notre|une|mi|una|nuestra|minha|nossa|mia|"
    r"het|een|mijn|ons)) "
)
_ONE_DATED_SENTENCE = re.compile(r"[^\d,;.!]{1,80}\d(?:[^,;.!]|[.](?=[\d ]))*[.!]?")
_OPENING_QUOTES = '"“„«「『'
_CITED = re.compile(rf"[{_OPENING_QUOTES}][^\"“”„«»「」『』]{{10,400}}[\"”“»」』]")
_UNTIL = re.compile(
    r"\d{1,2}[./-]\d{1,2}|\d\s?[月월]|"
    r"\b(?:until|till|back|bis|wieder|jusqu|retour|hasta|até|fino|tot|till|til|asti|do|до|έως|kadar)\b.{0,20}\d"
)
_AUTOMATIC_STEMS = (
    "auto", "otomat", "automat", "avto", "samodejn", "sjálfvirk", "авто", "аўта", "аутом", "αυτόματ", "אוטומט",
    "تلقائ", "آلي", "خودکار", "tự động", "อัตโนมัติ", "स्वचालित", "স্বয়ংক্রিয়", "自动", "自動", "자동",
)  # fmt: skip
_PLAIN_PHRASES = tuple(phrase for phrase in _PHRASES if len(phrase) >= 8 and phrase not in WEAK_SUBJECTS)
_CLOSING_BRACKETS = frozenset(")]】）")
_LAST_BRACKETS = re.compile(r"[(\[【（]([^()\[\]【】（）]{2,60})[)\]】）]$")
_SENTENCE_END = re.compile(r"[!。！]|(?<!\d)\.\s")
_LEAST_QUESTION = 6  # words, or signs of a script that writes none apart
# With these a notice asks its reader: "Do you need help before that?"
_NOTICE_QUESTION = re.compile(
    r"(?:is (?:your|it|this)|do you|are you|need|urgent|haben sie|brauchen sie|ist es|avez-vous|besoin)\b"
)
_LINK = re.compile(r"https?://\S{1,2000}")
_LONGEST_NOTICE = 1_500
_BEGINNING = 400


def is_vacation_subject(subject: str, body: str = "") -> bool:
    """Say whether a subject begins as automatic answers do; words of a person behind it or in the body say no.

    `body` is the readable text, quotes and all; empty when it is not known.
    """
    text = unicodedata.normalize("NFC", subject).strip(_BRACKETS).lower()
    if not text.startswith(_PHRASES):
        return _is_marked(text, subject, body)
    opened = subject.lstrip()[:1] in "[【(（*"
    found = [phrase for phrase in _PHRASES if text.startswith(phrase) and _ends(text[len(phrase) :], opened=opened)]
    if not found:
        return False
    words = _new_words(body)
    # Who asks about automatic answers names them in subject and words.
    if text in found and any(phrase in words for phrase in found) and _asks(words):
        return False
    if not words or _says_automatic(words):
        return True
    if _away_at(words) >= 0:
        return _names_a_machine(found[0]) or not (_asks_a_question(words) or requests_a_service(words))
    if found[0] in RECEIPT_SUBJECTS:
        return "received" in words
    if found[0] in WEAK_SUBJECTS and _UNTIL.search(f"{text} {words}") is None:
        return False
    if any(re.search(_DETERMINER + re.escape(phrase), words) for phrase in found):
        return False
    return not (("?" in words or "？" in words) and asks_for_something(words))


def _is_marked(text: str, subject: str, body: str) -> bool:
    """Say whether a subject is marked as Notes does ("AUTO: Ann is out of the office"), or in brackets at its end."""
    if text.startswith("auto:"):
        return any(phrase in text[5:] for phrase in _PLAIN_PHRASES)
    if subject.rstrip()[-1:] not in _CLOSING_BRACKETS:
        return False
    mark = _LAST_BRACKETS.search(subject.strip().lower())
    if mark is None or mark[1].strip() not in _PHRASES:
        return False
    # Who answers such a mail keeps its subject: the words decide.
    words = _new_words(body)
    told = _says_away(words) or any(phrase in words for phrase in AWAY_CONSEQUENCES) or _UNTIL.search(words)
    return (not words or bool(told)) and not _asks(words)


def _asks(words: str) -> bool:
    return asks_for_something(words) or requests_a_service(words)


def _asks_a_question(words: str) -> bool:
    """Say whether a text holds a question of some length that is not the one of a notice: "Do you need help?"."""
    if names_a_stand_in(words):
        return False
    for before in re.split(r"[?？]", words)[:-1]:
        question = _SENTENCE_END.split(before)[-1].strip()
        length = len(question.split()) if " " in question else len(question)
        if length >= _LEAST_QUESTION and _NOTICE_QUESTION.match(question) is None:
            return True
    return False


def _names_a_machine(phrase: str) -> bool:
    """Say whether a phrase calls the answer automatic; people do not write so of themselves."""
    return any(stem in phrase for stem in _AUTOMATIC_STEMS)


def _new_words(body: str) -> str:
    """Return the beginning of what was written now, in lower case; the history of a reply asks its own questions."""
    return _worded(_written_now(body))


def _written_now(body: str) -> str:
    """Return the beginning of a text up to the history, without links; what somebody cites is not what he says."""
    text = body[: 2 * _LONGEST_NOTICE]
    history = _HISTORY.search("\n" + text)
    text = text[: history.start()] if history else text
    text = _LINK.sub(" ", text) if "://" in text else text
    return _CITED.sub(" ", text) if any(map(text.__contains__, _OPENING_QUOTES)) else text


def _worded(text: str) -> str:
    words = text.lower().replace("’", "'").replace("i'm ", "i am ").replace("i'll ", "i will ")
    return " ".join(words.split())[:_LONGEST_NOTICE]


def _says_away(words: str) -> bool:
    return _says_automatic(words) or _away_at(words) >= 0


def _says_automatic(words: str) -> bool:
    """Say whether a machine says that it is one."""
    return any(map(words.__contains__, AUTOMATIC_STATEMENTS))


def _away_at(words: str) -> int:
    """Return where somebody says to be away, as a sentence of its own and not as "while I am away"; else -1."""
    found = map(words.find, filter(words.__contains__, AWAY_STATEMENTS))
    return min((at for at in found if not words[:at].endswith(SUBORDINATING_WORDS)), default=-1)


def _ends(rest: str, *, opened: bool) -> bool:
    bare = rest.lstrip()
    if not bare or bare[0] in _STOPS:
        return True
    if rest[0].isalnum() and not _DATE.match(rest):
        return False
    if _DATE.match(bare) or bare.startswith("re:") or (opened and rest[0] in "]】)）*"):
        return True
    first = re.split(r"[\s:：,]", bare, maxsplit=1)[0]
    return (first in FOLLOWING_WORDS or first.startswith("jusqu")) and re.search(r"\d|:|：", bare) is not None


def is_vacation_body(text: str) -> bool:
    """Say whether a short text is nothing but a vacation notice; a question or a longer story is a person's."""
    if len(text) > 4 * _LONGEST_NOTICE:
        return False
    written = _written_now(text)
    if "?" in written or "？" in written:
        return False
    # Asked before the words are put into lower case, which makes no text shorter.
    if len(written) >= _LONGEST_NOTICE and len(" ".join(written.split())) >= _LONGEST_NOTICE:
        return False
    plain = _worded(written)
    if not plain or len(plain) >= _LONGEST_NOTICE:
        return False
    beginning = plain[:_BEGINNING]
    if _says_automatic(beginning):
        return True
    return _tells_absence(plain, _away_at(beginning)) and not _asks(plain)


def _tells_absence(plain: str, away: int) -> bool:
    if any(map(plain.__contains__, NO_ANSWER_STATEMENTS)):
        return True
    if 0 <= away <= 20 and len(plain) <= 120 and _ONE_DATED_SENTENCE.fullmatch(plain):
        return True
    # A person greets and comes to the point; who begins with the absence and names a stand-in has gone.
    return 0 <= away <= 160 and any(phrase in plain[away:] for phrase in AWAY_CONSEQUENCES)
