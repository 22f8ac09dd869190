"""What a customer's short words mean: yes, no, mere thanks, a score, a question for the status.

The tables hold English, 简体中文 and 繁體中文; a further language is a further row.
"""

import re
import unicodedata
from enum import StrEnum


class Meaning(StrEnum):
    """What a customer says of a solution."""

    SOLVED = "solved"
    THANKS = "thanks"
    NOT_SOLVED = "not_solved"
    OTHER = "other"


_SOLVED = (
    "yes", "ok", "okay", "y", "solved", "resolved", "fixed", "confirmed", "confirm", "works", "it works",
    "works now", "it works now", "works again", "it works again", "all good", "problem solved", "issue solved",
    "issue resolved", "problem resolved", "problem fixed", "that fixed it", "that worked", "that solved it",
    "yes it is solved", "yes it works", "yes solved", "yes resolved", "yes fixed", "it is solved", "it is fixed",
    "its fixed", "it's fixed", "its solved", "it's solved", "its working", "it's working", "working now",
    "it is working now", "its working now", "it's working now", "everything works", "all working", "you can close it",
    "you can close this", "please close", "please close it", "close it", "case closed", "can be closed",
    "is solved", "is fixed", "perfect", "all fixed", "all solved",
    "是", "是的", "好", "好的", "好了", "可以", "可以了", "行", "行了", "没问题", "没问题了", "已解决", "解决了",
    "已经解决", "已经解决了", "问题已解决", "问题解决了", "问题已经解决", "问题已经解决了", "搞定", "搞定了",
    "正常了", "已正常",
    "已经正常", "已经正常了", "恢复了", "已恢复", "已恢复正常", "恢复正常", "恢复正常了", "确认", "确认解决",
    "确认已解决",
    "现在可以了", "现在好了", "已经好了", "已经可以了", "修好了", "能用了", "可以用了", "能用", "可以关闭",
    "可以关闭了", "关闭吧",
    "沒問題", "沒問題了", "已解決", "解決了", "已經解決", "已經解決了", "問題已解決", "問題解決了", "問題已經解決",
    "問題已經解決了", "搞定囉", "已經正常", "已經正常了", "恢復了", "已恢復", "已恢復正常", "恢復正常",
    "恢復正常了", "確認",
    "確認解決", "確認已解決", "現在可以了", "現在好了", "已經好了", "已經可以了", "可以關閉", "可以關閉了",
    "可以結案", "可以結案了",
    "可以结案", "可以结案了", "是已解决", "是的已解决", "是的已经解决了", "是的解决了", "是已解決",
    "是的已解決", "是的已經解決了",
)  # fmt: skip
_THANKS = (
    "thanks", "thank you", "thx", "ty", "many thanks", "thanks a lot", "thank you very much", "thanks so much",
    "thank you so much", "cheers", "great thanks", "great thank you", "thanks again", "thank you again",
    "much appreciated",
    "thanks for your help", "thank you for your help", "thanks for the help", "thanks for the quick help",
    "thank you for the quick help", "thanks for your support", "thank you for your support", "great", "great job",
    "well done", "appreciated", "i appreciate it", "thanks for the quick response",
    "thank you for your quick response",
    "thanks for the update", "thank you for the update", "noted", "noted thanks", "received thanks", "received",
    "谢谢", "谢谢你", "谢谢您", "多谢", "非常感谢", "感谢", "十分感谢", "辛苦了", "谢谢啦", "谢了", "谢谢帮助",
    "谢谢您的帮助",
    "谢谢你的帮助", "感谢您的帮助", "感谢帮助", "感谢支持", "收到", "收到谢谢", "好评", "太好了", "太感谢了",
    "麻烦了", "知道了",
    "謝謝", "謝謝你", "謝謝您", "多謝", "非常感謝", "感謝", "十分感謝", "感恩", "謝啦", "謝了", "謝謝幫忙",
    "謝謝您的幫忙", "謝謝您的協助",
    "感謝您的協助", "感謝協助", "感謝幫忙", "收到謝謝", "太感謝了", "麻煩了",
)  # fmt: skip
_NOT_SOLVED = (
    "no", "nope", "n", "not solved", "unsolved", "not resolved", "unresolved", "not fixed", "still broken",
    "still not working", "does not work", "doesn't work", "not working", "reopen", "please reopen", "no it is not",
    "不", "不是", "否", "没有", "没", "未解决", "没解决", "没有解决", "还没解决", "还没有解决", "还没好",
    "还是不行", "不行", "还不行",
    "没好", "还没", "仍未解决", "重新打开", "沒有", "沒", "未解決", "沒解決", "沒有解決", "還沒解決",
    "還沒有解決", "還沒好",
    "還是不行", "還不行", "沒好", "還沒", "仍未解決", "重新開啟",
)  # fmt: skip
_STATUS = ("status", "status?", "进度", "查询进度", "状态", "進度", "查詢進度", "狀態", "查进度", "查進度", "#status")
_STOP = ("stop", "unsubscribe", "退订", "退訂", "取消订阅", "取消訂閱")
_GREETING = (
    "hi", "hello", "dear", "hey", "您好", "你好", "尊敬的", "親愛的", "亲爱的", "best", "regards", "best regards",
    "kind regards", "cheers", "祝好", "此致", "敬礼", "敬禮",
)  # fmt: skip
_MANY = 160  # characters: more than a word of confirmation is a message of its own

