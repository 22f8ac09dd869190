"""What a customer's words tell of their trouble: what, when it began, who and how many it touches, and where.

Only what is surely absent is asked for: a hint of an answer counts as one. The tables hold English, 简体中文 and
繁體中文; mails in other languages are asked nothing.
"""

import heapq
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields

from maildesk.desk import intake_words_en as english
from maildesk.desk import intake_words_zh as chinese
from maildesk.desk.han_rows import HanRows
from maildesk.desk.intake import IntakeRecord, Question
from maildesk.desk.remembered import Remembered
from maildesk.desk.ticket import Ticket, TicketType
from maildesk.desk.word_rows import WordRows

_READ = 600  # characters: a trouble is told at the beginning
_LONGEST = 120
_NAMED_SYSTEMS = (
    (
        r"(?<![A-Za-z0-9_])(?:vpn|outlook|sap|erp|crm|wms|mes|plm|sharepoint|onedrive|intranet|extranet|website"
        r"|web ?shop|portal|homepage|wi-?fi|wlan|excel|powerpoint|zoom|citrix|jira|confluence|salesforce"
        r"|active directory|windows|macos|linux|android|chrome|firefox|safari|oracle|mysql|postgresql|firewall"
        r"|(?-i:OA|POS|HIS|MS Teams|Word|Edge"
        r"|Exchange))(?![A-Za-z0-9_])"
    ),
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])",
    r"https?://[^\s<>]{3,200}",
    (
        r"(?<![@\w.-])[a-z0-9][a-z0-9.-]{0,60}\.(?:com|org|net|cn|tw|hk|local|lan|internal|intern|corp|example|test|io"
        r"|de|uk|eu|gov|edu)(?![\w-])"
    ),
    (
        r"(?<![\w-])(?:srv|server|pc|nb|ws|lap|laptop|web|app|db|host|node|sw|ap|rtr|fw|nas|sn)[-_][a-z]{0,8}-?\d{1,6}"
        r"(?![\w-])"
    ),
)
_FLAGS = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class _Told:
    """The rows of one question, for Latin words and for Chinese."""

    latin: WordRows
    han: HanRows


_LATER = _Told(WordRows(english.LATER), HanRows(chinese.LATER))
_TROUBLE = _Told(WordRows(english.TROUBLE), HanRows(chinese.TROUBLE))
_TELLS = {
    Question.WHEN: _Told(WordRows(english.WHEN), HanRows(chinese.WHEN)),
    Question.WHO: _Told(WordRows(english.WHO), HanRows(chinese.WHO)),
    Question.HOW_MANY: _Told(WordRows(english.HOW_MANY), HanRows(chinese.HOW_MANY)),
    Question.WHERE: _Told(WordRows((*english.WHERE, *_NAMED_SYSTEMS)), HanRows(chinese.WHERE)),
}
_STILL_WORKED = re.compile(r"\b(?:worked|working|fine|ok|okay) (?:\w{1,10} ){0,2}(?:until|till|up to)\b", _FLAGS)
_LABELS: dict[str, Question | str] = {
    **dict.fromkeys(("what", "problem", "issue", "问题", "問題", "故障", "现象", "現象", "描述", "问题描述"), "what"),
    **dict.fromkeys(
        ("when", "time", "since", "began", "begin", "started", "start", "start time", "date", "发生时间", "发现时间",
         "开始时间", "故障时间", "时间", "何时", "日期", "發生時間", "發現時間", "開始時間", "故障時間", "時間",
         "何時"),
        Question.WHEN,
    ),
    **dict.fromkeys(
        ("who", "affected", "users", "user", "affected users", "who is affected", "影响人员", "影响范围", "受影响人员",
         "使用人", "用户", "谁", "影響人員", "影響範圍", "受影響人員", "使用者", "用戶", "誰"),
        Question.WHO,
    ),
    **dict.fromkeys(
        ("how many", "number", "count", "how many people", "number of users", "人数", "影响人数", "数量", "几人",
         "台数", "人數", "影響人數", "數量", "幾人", "台數"),
        Question.HOW_MANY,
    ),
    **dict.fromkeys(
        ("where", "location", "place", "room", "site", "host", "device", "machine", "address", "program", "page",
         "floor", "地点", "位置", "地址", "房间", "楼层", "设备", "主机", "系统", "软件", "地點", "房間", "樓層",
         "設備", "主機", "系統", "軟體", "場所", "场所"),
        Question.WHERE,
    ),
}  # fmt: skip
_BEHIND_LABELS = ":：="
_LABEL_LINE = re.compile(
    rf"^[ \t]*[-*•·]?[ \t]*([^{_BEHIND_LABELS}\n]{{1,24}}?)[ \t]*[{_BEHIND_LABELS}][ \t]*(\S[^\n]*)$", re.MULTILINE
)
_SINGULAR = re.compile(r"\b(?:i|me|my|mine|myself)\b|我(?![们們])|本人", _FLAGS)
_VAGUE = re.compile(r"everyone|everybody|nobody|no one|no-one|anyone|anybody|somebody|someone", _FLAGS)
_HAN = re.compile("[\u4e00-\u9fff]")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[。!?;；]|\n")
_KANA = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_WORD = re.compile(r"[a-z']+")

KNOWN: Remembered[tuple[str, str | None], IntakeRecord] = Remembered(400)


def read_intake(text: str, language: str | None = None) -> IntakeRecord:
    """Return what a customer's words tell; `language` is the letter's tag, None when it is not known.

    Lines such as `When: yesterday` or `发生时间：昨天` count before free words; these are read only in languages that
    the tables hold. An empty text gives an empty record.
    """
    asked = (text, language)
    return KNOWN.get(asked) or KNOWN.put(asked, _read(text, language))


