"""Articles as Markdown files: TOML front matter between lines of +++, then a question and a solution.

What is written is read back as it was. A line of a text that begins with # is written with a backslash before it, so
that it is no heading.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from maildesk.desk.article import LONGEST_PART, LONGEST_TITLE, Article, ArticleState, ArticleText

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
_FENCE = "+++"
_HEADINGS = {"# Question": "question", "# Solution": "solution"}
_TEXTS = ("title", "language", "state", "author", "approved_by", "reason")
_NUMBERS = ("id", "revision", "ticket")
_TIMES = ("created_at", "updated_at", "approved_at")
_AT_LINE = re.compile(r"\(at line (\d+),[^)]*\)")
_HASHED = re.compile(r"\\*#")
_NO_WORD = re.compile(r"[^\w]+|_+")


class ArticleFileError(ValueError):
    """A file that is no article; `line` counts from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        """Keep where it is wrong and what to write instead."""
        super().__init__(f"line {line}: {sentence}")
        self.line = line
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleFile:
    """What a file says; what it leaves out is None."""

    text: ArticleText
    state: ArticleState = ArticleState.DRAFT
    id: int | None = None
    author: str | None = None
    approved_by: str | None = None
    created_at: datetime | None = None
    approved_at: datetime | None = None
    reason: str = ""


def file_name(article: Article) -> str:
    """Return a name that every file system takes: the number, then words of the title."""
    words = _NO_WORD.sub("-", article.text.title.casefold()).strip("-")[:50].strip("-")
    return f"{article.id:04}-{words or 'article'}.md"


def write_article(article: Article) -> str:
    """Return an article as a Markdown file."""
    fields: dict[str, Any] = {
        "id": article.id, "title": article.text.title, "language": article.text.language,
        "state": article.state.value, "author": article.author, "approved_by": article.approved_by,
        "ticket": article.ticket, "created_at": article.created_at, "updated_at": article.updated_at,
        "approved_at": article.approved_at, "revision": article.revision, "reason": article.reason or None,
    }  # fmt: skip
    head = [f"{name} = {_toml(value)}" for name, value in fields.items() if value is not None]
    parts = [
        f"{heading}\n\n{_escaped(getattr(article.text, name))}\n"
        for heading, name in _HEADINGS.items()
        if name == "solution" or article.text.question
    ]
    return "\n".join([_FENCE, *head, _FENCE, "", "\n".join(parts)])


def _toml(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def _escaped(text: str) -> str:
    return "\n".join(f"\\{line}" if _HASHED.match(line) else line for line in text.split("\n"))


def read_article(content: str) -> ArticleFile:
    """Return what a Markdown file says. Raises ArticleFileError, which names the line."""
    lines = content.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE:
        raise ArticleFileError(1, f"the file must begin with a line {_FENCE}.")
    ends = [number for number, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE]
    if not ends:
        raise ArticleFileError(1, f"no second line {_FENCE} ends the front matter.")
    head = _front_matter(lines[1 : ends[0]])
    parts = _parts(lines, ends[0] + 1)
    text = ArticleText(
        title=" ".join(head["title"].split()), language=head.get("language", "en"),
        question=parts.get("question", ""), solution=parts["solution"],
    )  # fmt: skip
    return ArticleFile(
        text=text, state=ArticleState(head.get("state", "draft")), id=head.get("id"), author=head.get("author"),
        approved_by=head.get("approved_by"), created_at=head.get("created_at"), approved_at=head.get("approved_at"),
        reason=head.get("reason", ""),
    )  # fmt: skip


def _front_matter(lines: list[str]) -> dict[str, Any]:
    try:
        head = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        said = _AT_LINE.sub("", str(error)).strip().rstrip(".")
        raise ArticleFileError(int(found[1]) + 1 if found else 2, f"this is no TOML ({said}).") from None

    def at(name: str) -> int:
        return next((n for n, line in enumerate(lines, start=2) if line.split("=")[0].strip(" \"'") == name), 2)

    for name, value in head.items():
        wrong = _wrong(name, value)
        if wrong:
            raise ArticleFileError(at(name), wrong)
    if not str(head.get("title", "")).strip():
        raise ArticleFileError(at("title"), 'a title is missing; write title = "…".')
    return head


def _wrong(name: str, value: object) -> str | None:
    kinds: dict[str, type] = {
        **dict.fromkeys(_TEXTS, str), **dict.fromkeys(_NUMBERS, int), **dict.fromkeys(_TIMES, datetime),
    }  # fmt: skip
    kind = kinds.get(name)
    if kind is None:
        return f"{name} is not known; write one of {', '.join(kinds)}."
    if not isinstance(value, kind) or isinstance(value, bool):
        said = {str: "a text in quotes", int: "a number", datetime: "a time such as 2026-11-22T08:05:00Z"}[kind]
        return f"{name} must be {said}."
    if isinstance(value, datetime) and value.tzinfo is None:
        return f"{name} names no zone; write a time such as 2026-11-22T08:05:00Z."
    if name == "title" and len(str(value)) > LONGEST_TITLE:
        return f"the title has {len(str(value))} characters; write at most {LONGEST_TITLE}."
    if name == "language" and value not in LANGUAGES:
        return f"“{value}” is no language of the desk; write one of {', '.join(LANGUAGES)}."
    if name == "state" and value not in tuple(ArticleState):
        return f"“{value}” is no state; write one of {', '.join(ArticleState)}."
    return None


def _parts(lines: list[str], first: int) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    begins: dict[str, int] = {}
    at = ""
    for number, line in enumerate(lines[first:], start=first + 1):
        name = _HEADINGS.get(line.rstrip())
        if name:
            if name in parts:
                raise ArticleFileError(number, f"“{line.rstrip()}” stands here a second time.")
            at, parts[name], begins[name] = name, [], number
        elif at:
            parts[at].append(line[1:] if line.startswith("\\") and _HASHED.match(line) else line)
        elif line.strip():
            raise ArticleFileError(number, "words stand before a heading; write # Question or # Solution above them.")
    texts = {name: _between(part) for name, part in parts.items()}
    if not texts.get("solution", "").strip():
        raise ArticleFileError(
            begins.get("solution", len(lines)), "a solution is missing; write # Solution and words below."
        )
    for name, text in texts.items():
        if len(text) > LONGEST_PART:
            raise ArticleFileError(
                begins[name], f"the {name} has {len(text)} characters; write at most {LONGEST_PART}."
            )
    return texts


def _between(lines: list[str]) -> str:
    """Return the lines of a part without the empty one after its heading and the one that ends it."""
    if lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return "\n".join(lines)
