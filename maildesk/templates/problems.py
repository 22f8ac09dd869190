"""Tries every template with invented messages, so that a broken one is told before the first customer meets it."""

from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError

from maildesk.desk.outgoing import OutgoingMessage
from maildesk.errors import ConfigurationError
from maildesk.templates.engine import Templates
from maildesk.templates.samples import KINDS, samples


def problems(folders: tuple[Path, ...], language: str = "en") -> tuple[str, ...]:
    """Return one sentence for each fault of the templates, with file and line; empty when all is well.

    Every kind is rendered in every language that any folder has.
    """
    try:
        templates = Templates(folders, language)
        found = [
            problem
            for name in languages(folders)
            for kind in KINDS
            for message in samples(kind, name)
            if (problem := _try(templates, message)) is not None
        ]
    except ConfigurationError as fault:
        return fault.problems
    return tuple(dict.fromkeys(found))


def languages(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the language folders of all template folders, sorted; `_base` and its like are none."""
    names = {
        path.name
        for folder in folders
        if folder.is_dir()
        for path in folder.iterdir()
        if path.is_dir() and not path.name.startswith(("_", "."))
    }
    return tuple(sorted(names))


def _try(templates: Templates, message: OutgoingMessage) -> str | None:
    try:
        templates.render(message)
    except ConfigurationError as fault:
        return str(fault)
    except TemplateSyntaxError as fault:
        return f"{fault.filename or fault.name}, line {fault.lineno}: {fault.message}"
    except TemplateNotFound as fault:
        return (
            f"{message.language}/{message.kind}: the file {fault.name} is missing; copy the shipped one and change it."
        )
    except (UndefinedError, SecurityError, TemplateError, TypeError, ValueError) as fault:
        return f"{_place(fault)}: {fault}"
    return None


def _place(fault: BaseException) -> str:
    # Jinja2 rewrites the traceback so that its last entries are lines of the templates themselves.
    place = "a template"
    step = fault.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if name.endswith((".txt", ".html")):
            place = f"{name}, line {step.tb_lineno}"
        step = step.tb_next
    return place
