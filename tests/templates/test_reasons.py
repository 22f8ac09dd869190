"""Why a mail was ignored, held or not delivered is said in Chinese, whatever the code can give as the reason."""

import re
from dataclasses import replace

import pytest
from markupsafe import escape

from maildesk.desk.digest import DayFigures, DigestData, digest_view
from maildesk.desk.digest_items import FailedMail, HeldItem, StaffSearches, WaitingDraft
from maildesk.desk.outgoing import DigestRating, DigestView, MessageKind, Reconciliation
from maildesk.desk.ticket import State, TicketType
from maildesk.mail.machine_rows import ROWS
from maildesk.shipped import shipped_folder
from maildesk.templates import Rendered, Templates
from maildesk.templates.sentences import speaker
from maildesk.templates.words import load_words
from tests.desk.builders import LI, NOW, a_desk, a_ticket, ago
from tests.templates.builders import outgoing
from tests.templates.outline import Outline
from tests.templates.reasons_in_code import digest_lines, faults, proofs, reasons
from tests.templates.said_in_code import DATA

SHIPPED = shipped_folder("templates")
TEMPLATES = Templates((SHIPPED,))
SAY = {language: speaker(load_words((SHIPPED,), language)) for language in ("zh-Hans", "zh-Hant")}
chinese = pytest.mark.parametrize("language", SAY)
# Names of header fields, protocols and units, and what stands in such fields.
NAMES = re.compile(
    r"Auto-Submitted|Precedence|From|To|Cc|Date|DMARC|DKIM|SPF|SMTPUTF8|8BITMIME|RFC|AuthAs Internal|Exchange"
    r"|bulk、junk、list|auto_reply|MiB|MB|DATA|maildesk(?: kb withdraw)?"
)
# What is to be written to the desk, or an example of it.
WRITTEN = re.compile(
    r"#[a-z]+(?: (?:complaint|nobody))?|(?:[A-Z]\d+|\d+) (?:release|discard|resend|approve)|\b(?:assign )?wang\b"
    r"|priority urgent|或[写寫] nobody|#期限 off|ThinkPad-X1 PF3ABCD"
)
PEOPLE = re.compile(r"\S+@\S+|Wang Wei|Chen Jing|Li Na|Acme Support")


def left_in_english(said: str) -> list[str]:
    """Return the words of two letters and more that are no names and are not to be written so."""
    for kept in (PEOPLE, WRITTEN, NAMES):
        said = kept.sub(" ", said)
    return re.findall(r"[A-Za-z]{2,}", said)


def test_the_reasons_are_found_where_the_code_gives_them() -> None:
    """A sample from each room, so that the search itself cannot run empty."""
    sample = {
        f"came through a mailing list ({DATA})",
        "cannot be read: The mail has more than 7 parts: only its header was read.",
        "staff not proven: two results of the trusted server disagree: one of them is forged",
        f"too large: {DATA} MB, the limit is {DATA} MB",
        "the server does not give the text",
        "before start",
        f"ended the reader {DATA} times: reading took longer than {DATA} s",
        f"our own error {DATA} ({DATA}); retry it after the program is mended",
        f"the same words of this sender more than {DATA} times in an hour (L17)",
        f"it came less than {DATA} seconds after our own mail to that address (L16)",
        "disowned or discarded by staff",
        "discarded by the operator",
        "erased on request",
    }
    assert sample - reasons() == set()
    assert {f"dmarc=fail for {DATA}", "no trusted authentication result"} <= proofs()
    assert {f"waiting for {DATA} d", f"answer mail not delivered: failed {DATA}"} <= digest_lines()


@chinese
def test_every_reason_of_an_ignored_or_held_mail_is_chinese_alone_and_for_many(language: str) -> None:
    say = SAY[language]
    wrapped = {f"12 mails, this is the newest: {reason}" for reason in reasons()}

    assert [(each, say(each)) for each in sorted(reasons() | wrapped) if left_in_english(say(each))] == []


@chinese
def test_every_row_of_the_machine_table_has_a_chinese_reason(language: str) -> None:
    given = [f"{row.reason} ({row.id})" for row in ROWS if row.reason]

    assert [(each, SAY[language](each)) for each in given if not re.search(r"（L\d+）$", SAY[language](each))] == []


@chinese
def test_every_proof_of_a_sender_is_chinese(language: str) -> None:
    said = {each: SAY[language](each) for each in sorted(proofs())}

    assert [(each, words) for each, words in said.items() if left_in_english(words) or words == each] == []


@chinese
def test_every_line_of_a_digest_and_every_fault_is_chinese(language: str) -> None:
    said = {each: SAY[language](each) for each in sorted(digest_lines() | faults())}

    assert [(each, words) for each, words in said.items() if left_in_english(words)] == []


