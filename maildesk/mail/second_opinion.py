"""What mail-parser makes of the same mail: its defects, and whether it sees the parts that our walk sees."""

from email.message import Message

from maildesk.mail.outline import Outline, walk
from maildesk.mail.part import Part

_LONGEST_SKELETON = 1 << 15
_REPORT = "message/delivery-status"
_MIME = (b"content-", b"mime-version")
_EVERYDAY = ("multipart/mixed", "multipart/alternative", "multipart/related")
_BARE = ("", "7bit", "8bit", "binary")
_LEAVES = ("text/", "image/", "application/", "audio/", "video/")
_HARMLESS = frozenset({"MimeHeaderDefect"})  # names of files; our own reader of them is the one that counts


def second_opinion(tree: Outline) -> tuple[str, ...]:
    """Return a warning for each MIME defect that mail-parser finds and one when it sees other parts; often empty.

    Well-formed mails of everyday parts are not asked about. mail-parser gets the skeleton only: the fields that make
    the structure and the delimiters, within the limits already counted, so that its time does not grow with the mail.
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
        # Asked of a leaf, it would decode by whatever the mail declares: "punycode" is a codec of Python.
        below = part.get_payload() if part.is_multipart() else None
        if isinstance(below, list) and part.get_content_type() != _REPORT:
            waiting += [item for item in below if isinstance(item, Message)]
        else:
            count += 1
    return count


def _is_plain(root: Part) -> bool:
    """Say whether every part is of an everyday sort, declares it, and has nothing odd about it."""
    return all(_is_everyday(part, is_root=part is root) for part in walk(root))


def _is_everyday(part: Part, *, is_root: bool) -> bool:
    if part.warnings:
        return False
    if part.is_multipart:
        return part.content_type in _EVERYDAY and bool(part.children) and part.encoding in _BARE
    declared = is_root or any(name.lower() == b"content-type" for name, _ in part.fields)
    return declared and not part.children and part.content_type.startswith(_LEAVES)


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
