"""From a message to its final bytes: no store is needed any more, so that another process can do it."""

from dataclasses import dataclass, replace

from maildesk.desk.outgoing import MessageKind, View
from maildesk.mail.compose import Composition, compose
from maildesk.templates import Templates


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What a template is chosen by, and what it is given."""

    kind: MessageKind
    language: str
    variant: str
    view: View


@dataclass(frozen=True, kw_only=True, slots=True)
class Writing:
    """A mail that only lacks its words: everything that the store and chance have to say stands in it."""

    words: Words
    composition: Composition  # without subject and texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """The words and the final bytes of a mail."""

    subject: str
    body: bytes


def finish(templates: Templates, writing: Writing) -> Written:
    """Render and compose; errors inside a template are jinja2's."""
    rendered = templates.render(writing.words)
    whole = replace(writing.composition, subject=rendered.subject, text=rendered.text, html=rendered.html)
    return Written(subject=rendered.subject, body=compose(whole))
