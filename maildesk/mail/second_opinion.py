"""What mail-parser makes of the same mail: its defects, and whether it sees the parts that our walk sees."""

from email.message import Message

from maildesk.mail.outline import Outline, walk
from maildesk.mail.part import Part

_LONGEST_SKELETON = 1 << 17
_REPORT = "message/delivery-status"
_MIME = (b"content-", b"mime-version")
_HARMLESS = frozenset({"MimeHeaderDefect"})  # names of files; our own reader of them is the one that counts


def second_opinion(tree: Outline) -> tuple[str, ...]:
    """Return a warning for each MIME defect that mail-parser finds and one when it sees other parts; often empty.

    Plain mails without an oddity are not asked about. mail-parser gets the skeleton only: the fields that make the
    structure and the delimiters, within the limits already counted, so that its time does not grow with the mail.
    """
    if _is_plain(tree.root):
        return ()
    skeleton = _skeleton(tree)
    if len(skeleton) > _LONGEST_SKELETON:
        return ("the structure of the mail is too long for a second parser",)
    from mailparser import core, utils

    # They log words of the mail; what they find is in the answer.
    core.log.disabled = utils.log.disabled = True
    try:
        parsed = core.parse_from_bytes(skeleton)
    except Exception as error:  # noqa: BLE001 - another parser's failure is an oddity of the mail and no more
        return (f"a second parser failed on the structure ({type(error).__name__})",)
    warnings = [f"MIME defect: {name}" for name in sorted(parsed.defects_categories - _HARMLESS)]
    ours, theirs = sum(not part.children for part in walk(tree.root)), _count_leaves(parsed.message)
    if ours != theirs:
        warnings.append(f"two parsers see different parts: {ours} and {theirs}")
    return tuple(warnings)


def _count_leaves(message: Message) -> int:
    """Count what the standard library does not take apart further; a delivery report's blocks are one leaf."""
    count, waiting = 0, [message]
    while waiting:
        part = waiting.pop()
        below = part.get_payload()
        if isinstance(below, list) and part.get_content_type() != _REPORT:
            waiting += [item for item in below if isinstance(item, Message)]
        else:
            count += 1
    return count


def _is_plain(root: Part) -> bool:
    """Say whether the mail is one text, or one text as plain words and as HTML, with nothing odd about it."""
    if root.warnings or any(child.warnings or child.children for child in root.children):
        return False
    if root.content_type == "multipart/alternative":
        return [child.content_type for child in root.children] == ["text/plain", "text/html"]
    return root.content_type in ("text/plain", "text/html") and not root.children


def _skeleton(tree: Outline) -> bytes:
    """Return the mail without its other header fields and without the bodies of its leaves."""
    raw, root = tree.raw, tree.root
    pieces = [name + b": " + value + b"\r\n" for name, value in root.fields if name.lower().startswith(_MIME)]
    pieces.append(b"\r\n")
    position = root.start
    for leaf in _leaves(root):
        pieces.append(raw[position : leaf.start])
        position = leaf.end
    pieces.append(raw[position : root.end])
    return b"".join(pieces)


def _leaves(root: Part) -> list[Part]:
    leaves = [part for part in walk(root) if not part.children and part.content_type != _REPORT]
    return sorted(leaves, key=lambda leaf: leaf.start)
