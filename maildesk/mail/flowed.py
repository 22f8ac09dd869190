"""format=flowed text put back into paragraphs (RFC 3676)."""

_LONGEST = 1 << 20


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Return the text with its soft line breaks removed; quote depth is kept, "-- " stays a line of its own.

    `delete_space` is the DelSp parameter: the space that marks the soft break is no part of the text. What follows the
    first MiB keeps its line breaks.
    """
    if len(text) > _LONGEST:
        cut = text.rfind("\n", 0, _LONGEST) + 1
        return unflow(text[:cut], delete_space=delete_space) + text[cut:]
    out: list[str] = []
    open_line: list[str] = []
    open_depth = 0
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        if open_line and (depth != open_depth or content == "-- "):
            out.append(_quoted(open_depth, "".join(open_line)))
            open_line = []
        if content.endswith(" ") and content != "-- ":
            open_line.append(content[:-1] if delete_space else content)
        else:
            out.append(_quoted(depth, "".join((*open_line, content))))
            open_line = []
        open_depth = depth
    if open_line:
        out.append(_quoted(open_depth, "".join(open_line)))
    return "\n".join(out)


def _quoted(depth: int, content: str) -> str:
    return ">" * depth + " " + content if depth else content
