"""Our own escaping is Jinja's, character by character, and nothing comes out of a template without it."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import StrictUndefined
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import State
from maildesk.shipped import shipped_folder
from maildesk.templates import Templates
from maildesk.templates.code import as_html
from tests.templates.builders import customer_view, outgoing, write

SHIPPED = shipped_folder("templates")
EVIL = """<a href="x" b='y'>&amp;</a>"""
MARKUP = Markup(EVIL)  # noqa: S704 - a test


class _Shown:
    def __html__(self) -> str:
        return "<hr>"


class _Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    ["", "a", EVIL, MARKUP, 5, 2.5, None, True, State.OPEN, _Shown(), _Text(EVIL), (EVIL,)],
)
def test_a_value_stands_in_html_as_jinja_would_escape_it(value: Any) -> None:
    assert as_html(value) == str(escape(value))


def test_what_is_not_there_is_an_error_in_html_too() -> None:
    with pytest.raises(UndefinedError):
        as_html(StrictUndefined(name="nothing"))


@pytest.mark.parametrize(
    "source",
    [
        "{{ v.words }}",
        "{{ v.words ~ v.name }}",
        "{{ v.words|upper }}",
        "{{ v.words|safe }}{{ v.words }}",
        "{% set x = v.words %}{{ x }}",
        "{% set x %}<b>{{ v.words }}</b>{% endset %}{{ x }}",
        "{% filter upper %}<b>{{ v.words }}</b>{% endfilter %}",
        "{% macro m(a) %}<i>{{ a }}</i>{{ caller() }}{% endmacro %}{% call m(v.words) %}<u>{{ v.name }}{% endcall %}",
        "{% for c in v.words recursive %}{{ c }}{{ loop('<') if c == 'a' }}{% endfor %}",
        "{% autoescape false %}{{ v.words }}{% endautoescape %}{{ v.words }}",
        "{{ [v.words, '<b>'|safe]|join('&') }}",
        "{{ '<%s>'|format(v.words) }}{{ '<b>%s</b>'|safe|format(v.words) }}",
        "{% block inner %}{{ v.words }}{% endblock %}{{ self.inner() }}",
    ],
)
def test_a_template_writes_what_jinja_itself_would_write(tmp_path: Path, source: str) -> None:
    own = write(tmp_path, {"en/answer/body.html": source})
    view = customer_view(words=EVIL, name="<i>")

    rendered = Templates((own, SHIPPED)).render(outgoing(view, MessageKind.ANSWER))

    assert rendered.html == ImmutableSandboxedEnvironment(autoescape=True).from_string(source).render(v=view)
