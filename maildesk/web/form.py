"""Reads what a page sends back; whatever is not exactly ours is refused."""

import hashlib
from hmac import compare_digest
from urllib.parse import parse_qs

from maildesk.web.ports import MOST_WORDS, ConfirmForm, Form, PageKind, ReleaseForm, SurveyForm

MOST_BYTES = 16 * 1024
_MOST_FIELDS = 10
_CONTENT_TYPE = "application/x-www-form-urlencoded"


def form_token(token: str) -> str:
    """Return the hidden field of a page's form; scanners and RFC 8058 posts, which never read the page, lack it."""
    return hashlib.sha256(f"maildesk form {token}".encode()).hexdigest()[:32]


def read_fields(content_type: str, body: bytes) -> dict[str, str]:
    """Return the fields of a posted form, the first value of each; empty when it is not a form of ours."""
    if content_type.partition(";")[0].strip().lower() != _CONTENT_TYPE:
        return {}
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def is_ours(fields: dict[str, str], token: str) -> bool:
    """Say whether the form came from the page of this token."""
    return compare_digest(fields.get("form", "").encode(), form_token(token).encode())


def read_form(kind: PageKind, fields: dict[str, str]) -> Form | None:
    """Return the answer that the fields hold; None when nothing was chosen."""
    words = fields.get("words", "").replace("\r\n", "\n").strip()[:MOST_WORDS]
    if kind is PageKind.SURVEY:
        score = read_score(fields.get("score", ""))
        return SurveyForm(score=score, comment=words) if score else None
    answer = fields.get("answer")
    if answer not in {"yes", "no"}:
        return None
    if kind is PageKind.CONFIRM:
        return ConfirmForm(solved=answer == "yes", words=words)
    return ReleaseForm(mine=answer == "yes")


def read_score(text: str) -> int | None:
    """Return a score from 1 to 5; None for anything else."""
    return int(text) if text in {"1", "2", "3", "4", "5"} else None