def _read(text: str, language: str | None) -> IntakeRecord:
    text = unicodedata.normalize("NFKC", text[:_READ]).replace("\r\n", "\n").replace("\u2019", "'")
    told = _labelled(text)
    if language is not None and not _is_understood(text, language):
        return IntakeRecord(
            what=told.get("what", ""),
            when=told.get(Question.WHEN, ""),
            who=told.get(Question.WHO, ""),
            how_many=told.get(Question.HOW_MANY, ""),
            where=told.get(Question.WHERE, ""),
        )
    sooner = text if _STILL_WORKED.search(text) else _without(_LATER, text)
    for question, rows in _TELLS.items():
        if question not in told:
            told[question] = _snippet(rows, sooner if question is Question.WHEN else text)
    trouble = next(iter(_spans(_TROUBLE, text)), None)
    return IntakeRecord(
        what=told.get("what") or (_sentence_at(trouble[0], text) if trouble else ""),
        when=told[Question.WHEN],
        who=_with_count(told[Question.WHO], told[Question.HOW_MANY]),
        how_many=told[Question.HOW_MANY],
        where=told[Question.WHERE],
        trouble=trouble is not None,
        understood=_is_understood(text, language),
    )


def _with_count(who: str, how_many: str) -> str:
    """Return who is affected; a bare word for people together with the number it was counted by: 12人, not 人."""
    counted = who and re.search(rf"(?<![a-z]){re.escape(who)}(?![a-z])", how_many, _FLAGS)
    return how_many if counted else who


def _labelled(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _LABEL_LINE.finditer(text) if any(map(text.__contains__, _BEHIND_LABELS)) else ():
        question = _LABELS.get(" ".join(line.group(1).casefold().split()))
        if question:
            found.setdefault(str(question), line.group(2).strip()[:_LONGEST])
    return found


def _without(rows: _Told, text: str) -> str:
    """Return the text with every match of the rows taken out."""
    kept: list[str] = []
    position = 0
    for begin, end in _spans(rows, text):
        kept.append(text[position:begin])
        position = max(position, end)
    return " … ".join([*kept, text[position:]])


def _snippet(rows: _Told, text: str) -> str:
    """Return the first words that match, with the matches right beside them; "nobody" only when nothing else does."""
    vague = ""
    for begin, end in _joined(_spans(rows, text), text):
        found = " ".join(text[begin:end].split())[:_LONGEST]
        if not _VAGUE.fullmatch(found):
            return found
        vague = vague or found
    return vague


def _joined(spans: Iterable[tuple[int, int]], text: str) -> Iterable[tuple[int, int]]:
    """Yield spans, those that stand right beside each other on a line as one."""
    begin = end = -1
    for start, stop in spans:
        if begin >= 0 and (start - end > 2 or "\n" in text[end:start]):
            yield begin, end
            begin = -1
        begin, end = (start if begin < 0 else begin), max(end, stop)
    if begin >= 0:
        yield begin, end


def _sentence_at(position: int, text: str) -> str:
    """Return the sentence or line that holds a position, clipped."""
    begin = max((found.end() for found in _SENTENCE_END.finditer(text, 0, position)), default=0)
    end = _SENTENCE_END.search(text, position)
    return " ".join(text[begin : end.start() if end else len(text)].split())[:_LONGEST]


def _spans(rows: _Told, text: str) -> Iterable[tuple[int, int]]:
    latin = rows.latin.spans(text)
    if not _HAN.search(text):
        return latin
    return heapq.merge(latin, rows.han.spans(text))


def _is_understood(text: str, language: str | None) -> bool:
    if language is not None:
        return language.partition("-")[0] in ("en", "zh")
    if _KANA.search(text):
        return False
    if _HAN.search(text):
        return True
    return len(english.COMMON & set(_WORD.findall(text.casefold()))) >= 2


def with_answer(record: IntakeRecord | None, text: str, language: str | None = None) -> IntakeRecord:
    """Return the record with what a further mail tells: labelled lines replace, free words fill what is empty."""
    found = read_intake(text, language)
    if record is None:
        return found
    labelled = _labelled(unicodedata.normalize("NFKC", text[:_READ]).replace("\r\n", "\n"))
    values: dict[str, object] = {}
    for field in fields(IntakeRecord):
        old, new = getattr(record, field.name), getattr(found, field.name)
        values[field.name] = new if field.name in labelled else old or new
    return IntakeRecord(**values)  # type: ignore[arg-type]


def missing(record: IntakeRecord, type_: TicketType) -> tuple[Question, ...]:
    """Return the questions to ask, in their order; empty when everything is told or nothing should be asked.

    An incident is asked everything, a matter of no known type only when it speaks of trouble; who asks for a service
    is asked for whom it is, who complains when it happened, and nobody else anything.
    """
    if not record.understood:
        return ()
    if type_ is TicketType.INCIDENT or (type_ is TicketType.OTHER and record.trouble):
        asked = tuple(Question)
    else:
        asked = {
            TicketType.SERVICE_REQUEST: (Question.WHO,),
            TicketType.COMPLAINT: (Question.WHEN,),
        }.get(type_, ())
    open_ = tuple(question for question in asked if not getattr(record, question.value))
    # Who writes of nobody but themselves has said how many.
    alone = Question.HOW_MANY in open_ and _SINGULAR.search(record.who) is not None
    return tuple(question for question in open_ if not (alone and question is Question.HOW_MANY))


def asked_of(ticket: Ticket) -> tuple[Question, ...]:
    """Return what its customer is asked now; empty for a ticket no customer wrote on."""
    return missing(ticket.intake, ticket.type) if ticket.intake else ()
