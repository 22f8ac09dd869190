"""How the attachments of a message are listed: pictures that an earlier message of the ticket had are folded away."""

from collections.abc import Iterable

from maildesk.cli.rows import Row


def attachment_lines(items: Iterable[Row], seen: set[str]) -> list[str]:
    """Return a line for each attachment, and one for all pictures whose digest is in `seen`; adds the digests to it.

    A logo in a signature comes with every mail; a file that is no picture is always listed.
    """
    lines: list[str] = []
    again = 0
    for item in items:
        picture = item["content_type"].startswith("image/")
        if picture and item["sha256"] in seen:
            again += 1
            continue
        if picture:
            seen.add(item["sha256"])
        lines.append(f"{item['filename']} ({item['content_type']}, {item['size']} bytes)")
    if again:
        lines.append("1 picture seen before" if again == 1 else f"{again} pictures seen before")
    return lines