_TABLE = (
    dict.fromkeys(_SOLVED, Meaning.SOLVED)
    | dict.fromkeys(_THANKS, Meaning.THANKS)
    | dict.fromkeys(_NOT_SOLVED, Meaning.NOT_SOLVED)
)
_SPLIT = re.compile(r"[\n.,;:!?~。，；：！？、…～]+|\s-\s")
_SCORE = re.compile(
    r"^\s*(?:score|rating|评分|評分|打分|分数|分數)?\s*[:：]?\s*([1-5])"
    r"(?:\s*(?:/\s*5|分|stars?|星|out of 5))?(?![\w/%:])"
)
_HEART = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    return " ".join(_HEART.sub(" ", text).split())


def _phrases(text: str) -> list[str]:
    lines = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    found = [" ".join(_HEART.sub(" ", part).split()) for part in _SPLIT.split(lines)]
    return [phrase for phrase in found if phrase]


def meaning_of(text: str, *, name: str = "") -> Meaning:
    """Say what the new words of a mail mean for a solution that was offered.

    Every phrase must be a known one (a greeting or the sender's own name may stand beside it): a single further
    word makes it a message that a person must read, so that nothing is closed by mistake. No words: other.
    """
    if len(text) > _MANY:
        return Meaning.OTHER
    own = {part for part in re.split(r"[\s,]+", _plain(name)) if part} | {_plain(name)}
    meanings: list[Meaning] = []
    for phrase in _phrases(text):
        known = _TABLE.get(phrase)
        if known:
            meanings.append(known)
        elif not _is_courtesy(phrase, own):
            return Meaning.OTHER
    for wanted in (Meaning.NOT_SOLVED, Meaning.SOLVED, Meaning.THANKS):
        if wanted in meanings:
            return wanted
    return Meaning.OTHER


def _is_courtesy(phrase: str, own: set[str]) -> bool:
    words = phrase.split()
    if phrase in _GREETING or phrase in own or all(word in own for word in words):
        return True
    return words[0] in _GREETING and len(words) <= 4


def score_of(text: str) -> tuple[int, str] | None:
    """Return the score 1 to 5 that begins a reply to a survey and the words after it; None when none does."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _SCORE.match(plain.casefold())
    if not found:
        return None
    return int(found.group(1)), plain[found.end() :].strip(" \n\t.,;:-。，；：")


def asks_for_status(text: str) -> bool:
    """Say whether the mail holds nothing but the question how things stand."""
    return _plain(text).rstrip(" ?!.。！") in {_plain(word).rstrip("?") for word in _STATUS}


def asks_to_stop(text: str) -> bool:
    """Say whether the mail holds nothing but the wish for no more automatic mail."""
    return _plain(text).rstrip(" !.。！") in _STOP
