"""Marks around what only staff may read, so that a mail that carries it out can be caught (SECURITY A20)."""

CANARY_OPEN = "⟦internal⟧"
CANARY_CLOSE = "⟦/internal⟧"
_SHINGLE = 40  # characters of a note that may not stand in words for a customer


def holds_canary(text: str) -> bool:
    """Say whether a text quotes the start or the end of an internal part."""
    return CANARY_OPEN in text or CANARY_CLOSE in text


def holds_internal_text(words: str, notes: tuple[str, ...]) -> str | None:
    """Return the internal text that stands in words meant for a customer, shortened; None when there is none.

    A canary counts, and any run of 40 characters of a note; white space and case are not compared.
    """
    if holds_canary(words):
        return CANARY_OPEN
    plain = _folded(words)
    for note in notes:
        folded = _folded(note)
        for start in range(max(1, len(folded) - _SHINGLE + 1)):
            piece = folded[start : start + _SHINGLE]
            if len(piece) == _SHINGLE and piece in plain:
                return note.strip()[:_SHINGLE]
    return None


def _folded(text: str) -> str:
    return " ".join(text[:20_000].casefold().split())
