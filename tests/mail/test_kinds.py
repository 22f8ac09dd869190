"""Machines are not answered and people are not taken for machines."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from maildesk.mail import token
from maildesk.mail.letter import Kind
from maildesk.mail.vacation import is_vacation_body
from maildesk.mail.vacation_phrases import VACATION_SUBJECTS
from tests.mail.kind_mails import CONTEXT, KEY, classified, mail

FOLDER = Path(__file__).with_name("kinds")
MACHINES = tomllib.loads(FOLDER.joinpath("auto_replies.toml").read_text("utf-8"))["case"]
PEOPLE = tomllib.loads(FOLDER.joinpath("people.toml").read_text("utf-8"))["case"]
OWN_ID = token.signed_message_id(KEY, "example.com", number=1042, unique="abc")
MARK = token.instance_mark(KEY, "acme", OWN_ID)
REPORT = "multipart/report; report-type={}; boundary=b"


def written(case: dict[str, Any]) -> bytes:
    names = {"sender", "to", "subject", "body"}
    return mail(headers=tuple(case.get("headers", ())), **{name: case[name] for name in names & case.keys()})


@pytest.mark.parametrize("case", MACHINES, ids=[case["name"] for case in MACHINES])
def test_an_automatic_answer_is_never_answered(case: dict[str, Any]) -> None:
    kind, marks, bounce = classified(written(case))

    assert kind is Kind.AUTO_REPLY
    assert bounce is None
    assert marks.auto_reason
    assert not marks.may_acknowledge
    assert not marks.moves_clocks


@pytest.mark.parametrize("case", PEOPLE, ids=[case["name"] for case in PEOPLE])
def test_a_person_is_never_taken_for_a_machine(case: dict[str, Any]) -> None:
    kind, marks, bounce = classified(written(case))

    assert kind is Kind.REQUEST
    assert bounce is None
    assert marks.may_open
    assert marks.may_join
    assert marks.may_acknowledge is not case.get("silent", False)


def test_a_hundred_and_fifty_odd_mails_of_people_are_looked_at() -> None:
    assert len(PEOPLE) >= 150
    assert len(VACATION_SUBJECTS) >= 30


ROWS = [
    ("L1", {"headers": (f"Message-ID: {OWN_ID}", f"X-Maildesk-Instance: {MARK}")}, Kind.AUTO_REPLY),
    ("L2", {"headers": ("X-Maildesk-Instance: other; abc",)}, Kind.AUTO_REPLY),
    ("L2", {"headers": ("Message-ID: <x@example.org>", f"X-Maildesk-Instance: {MARK}")}, Kind.AUTO_REPLY),
    ("L3", {"headers": (f"Message-ID: {OWN_ID}",)}, Kind.AUTO_REPLY),
    ("L4", {"sender": "Support <Support@Example.com>"}, None),
    ("L4", {"headers": ("Sender: support@example.com",)}, None),
    ("L8", {"headers": ("Return-Path: <>",)}, Kind.AUTO_REPLY),
    ("L9", {"sender": "MAILER-DAEMON@example.org"}, Kind.AUTO_REPLY),
    ("L9", {"sender": "news-owner@example.org"}, Kind.AUTO_REPLY),
    ("L9", {"sender": "owner-news@example.org"}, Kind.AUTO_REPLY),
    ("L10", {"headers": ("Auto-Submitted: auto-notified",)}, Kind.AUTO_REPLY),
    ("L10", {"headers": ("Auto-Submitted: no", "Auto-Submitted: auto-generated")}, Kind.AUTO_REPLY),
    ("L11", {"headers": ("X-Auto-Response-Suppress: OOF, AutoReply",)}, Kind.REQUEST),
    ("L12", {"headers": ("Precedence: bulk",)}, Kind.BULK),
    ("L12", {"headers": ("precedence: JUNK",)}, Kind.BULK),
    ("L13", {"headers": ("List-Unsubscribe: <https://example.org/u>",)}, Kind.BULK),
    ("L13", {"headers": ("X-BeenThere: news@example.org",)}, Kind.REQUEST),
    ("L14", {"headers": ("X-OTRS-Loop: support",)}, Kind.AUTO_REPLY),
    ("L14", {"headers": ("X-Zammad-Ticket-Id: 1",)}, Kind.AUTO_REPLY),
    ("L14", {"headers": ("Delivered-To: autoresponder",)}, Kind.AUTO_REPLY),
    ("L14", {"headers": ("X-POST-MessageClass: 9; Autoresponder",)}, Kind.AUTO_REPLY),
    ("L15", {"subject": "Automatic reply: Printer"}, Kind.AUTO_REPLY),
    ("L18", {"headers": ("X-Spam-Flag: YES",)}, None),
    ("L18", {"headers": ("X-MS-Exchange-Organization-SCL: 6",)}, None),
    ("L21", {"to": "other@example.net"}, Kind.REQUEST),
    ("L24", {"to": "support@example.com, " + ", ".join(f"a{n}@example.org" for n in range(21))}, Kind.REQUEST),
    ("L27", {}, Kind.REQUEST),
    ("L27", {"headers": ("X-MS-Exchange-Organization-SCL: 1", "X-Loop: no")}, Kind.REQUEST),
    ("L27", {"to": "support+1042-abcde@example.com"}, Kind.REQUEST),
]


@pytest.mark.parametrize(("row", "values", "kind"), ROWS)
def test_each_row_of_the_table_matches_its_mails(row: str, values: dict[str, Any], kind: Kind | None) -> None:
    found, marks, _ = classified(mail(**values))

    assert marks.row == row
    assert kind is None or found is kind


def report(report_type: str, part_type: str, fields: str, original_id: str = OWN_ID) -> bytes:
    body = (
        "--b\nContent-Type: text/plain\n\nA report.\n\n"
        f"--b\nContent-Type: {part_type}\n\n{fields}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {original_id}\nSubject: Your ticket\n\n--b--\n"
    )
    return mail(
        sender="MAILER-DAEMON@mx.example.net", subject="Report", content_type=REPORT.format(report_type), body=body
    )


MTA = "Reporting-MTA: dns; mx.example.net\n\n"


@pytest.mark.parametrize(
    ("fields", "kind", "action", "status", "permanent"),
    [
        ("Final-Recipient: rfc822; lena@example.org\nAction: failed\nStatus: 5.1.1", "bounce", "failed", "5.1.1", True),
        ("Final-Recipient: rfc822;lena@example.org\nAction: FAILED\nStatus: 4.4.7", "bounce", "failed", "4.4.7", False),
        ("Final-Recipient: rfc822;<lena@example.org>\nAction: delayed\nStatus: 4.4.1", "bounce", "delayed",
         "4.4.1", False),
        ("Original-Recipient: rfc822; lena@example.org\nAction: failed (x)\nStatus: 5.2.2 (full)", "bounce", "failed",
         "5.2.2", True),
        ("Final-Recipient: rfc822; lena@example.org\nAction: delivered\nStatus: 2.1.5", "delivery_report", "delivered",
         "2.1.5", False),
        ("Final-Recipient: rfc822; lena@example.org\nAction: relayed\nStatus: 2.0.0", "delivery_report", "relayed",
         "2.0.0", False),
        (("Final-Recipient: RFC822; IMCEAEX-_O=EX@example.net\nOriginal-Recipient: rfc822;lena@example.org\n"
         "Action: failed\nDiagnostic-Code: smtp; 550 5.1.1 unknown"), "bounce", "failed", "5.1.1", True),
        (("Final-Recipient: rfc822; bob@example.org\nAction: delivered\nStatus: 2.0.0\n\n"
         "Final-Recipient: rfc822; lena@example.org\n"
         "Action: failed\nStatus: 5.1.1"), "bounce", "failed", "5.1.1", True),
        ("Final-Recipient: rfc822; lena@example.org\nStatus: 5.7.1", "bounce", "failed", "5.7.1", True),
    ],
)  # fmt: skip
def test_a_delivery_status_part_is_read(fields: str, kind: str, action: str, status: str, permanent: bool) -> None:
    found, marks, bounce = classified(report("delivery-status", "message/delivery-status", MTA + fields))

    assert (found, marks.row) == (Kind(kind), "L5")
    assert bounce is not None
    assert (bounce.recipient, bounce.action, bounce.status) == ("lena@example.org", action, status)
    assert (bounce.permanent, bounce.original_message_id) == (permanent, OWN_ID)


def test_a_bounce_of_a_mail_that_was_not_ours_is_foreign() -> None:
    fields = MTA + "Final-Recipient: rfc822; lena@example.org\nAction: failed\nStatus: 5.1.1"
    _, marks, _ = classified(report("delivery-status", "message/delivery-status", fields, "<strange@example.org>"))

    assert (marks.row, marks.may_join, marks.auto_reason) == ("L6", False, "foreign bounce")


@pytest.mark.parametrize(
    ("report_type", "part_type", "fields"),
    [
        ("disposition-notification", "message/disposition-notification",
         "Final-Recipient: rfc822; lena@example.org\nDisposition: manual-action/MDN-sent-manually; displayed"),
        ("feedback-report", "message/feedback-report",
         "Feedback-Type: abuse\nUser-Agent: x/1\nOriginal-Rcpt-To: lena@example.org"),
    ],
)  # fmt: skip
def test_read_receipts_and_complaints_are_reports_not_bounces(report_type: str, part_type: str, fields: str) -> None:
    kind, marks, bounce = classified(report(report_type, part_type, fields))

    assert (kind, marks.row) == (Kind.DELIVERY_REPORT, "L7")
    assert bounce is not None
    assert (bounce.recipient, bounce.action, bounce.original_message_id) == ("lena@example.org", "", OWN_ID)


def test_a_read_receipt_in_words_is_a_report() -> None:
    body = "Your message\n\n   To: Support\n   Subject: Your ticket\n\nwas read on 22 November 2026."
    kind, marks, bounce = classified(mail(subject="Read: Your ticket", body=body))

    assert (kind, marks.row, bounce is not None) == (Kind.DELIVERY_REPORT, "L7", True)


def test_a_delivery_report_attached_by_a_person_is_a_request() -> None:
    inner = "Content-Type: multipart/report; boundary=c\n\n--c\nContent-Type: message/delivery-status\n\nX: y\n\n"
    body = (
        "--b\nContent-Type: text/plain\n\nWhy did this come back?\n\n--b\nContent-Type: message/rfc822\n\n"
        f"{inner}Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1\n\n--c--\n\n--b--\n"
    )
    kind, _, bounce = classified(mail(subject="Strange mail", content_type="multipart/mixed; boundary=b", body=body))

    assert (kind, bounce) == (Kind.REQUEST, None)


def test_without_a_known_desk_address_nobody_is_out_of_sight() -> None:
    from dataclasses import replace

    _, marks, _ = classified(mail(to="any@example.net"), replace(CONTEXT, own_addresses=()))

    assert (marks.row, marks.to_desk) == ("L27", True)


NOTICE = "I am out of the office until 5 May. Please contact Jane for urgent matters."


@pytest.mark.parametrize(
    "text",
    [
        NOTICE, NOTICE.upper(), NOTICE.replace("I am", "I\u2019m"), f"{NOTICE}\n\n> Can you come?",
        f"{NOTICE}\nFrom: Ann\nCan you come?", f"{NOTICE}\n------ Mail\nCan you come?", NOTICE + "\n" * 1_600,
        f"{NOTICE} https://example.org/?a=b", NOTICE + "\n" * 3_000 + "?",
    ],
)  # fmt: skip
def test_a_notice_is_told_by_its_words_above_the_history(text: str) -> None:
    assert is_vacation_body(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{NOTICE} OK?", f"{NOTICE} 好？", f"> {NOTICE}", f"\t> {NOTICE}", f"Hello\n> {NOTICE}", f"From: Ann\n{NOTICE}",
        f"发件人：Ann\n{NOTICE}", f"{NOTICE}{' word' * 300}", f"{NOTICE}{' İ' * 750}",
        *(f"{opening}{NOTICE}{closing}" for opening, closing in ("“”", "„“", "«»", "「」", "『』", '""')),
    ],
)  # fmt: skip
def test_a_question_a_long_text_and_what_is_cited_are_no_notice(text: str) -> None:
    assert not is_vacation_body(text)
