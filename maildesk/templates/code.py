"""How a template becomes Python: as Jinja does it, but without a detour to a view's field or to the text of a value."""

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

HOLDERS = "holders_of_"  # and the name of a field: an attribute of the environment, the classes that have it


class PlainCode(CodeGenerator):
    """Writes `as_html` where Jinja writes `escape`, and reads a field at once from a value whose class has it."""

    def write_commons(self) -> None:
        """Write what every function of a template begins with."""
        super().write_commons()
        self.writeline("escape = environment.as_html")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write that a field of a view is read where it is asked for; whatever is no view's is left to the sandbox."""
        if f"{HOLDERS}{node.attr}" not in vars(self.environment):
            super().visit_Getattr(node, frame)
            return
        self.write(f"(_held.{node.attr} if type(_held := ")
        self.visit(node.node, frame)
        self.write(f") in environment.{HOLDERS}{node.attr} else environment.getattr(_held, {node.attr!r}))")


def as_html(value: Any) -> str:
    """Return a value as it stands in HTML, character by character what `escape` returns.

    What a template writes out is only joined afterwards; a mail writes forty short values, and a Markup for each of
    them costs more than escaping it.
    """
    kind = type(value)
    if kind is not str and kind is not Markup:
        return escape(value)
    text: str = value
    if kind is Markup:
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&#34;").replace("'", "&#39;")
