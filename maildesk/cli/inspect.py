"""`maildesk inspect`: what is understood of mails, as JSON."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO, TypedDict

from maildesk.mail.letter import Address, Attachment, Bounce, Kind, Letter, ReadContext
from maildesk.mail.read import read


class AddressJson(TypedDict):
    """One address."""

    name: str
    address: str


class AttachmentJson(TypedDict):
    """One attachment; `size` and `sha256` are of the decoded bytes."""

    filename: str
    content_type: str
    size: int
    inline: bool
    sha256: str


class BounceJson(TypedDict):
    """What a delivery report says of one recipient."""

    recipient: str
    action: str
    status: str
    permanent: bool


# A call and not a class statement: "from" is a Python keyword.
LetterJson = TypedDict(
    "LetterJson",
    {
        "message_id": str | None,
        "from": AddressJson | None,
        "to": list[AddressJson],
        "cc": list[AddressJson],
        "reply_to": list[AddressJson],
        "subject": str,
        "date": str | None,
        "in_reply_to": list[str],
        "references": list[str],
        "kind": str,
        "auto_reason": str | None,
        "bounce": BounceJson | None,
        "text": str,
        "reply": str,
        "quoted": str,
        "signature": str,
        "language": str | None,
        "attachments": list[AttachmentJson],
        "warnings": list[str],
    },
)


def letter_json(letter: Letter) -> LetterJson:
    """Return the letter in the shape that scripts rely on; times end in "Z", ids keep their angle brackets."""
    return {
        "message_id": letter.message_id,
        "from": _address(letter.sender) if letter.sender else None,
        "to": [_address(item) for item in letter.to],
        "cc": [_address(item) for item in letter.cc],
        "reply_to": [_address(item) for item in letter.reply_to],
        "subject": letter.subject,
        "date": _time(letter.date) if letter.date else None,
        "in_reply_to": list(letter.in_reply_to),
        "references": list(letter.references),
        "kind": letter.kind.value,
        "auto_reason": letter.marks.auto_reason,
        "bounce": _bounce(letter.bounce) if letter.bounce else None,
        "text": letter.text,
        "reply": letter.reply,
        "quoted": letter.quoted,
        "signature": letter.signature,
        "language": letter.language,
        "attachments": [_attachment(item) for item in letter.attachments],
        "warnings": list(letter.warnings),
    }


def inspect_files(paths: Iterable[Path], context: ReadContext) -> Iterator[tuple[LetterJson, bool]]:
    """Yield what each file holds and whether it could be opened; one that could not gives kind `unparsable`."""
    for path in paths:
        try:
            raw = path.read_bytes()
        except OSError as error:
            reason = f"The file {path} cannot be read: {error.strerror or error}."
            yield letter_json(Letter(kind=Kind.UNPARSABLE, warnings=(_shown(reason),))), False
            continue
        yield letter_json(read(raw, context)), True


def inspect(paths: list[Path], context: ReadContext, out: TextIO, *, lines: bool) -> int:
    """Write the JSON of the files and return the exit code: 0, or 1 when a file could not be opened.

    `lines`: one object a line; otherwise one object for one file, an array for several.
    """
    missing = False
    gathered: list[LetterJson] = []
    for shape, opened in inspect_files(paths, context):
        missing = missing or not opened
        if lines:
            out.write(json.dumps(shape, ensure_ascii=False) + "\n")
        else:
            gathered.append(shape)
    if not lines:
        whole = gathered[0] if len(paths) == 1 else gathered
        out.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    return 1 if missing else 0


def _address(address: Address) -> AddressJson:
    return {"name": address.name, "address": address.address}


def _attachment(item: Attachment) -> AttachmentJson:
    return {
        "filename": item.filename,
        "content_type": item.content_type,
        "size": item.size,
        "inline": item.inline,
        "sha256": item.sha256,
    }


def _bounce(bounce: Bounce) -> BounceJson:
    return {
        "recipient": bounce.recipient,
        "action": bounce.action,
        "status": bounce.status,
        "permanent": bounce.permanent,
    }


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _shown(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def main(arguments: list[str]) -> int:
    """Run as `python -m maildesk.cli.inspect FILE... [--json | --json-lines]`."""
    lines = "--json-lines" in arguments
    paths = [Path(word) for word in arguments if not word.startswith("--")]
    if not paths:
        sys.stderr.write("Say which files to inspect: maildesk inspect FILE... --json-lines\n")
        return 2
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return inspect(paths, ReadContext(), sys.stdout, lines=lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
