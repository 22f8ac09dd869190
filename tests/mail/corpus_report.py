"""Prints how well replies are read, beside other libraries, by language and by client: `make corpus-report`.

`python tests/mail/corpus_report.py [--write docs/corpus-report.md]`; libraries that are not installed are left out.
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from replies_corpus import ReplyCase, cases  # noqa: E402 (a script finds its neighbours first)

from maildesk.mail.body import html_to_text, split_body  # noqa: E402

Reader = Callable[[ReplyCase], str]

LINES_ABOVE = """# How well replies are read

Exact new words on our own corpus (`tests/mail/replies/`, {count} cases, {html} of them HTML only): a case counts when
the new words are the expected ones, line by line, blanks at line ends and blank lines aside. The corpus was written
together with our reader, which is why its own column says little more than that nothing is broken; the other columns
say what the cases are like for readers that were not written for them. They get the text that our HTML reader makes
where a mail has HTML only. `make corpus-report` makes this page.
"""


def plain(case: ReplyCase) -> str:
    """Return the text every reader starts from."""
    return case.text if case.text.strip() else html_to_text(case.html or "")


def ours(case: ReplyCase) -> str:
    return split_body(case.text, case.html).reply


def readers() -> dict[str, Reader]:
    """Return every reader that can be tried here."""
    found: dict[str, Reader] = {"maildesk": ours}
    try:
        from mailparser_reply import EmailReplyParser as MailParserReply
        from mailparser_reply.constants import MAIL_LANGUAGES
    except ImportError:
        pass
    else:
        languages = tuple(MAIL_LANGUAGES)

        def mail_parser(case: ReplyCase) -> str:
            replies = MailParserReply(languages=languages).read(plain(case)).replies
            return replies[0].body if replies else ""

        found["mail-parser-reply"] = mail_parser
    try:
        import quotequail
    except ImportError:
        pass
    else:

        def quail(case: ReplyCase) -> str:
            parts = quotequail.unwrap(plain(case))
            if parts is None:
                return plain(case)
            return "\n".join(filter(None, (parts.get("text_top"), parts.get("text_bottom"))))

        found["quotequail"] = quail
    try:
        from email_reply_parser import EmailReplyParser
    except ImportError:
        pass
    else:
        found["email-reply-parser"] = lambda case: EmailReplyParser.parse_reply(plain(case))
    return found


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def is_right(reader: Reader, case: ReplyCase) -> bool:
    """Say whether a reader finds the new words; one that raises does not."""
    try:
        return lines_of(reader(case)) == lines_of(case.reply)
    except Exception:
        return False


def table(title: str, groups: Iterable[str], key: Callable[[ReplyCase], str], rows: list[ReplyCase]) -> str:
    """Return one Markdown table: a row a group, a column a reader."""
    columns = readers()
    lines = [f"| {title} | cases | {' | '.join(columns)} |", "| --- " * (len(columns) + 2) + "|"]
    for group in groups:
        members = [case for case in rows if key(case) == group or group == "all"]
        shares = [
            f"{100 * sum(is_right(reader, case) for case in members) / len(members):.0f} %"
            for reader in columns.values()
        ]
        lines.append(f"| {group} | {len(members)} | {' | '.join(shares)} |")
    return "\n".join(lines)


def milliseconds(rows: list[ReplyCase]) -> str:
    """Return what one split costs on average, as measured now."""
    started = time.perf_counter()
    for case in rows:
        ours(case)
    return f"{(time.perf_counter() - started) / len(rows) * 1000:.2f} ms"


def report() -> str:
    """Return the whole page."""
    rows = list(cases())
    languages = ["all", *sorted({case.language for case in rows})]
    clients = sorted({case.client for case in rows})
    html = sum(1 for case in rows if not case.text.strip())
    return "\n".join(
        (
            LINES_ABOVE.format(count=len(rows), html=html),
            table("language", languages, lambda case: case.language, rows),
            "",
            table("client", clients, lambda case: case.client, rows),
            "",
            f"One of our splits took {milliseconds(rows)} on average when this page was made.",
            "",
        )
    )


if __name__ == "__main__":
    page = report()
    if "--write" in sys.argv:
        Path(sys.argv[sys.argv.index("--write") + 1]).write_text(page, "utf-8")
    print(page)
