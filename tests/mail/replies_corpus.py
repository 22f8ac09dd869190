"""The reply corpus: one TOML file a language or family of clients, each case a mail body and what must come out."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "replies"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyCase:
    """A body and its expected parts; what is None is not looked at."""

    language: str
    client: str
    name: str
    text: str
    html: str | None
    reply: str
    quoted: str | None = None
    signature: str | None = None
    sender: str | None = None  # of the forwarded mail
    words: str | None = None  # of the forwarded mail

    def __str__(self) -> str:
        return f"{self.language} {self.name}"


def cases() -> Iterator[ReplyCase]:
    """Read all cases, in the order of the files."""
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        for row in content["case"]:
            yield ReplyCase(
                language=row.get("language", content["language"]),
                client=row["client"],
                name=row["name"],
                text=row.get("text", ""),
                html=row.get("html"),
                reply=row["reply"],
                quoted=row.get("quoted"),
                signature=row.get("signature"),
                sender=row.get("sender"),
                words=row.get("words"),
            )
