"""Reads the reply to a mail that asks for the approval of an article: approve, reject with a reason, or other words.

A line `approve` approves. A first line `reject`, with the reason behind or below it, takes the draft back to its
author. Everything else amends the draft: `title: …` is a new title, `question:` and `solution:` begin new parts that
go on until the next such line, and words without such a line are a new solution. A last line `approve` below
amendments approves the draft as amended.
"""

import re
from dataclasses import dataclass, replace

from maildesk.desk.approving import NO, approval_word
from maildesk.desk.article import ArticleText

_PARTS = {
    **dict.fromkeys(("title", "标题", "標題"), "title"),
    **dict.fromkeys(("question", "问题", "問題"), "question"),
    **dict.fromkeys(("solution", "answer", "解决方案", "解決方案", "解决", "解決", "答案"), "solution"),
}
_PART_LINE = re.compile(rf"^\s*({'|'.join(_PARTS)})\s*[:：](.*)$", re.IGNORECASE)
_WORD = re.compile(r"^\s*[#＃]?\s*([^\s:：,，.。!！;；]+)[\s:：,，.。!！;；]*(.*)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleReply:
    """What a reply says of a draft; `text` is None when its words stay."""

    approved: bool = False
    rejected: bool = False
    reason: str = ""
    text: ArticleText | None = None


def read_article_reply(reply: str, before: ArticleText) -> ArticleReply:
    """Return what the new words of a reply mean for a draft; an empty reply means nothing."""
    word = approval_word(reply)
    if word is not None:
        return ArticleReply(approved=word, rejected=not word)
    lines = reply.replace("\r\n", "\n").strip().split("\n")
    first = _WORD.match(lines[0])
    if first and first[1].casefold() in NO:
        return ArticleReply(rejected=True, reason="\n".join([first[2], *lines[1:]]).strip()[:2_000])
    approved = len(lines) > 1 and approval_word(lines[-1]) is True
    text = _amended("\n".join(lines[:-1] if approved else lines), before)
    return ArticleReply(approved=approved, text=text if text != before else None)


def _amended(words: str, before: ArticleText) -> ArticleText:
    parts: dict[str, list[str]] = {}
    at = "solution"
    for line in words.split("\n"):
        found = _PART_LINE.match(line)
        if found:
            part = _PARTS[found[1].casefold()]
            parts[part] = [found[2].strip()]
            at = "solution" if part == "title" else part
        else:
            parts.setdefault(at, []).append(line)
    texts = {name: "\n".join(part).strip() for name, part in parts.items()}
    texts["title"] = " ".join(texts.get("title", "").split())
    return replace(before, **{name: text for name, text in texts.items() if text})
