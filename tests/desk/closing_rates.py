"""`python -m tests.desk.closing_rates`: how often words of a customer would close or reopen a ticket by mistake."""

from collections import Counter
from collections.abc import Iterable

from maildesk.desk.customer_words import Meaning, meaning_of
from tests.desk.labelled_words import LABELLED

NAME, OTHERS = "Ann Smith", ("Acme Support", "Wang Wei", "王伟")
CONTENT = (Meaning.SOLVED, Meaning.THANKS)


def said(text: str) -> Meaning:
    """Return what the desk takes a reply of Ann Smith for."""
    return meaning_of(text, name=NAME, others=OTHERS)


def false_closings() -> list[str]:
    """Return the sentences that are no yes and would close a ticket."""
    return [text for text, label in LABELLED if label is not Meaning.SOLVED and said(text) is Meaning.SOLVED]


def passed_over() -> list[str]:
    """Return the sentences that are more than thanks and would be taken for nothing else."""
    return [text for text, label in LABELLED if label is not Meaning.THANKS and said(text) is Meaning.THANKS]


def false_reopenings() -> list[str]:
    """Return the sentences that say yes or thanks and would open a ticket again."""
    return [text for text, label in LABELLED if label in CONTENT and said(text) not in CONTENT]


def report() -> Iterable[str]:
    """Yield the figures, a line each, and the sentences behind them."""
    kinds = Counter(label.value for _, label in LABELLED)
    content = sum(label in CONTENT for _, label in LABELLED)
    yield f'{len(LABELLED)} replies to "is it solved?" {dict(kinds)}'
    for name, wrong, of in (
        ("false closings", false_closings(), len(LABELLED) - kinds["solved"]),
        ("taken for mere thanks", passed_over(), len(LABELLED) - kinds["thanks"]),
        ("false reopenings", false_reopenings(), content),
    ):
        yield f"{name}: {len(wrong)} of {of} ({100 * len(wrong) / of:.1f} %)"
        yield from (f"    {text}" for text in wrong)


if __name__ == "__main__":
    print("\n".join(report()))
