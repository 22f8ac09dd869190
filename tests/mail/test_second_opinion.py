"""Our walk and mail-parser see the same mail, on every mail of the corpus that is well formed."""

from email.message import Message
from pathlib import Path

import mailparser
import pytest

from maildesk.mail.letter import ReadContext
from maildesk.mail.outline import Limits, outline, walk
from maildesk.mail.read import read
from maildesk.mail.second_opinion import second_opinion

CORPUS = Path(__file__).parent / "corpus"
# Where they differ on purpose.
OTHER_BY_DESIGN = {
    "structure-boundary-not-declared": "we use the delimiter that the mail shows",
    "structure-boundary-wrong": "we use the delimiter that the mail shows",
    "structure-base64-attached-mail": "the standard library takes the base64 text for a mail",
}
CASES = sorted(path.stem for path in CORPUS.glob("*.eml"))


@pytest.mark.parametrize("case", [case for case in CASES if case not in OTHER_BY_DESIGN])
def test_both_see_the_same_leaves(case: str) -> None:
    raw = (CORPUS / f"{case}.eml").read_bytes()
    tree = outline(raw, Limits())
    if tree.beyond:
        pytest.skip("beyond the limits: mail-parser is not asked")
    theirs = leaves(mailparser.parse_from_bytes(raw).message)
    ours = [part.content_type for part in walk(tree.root) if not part.children]
    assert sorted(ours) == sorted(theirs)


def leaves(message: Message) -> list[str]:
    """The types of what is not taken apart further; the standard library takes every message/* for a mail."""
    found: list[str] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_type().startswith(("multipart/", "message/rfc822")):
            waiting += part.get_payload()
        else:
            found.append(part.get_content_type())
    return found


def test_a_missing_end_is_named_as_the_defect_that_mail_parser_calls_it() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nwords\r\n--b\r\nContent-Type: image/png\r\n\r\nx"
    )
    warnings = read(raw, ReadContext()).warnings
    assert any("CloseBoundaryNotFoundDefect" in warning for warning in warnings)


def test_plain_mails_are_not_asked_about() -> None:
    raw = b"Content-Type: text/plain\r\n\r\nwords"
    assert second_opinion(outline(raw, Limits())) == ()
