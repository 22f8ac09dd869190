"""Articles as Markdown files: what is written is read back exactly, and a damaged file is told with its line."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maildesk.desk.article import Article, ArticleState, ArticleText
from maildesk.desk.article_file import ArticleFileError, file_name, read_article, write_article

AT = datetime(2026, 11, 18, 2, 0, 1, 5, tzinfo=UTC)
PLAIN = Article(
    id=17, state=ArticleState.APPROVED, author="wang", approved_by="li", ticket=7, created_at=AT, updated_at=AT,
    approved_at=AT, text=ArticleText(title="Paper jam", question="It jams.", solution="Open tray 2."),
)  # fmt: skip
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=200)


def test_a_file_looks_like_this() -> None:
    assert write_article(PLAIN) == (
        '+++\nid = 17\ntitle = "Paper jam"\nlanguage = "en"\nstate = "approved"\nauthor = "wang"\napproved_by = "li"\n'
        "ticket = 7\ncreated_at = 2026-11-18T02:00:01.000005Z\nupdated_at = 2026-11-18T02:00:01.000005Z\n"
        "approved_at = 2026-11-18T02:00:01.000005Z\nrevision = 1\n+++\n\n"
        "# Question\n\nIt jams.\n\n# Solution\n\nOpen tray 2.\n"
    )


@given(WORDS, WORDS, WORDS)
def test_every_text_comes_back_as_it_was(title: str, question: str, solution: str) -> None:
    title = " ".join(title.split()) or "T"
    text = ArticleText(title=title, question=question.strip(), solution=solution.strip() or "S", language="zh-Hans")
    found = read_article(write_article(replace(PLAIN, text=text)))
    assert found.text == text
    assert (found.id, found.state, found.author, found.created_at) == (17, ArticleState.APPROVED, "wang", AT)


@pytest.mark.parametrize(
    "solution", ["# Solution", "\\# Question\n#x", "+++", "a\n\n\n# Question\n\nb", "\\\\#", "1. a\n2. b"]
)
def test_texts_that_look_like_the_format_come_back(solution: str) -> None:
    text = replace(PLAIN.text, solution=solution)
    assert read_article(write_article(replace(PLAIN, text=text))).text == text


def test_a_file_from_another_editor_is_read() -> None:
    content = '\ufeff+++\r\ntitle = "Paper  jam"\r\n+++\r\n# Solution\r\nOpen it.\r\n\r\n\r\n'
    found = read_article(content)
    assert (found.text, found.state, found.id) == (
        ArticleText(title="Paper jam", solution="Open it."), ArticleState.DRAFT, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("", 1, "must begin"),
        ("# Paper jam", 1, "must begin"),
        ("+++\ntitle = 'x'\n", 1, "no second line"),
        ("+++\ntitle = x\n+++\n# Solution\ny", 2, "no TOML"),
        ("+++\nlanguage = 'en'\n+++\n# Solution\ny", 2, "a title is missing"),
        ("+++\ntitle = 'x'\nlanguage = 'xx'\n+++\n# Solution\ny", 3, "no language"),
        ("+++\ntitle = 'x'\nstate = 'done'\n+++\n# Solution\ny", 3, "no state"),
        ("+++\ntitle = 'x'\nid = 'one'\n+++\n# Solution\ny", 3, "a number"),
        ("+++\ntitle = 'x'\ncreated_at = 2026-11-18\n+++\n# Solution\ny", 3, "a time"),
        ("+++\ntitle = 'x'\ncreated_at = 2026-11-18T00:00:00\n+++\n# Solution\ny", 3, "no zone"),
        ("+++\ntitle = 'x'\ncolour = 'red'\n+++\n# Solution\ny", 3, "not known"),
        ("+++\ntitle = 'x'\n+++\nwords\n# Solution\ny", 4, "before a heading"),
        ("+++\ntitle = 'x'\n+++\n# Question\ny", 5, "a solution is missing"),
        ("+++\ntitle = 'x'\n+++\n# Solution\n\n\n", 4, "a solution is missing"),
        ("+++\ntitle = 'x'\n+++\n# Solution\ny\n# Solution\nz", 6, "a second time"),
        (f"+++\ntitle = '{'x' * 201}'\n+++\n# Solution\ny", 2, "201 characters"),
        (f"+++\ntitle = 'x'\n+++\n# Solution\n{'y' * 20_001}", 4, "20001 characters"),
    ],
)
def test_a_damaged_file_is_told_with_its_line(content: str, line: int, words: str) -> None:
    with pytest.raises(ArticleFileError, match=words) as caught:
        read_article(content)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Paper jam in tray 2", "0017-paper-jam-in-tray-2.md"),
        ("../../etc/passwd", "0017-etc-passwd.md"),
        ("打印机卡纸：怎么办？", "0017-打印机卡纸-怎么办.md"),
        ("…", "0017-article.md"),
        ("CON" + "x" * 300, "0017-con" + "x" * 47 + ".md"),
    ],
)
def test_a_file_name_is_safe(title: str, name: str) -> None:
    assert file_name(replace(PLAIN, text=replace(PLAIN.text, title=title))) == name
