"""Cells of a CSV file that no spreadsheet takes for a formula, whoever wrote the words in them."""

from collections.abc import Sequence

# OWASP, "CSV Injection"; the wide forms are what Chinese and Japanese spreadsheets fold to the narrow ones.
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")

_SKIPPED = " \"'\u00a0\u3000\ufeff\u200b"


def csv_cell(value: object) -> str:
    """Return a value as the text of a cell: numbers as they are, words never as a formula, "" for None.

    Words that begin like a formula, also behind spaces or quotes, get a leading apostrophe. NUL is dropped.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    words = str(value).replace("\x00", "")
    return f"'{words}" if words.startswith(_BEGINS) or words.lstrip(_SKIPPED).startswith(_BEGINS) else words


def csv_line(values: Sequence[object]) -> str:
    """Return one line of a CSV file (RFC 4180), every cell in quotes, with its line end."""
    return ",".join('"' + csv_cell(value).replace('"', '""') + '"' for value in values) + "\r\n"
