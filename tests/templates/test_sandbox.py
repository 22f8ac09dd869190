"""What an operator's template cannot reach, on whichever way it asks; the shortcuts of the sandbox open none."""

from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from maildesk.desk.outgoing import MessageKind
from maildesk.shipped import shipped_folder
from maildesk.templates import Templates
from tests.templates.builders import customer_view, outgoing, write

SHIPPED = shipped_folder("templates")
MACRO = "{% macro m() %}{{ caller() }}{% endmacro %}"
FORBIDDEN = (
    "{{ v.__class__ }}",
    "{{ v['__class__'] }}",
    "{{ v|attr('__class__') }}",
    "{{ v.state.__class__ }}",
    "{{ v.chain_root }}",
    "{{ w.chain_root }}",
    "{{ 'a'.chain_root }}",
    "{{ w.__dict__ }}",
    "{{ w['__dict__'] }}",
    "{{ w['__class__'] }}",
    "{{ w['label']['__init__'] }}",
    "{{ s['__init__'] }}",
    "{{ w.label.get.__globals__ }}",
    "{{ w['get']('dot') }}",
    "{{ ''['__class__'] }}",
    "{{ '{0.__class__}'.format(v) }}",
    "{{ '%s'.__class__ }}",
    "{{ ().__class__.__base__ }}",
    "{{ sheet.__init__.__globals__ }}",
    "{{ range.__self__ }}",
    "{{ outlook.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    MACRO + "{{ m._func }}",
    MACRO + "{{ m['_func'] }}",
    MACRO + "{{ m.__class__ }}",
    MACRO + "{{ m.__call__.__globals__ }}",
    MACRO + "{% call m() %}{{ caller._environment }}{% endcall %}",
    "{{ [].append(1) }}",
    "{{ {}['update'](a=1) }}",
)


@pytest.mark.parametrize("source", FORBIDDEN)
@pytest.mark.parametrize("part", ["body.txt", "body.html"])
def test_a_template_reaches_no_insides_of_python(tmp_path: Path, source: str, part: str) -> None:
    own = write(tmp_path, {f"en/answer/{part}": source})

    with pytest.raises((SecurityError, UndefinedError)):
        Templates((own, SHIPPED)).render(outgoing(kind=MessageKind.ANSWER))


def test_a_macro_is_called_with_what_it_is_given(tmp_path: Path) -> None:
    source = (
        "{% macro m(a, b=2) %}{{ a }}{{ b }}{{ caller(a) if caller is defined }}{{ varargs }}{{ kwargs }}{% endmacro %}"
        "{{ m(1) }} {{ m(1, b='<') }} {% for x in 'ab' %}{{ m(x, 3, 4, c=5) }}{% endfor %}"
        " {% call(y) m('&') %}[{{ y }}]{% endcall %}"
    )
    own = write(tmp_path, {"en/answer/body.html": source, "en/answer/body.txt": source})

    rendered = Templates((own, SHIPPED)).render(outgoing(kind=MessageKind.ANSWER))

    assert rendered.text == "12(){} 1<(){} a3(4,){'c': 5}b3(4,){'c': 5} &2[&](){}\n"
    assert rendered.html == "12(){} 1&lt;(){} a3(4,){&#39;c&#39;: 5}b3(4,){&#39;c&#39;: 5} &amp;2[&amp;](){}"


def test_a_name_that_views_have_is_another_s_too(tmp_path: Path) -> None:
    source = "{{ 'ab'.title() }}{{ {'words': v.name}.words }}{{ w.label.subject }}"
    own = write(tmp_path, {"en/answer/body.txt": source})

    rendered = Templates((own, SHIPPED)).render(outgoing(customer_view(name="陳"), MessageKind.ANSWER))

    assert rendered.text == "Ab陳Subject\n"


def test_a_macro_that_is_called_wrongly_says_so(tmp_path: Path) -> None:
    own = write(tmp_path, {"en/answer/body.txt": "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}"})

    with pytest.raises(TypeError, match="not more than 1 argument"):
        Templates((own, SHIPPED)).render(outgoing(kind=MessageKind.ANSWER))
