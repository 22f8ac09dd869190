"""The few pages behind the links of mails: is it solved, how did we do, was this mail yours."""

from maildesk.web.app import create_app
from maildesk.web.ports import Answers, ConfirmForm, Outcome, Page, PageKind, ReleaseForm, SurveyForm
from maildesk.web.serve import serve

__all__ = [
    "Answers",
    "ConfirmForm",
    "Outcome",
    "Page",
    "PageKind",
    "ReleaseForm",
    "SurveyForm",
    "create_app",
    "serve",
]
