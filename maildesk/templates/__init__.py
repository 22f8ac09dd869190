"""Turns what the desk wants to say into subject, text and HTML; the words are files of the operator."""

from maildesk.templates.engine import Rendered, Templates
from maildesk.templates.problems import problems

__all__ = ["Rendered", "Templates", "problems"]