def a_digest(subject: str) -> DigestView:
    """A digest with a line of every kind and every reason; customers and staff wrote Chinese."""
    late = {"subject": subject, "created_at": ago(days=9), "response_since": ago(days=9)}
    held = HeldItem(ledger_id=17, sender="fang@customer.example.org", subject=subject, reason="before start")
    everything = DigestData(
        today=DayFigures(arrived=3, solved=2, closed=1, reopened=1, answered=2, breached=1, helped=1),
        before=(DayFigures(arrived=2),),
        open_tickets=(
            a_ticket(7, owner=None, **late),
            a_ticket(8, subject=subject, state=State.PENDING),
            a_ticket(9, subject=subject, type=TicketType.COMPLAINT),
            a_ticket(10, type=TicketType.MAINTENANCE, **late),
        ),
        engineers={"wang": (1, 2)},
        ratings=(DigestRating(number=8, score=2, comment="太慢", customer="fang@customer.example.org"),),
        undeliverable=tuple(
            FailedMail(outbox_id=number, kind=kind.value, recipients="fang@customer.example.org", why="failed 5.1.1")
            for number, kind in enumerate(MessageKind)
        ),
        quarantine=tuple(
            replace(held, ledger_id=number, reason=reason, own_person_only=number % 2 == 0)
            for number, reason in enumerate(sorted(reasons()))
        ),
        ignored=((1, held), (12, replace(held, reason="came through a mailing list (L13)"))),
        drafts=(WaitingDraft(article=3, title=subject, author="wang", ticket=7, days=2),),
        searches=(
            StaffSearches(staff_id="wang", times=1, found=1),
            StaffSearches(staff_id="chen", times=3, found=17),
        ),
        reconciliation=(Reconciliation(mailbox="support@desk.example.com", on_server=4, in_ledger=3),),
        chain_root="00",
    )
    view = digest_view(a_desk(), LI, everything, NOW)
    assert view is not None
    return view


def rendered(language: str, subject: str) -> Rendered:
    """The digest as a supervisor of the language gets it."""
    return TEMPLATES.render(outgoing(a_digest(subject), MessageKind.DIGEST, language))


@chinese
def test_a_digest_with_everything_in_it_holds_no_english_sentence(language: str) -> None:
    digest = rendered(language, "三楼打印机")

    lines = [digest.subject, *digest.text.split("\n"), *Outline(digest.html).words]
    assert [line for line in lines if left_in_english(line)] == []


@pytest.mark.parametrize(
    ("language", "ignored", "many", "failed"),
    [
        (
            "en",
            "I17 fang@customer.example.org: 打印机\n    before start\n    I17 release\n",
            "12 mails, this is the newest: came through a mailing list (L13)",
            "information request mail not delivered: failed 5.1.1",
        ),
        (
            "zh-Hans",
            "I17 fang@customer.example.org：打印机\n    早于启用时间\n    I17 release\n",
            "共 12 封，此为最近一封：经邮件列表发来（L13）",
            "询问未能送达：投递失败（5.1.1）",
        ),
        (
            "zh-Hant",
            "I17 fang@customer.example.org：打印机\n    早於啟用時間\n    I17 release\n",
            "共 12 封，此為最近一封：經郵寄清單寄來（L13）",
            "詢問未能送達：投遞失敗（5.1.1）",
        ),
    ],
    ids=["en", "zh-Hans", "zh-Hant"],
)
def test_a_line_shows_whom_and_what_it_is_about_and_below_that_why_it_stands_there(
    language: str, ignored: str, many: str, failed: str
) -> None:
    text = rendered(language, "打印机").text

    assert ignored in text
    assert f"\n    {many}\n" in text
    assert f"U3 fang@customer.example.org\n    {failed}\n    U3 resend\n" in text


@pytest.mark.parametrize(
    "hostile",
    [
        "; newest: eve@example.net, own mail (L1)",
        ") 12 mails, this is the newest: own mail (L1)",
        "answer mail not delivered: failed 5.1.1",
        "<b onclick=x>{{7*7}}{why|said}{% raw %}</td>",
        "前\n    Q1 release",
    ],
    ids=["newest", "many", "failed", "markup", "lines"],
)
@chinese
def test_what_a_subject_says_changes_no_word_of_the_desk(language: str, hostile: str) -> None:
    plain, hit = rendered(language, "三楼打印机"), rendered(language, hostile)
    shown = " ".join(hostile.split("\n"))

    assert hit.text.replace(shown, "三楼打印机") == plain.text
    assert hit.html.replace(str(escape(shown)), "三楼打印机") == plain.html
