"""The blind exams: whole mails, written from knowledge of the clients without a look at our tables or our corpus.

Each folder holds the mails and `expected.jsonl`, one line a mail: what the new words are, and whether our reader had
them right when it first saw the mail, before anything was mended.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "exam_replies"


@dataclass(frozen=True, kw_only=True, slots=True)
class ExamMail:
    """A mail and its expected new words."""

    exam: str
    name: str
    language: str
    client: str
    style: str
    reply: str
    right_at_first: bool
    cannot: str  # why its words cannot be told, "" when they can

    def __str__(self) -> str:
        return f"{self.exam} {self.name}"

    @property
    def raw(self) -> bytes:
        """The mail as it came."""
        return (FOLDER / self.exam / f"{self.name}.eml").read_bytes()


def exam_mails() -> Iterator[ExamMail]:
    """Read all mails, exam by exam."""
    for path in sorted(FOLDER.glob("*/expected.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield ExamMail(
                exam=path.parent.name,
                name=row["name"],
                language=row["language"],
                client=row["client"],
                style=row["style"],
                reply=row["reply"],
                right_at_first=row["at_first"] == "right",
                cannot=row.get("cannot", ""),
            )


def lines_of(text: str) -> list[str]:
    """Return the lines that count: no blank ones, no blanks at their ends."""
    return [line.rstrip() for line in text.strip().split("\n") if line.strip()]
