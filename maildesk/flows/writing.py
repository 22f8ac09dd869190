"""From a message to its final bytes: no store is needed any more, so that another process can do it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from maildesk.desk.outgoing import AttachedFile, MessageKind, View
from maildesk.mail.compose import Composition, OutgoingFile, compose
from maildesk.mail.read import attachment_bytes
from maildesk.templates import Templates


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What a template is chosen by, and what it is given."""

    kind: MessageKind
    language: str
    variant: str
    view: View


@dataclass(frozen=True, kw_only=True, slots=True)
class Original:
    """A raw mail and the files of it that travel with another one."""

    raw: bytes
    files: tuple[AttachedFile, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Writing:
    """A mail that only lacks its words: everything that the store and chance have to say stands in it."""

    words: Words
    composition: Composition  # without subject, texts and the files of originals
    originals: tuple[Original, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """The words and the final bytes of a mail."""

    subject: str
    body: bytes


def finish(templates: Templates, writing: Writing) -> Written:
    """Render and compose; errors inside a template are jinja2's, KeyError when an original has no such file."""
    rendered = templates.render(writing.words)
    whole = replace(
        writing.composition,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        attachments=(*_taken_out(writing.originals), *writing.composition.attachments),
    )
    return Written(subject=rendered.subject, body=compose(whole))


def _taken_out(originals: Sequence[Original]) -> Iterator[OutgoingFile]:
    for original in originals:
        for file in original.files:
            yield OutgoingFile(
                filename=file.filename,
                content_type=file.content_type,
                content=attachment_bytes(original.raw, file.part),
                content_id=file.content_id,
            )
