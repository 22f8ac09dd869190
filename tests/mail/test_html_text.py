"""The text of HTML as a reader sees it, in linear time at any depth."""

import pytest

from maildesk.mail.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("a&nbsp;b &amp; c &lt;d&gt; &#8364;", "a b & c <d> €"),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<blockquote>old<blockquote>older</blockquote></blockquote>new", "> old\n>\n> > older\n\nnew"),
        ('<blockquote style="margin:0 0 0 40px;border:none;padding:0px">indented</blockquote>', "indented"),
        ('<a href="https://example.com/a">here</a>', "here <https://example.com/a>"),
        ('<a href="https://example.com/">example.com</a>', "example.com"),
        ('<a href="mailto:anna@example.com">anna@example.com</a>', "anna@example.com"),
        ("<script>evil()</script><style>p{}</style>words<!-- not these -->", "words"),
        ("<title>not this</title><body>words</body>", "words"),
        ('<div style="display: none">preview</div>words', "words"),
        ("<div hidden>preview</div>words", "words"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal>b</p>", "a\nb"),
        ("你好，\n  世界", "你好，世界"),
        ("words <!-- never closed <b>still here</b>", "words never closed still here"),
        ("if a < b and b <c then", "if a < b and b <c then"),
        ("John <john@example.com> wrote", "John <john@example.com> wrote"),
        ('<a title="a > b" href="https://example.com">x</a>', "x <https://example.com>"),
        ("</div></p>stray ends<b>", "stray ends"),
        ("<img alt='😀' src=x>", "😀"),
        ("<includetail>x</includetail>", "x"),
    ],
)
def test_html_is_read_as_a_reader_sees_it(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_five_thousand_nested_elements_keep_their_text() -> None:
    assert html_to_text("<div>" * 5000 + "deep" + "</div>" * 5000 + "after") == "deep\nafter"


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "attack",
    [
        "<!--" * 100_000,
        "<!-" * 100_000,
        "<a " * 100_000 + ">",
        "<a" * 200_000 + ">",
        '<a href="' * 50_000,
        '<a href="' * 50_001 + ">",
        ("<a x=\"'" + "<a x='\"") * 25_000 + ">",
        "<div>" * 60_000,
        "<blockquote>x" * 20_000,
        "<b><p>" * 30_000,
        "<script>" * 60_000,
        "<b>" * 50_000 + "</i>" * 50_000,
        "<ol><li>x" * 20_000,
        "<a " + " ".join(f"a{number}=1" for number in range(60_000)) + ">",
        "&" * 400_000,
        "&#" * 200_000,
        "<" * 400_000,
        "<p style='" + "display :" * 50_000 + "'>x",
    ],
    ids=lambda attack: attack[:14].strip(),
)
def test_hostile_html_is_read_in_linear_time(attack: str) -> None:
    html_to_text(attack)
