"""What deciding needs of a letter's words alone: the reading process works it out, beside the one that decides.

It is a help and never a source: whoever asks with other words, or was not helped, works it out itself.
"""

from dataclasses import dataclass

from maildesk.desk import intake_record, rule_words, ticket_words
from maildesk.desk.intake import IntakeRecord
from maildesk.desk.rule_facts import body_of
from maildesk.desk.threading import numbers_named
from maildesk.desk.words_key import KNOWN, said_by, words_key
from maildesk.mail.letter import Kind, Letter
from maildesk.mail.subject_line import clean_subject


@dataclass(frozen=True, kw_only=True, slots=True)
class Study:
    """The results, without the words they were worked out from."""

    words: tuple[str, ...]  # by which the ticket is found
    intake: IntakeRecord  # what the customer tells of the trouble
    folded: str  # what rules look for words in, in the form in which words are compared
    words_key: str | None


def study_of(letter: Letter, prefix: str) -> Study | None:
    """Return what follows from a letter of a person; None for mail of machines, which is seldom put on a ticket."""
    if letter.kind is not Kind.REQUEST:
        return None
    return Study(
        words=ticket_words.words_of_text(_message(letter)),
        intake=intake_record.read_intake(_told(letter, prefix), letter.language),
        folded=rule_words.folded_body(body_of(letter)),
        words_key=words_key(letter),
    )


def remember(letter: Letter, prefix: str, study: Study) -> None:
    """Let deciding find what another process has worked out from the same letter."""
    ticket_words.KNOWN.put(_message(letter), study.words)
    intake_record.KNOWN.put((_told(letter, prefix), letter.language), study.intake)
    rule_words.KNOWN.put(body_of(letter), study.folded)
    said = said_by(letter)
    if said is not None and study.words_key is not None:
        KNOWN.put(said, study.words_key)


def _message(letter: Letter) -> str:
    return letter.reply or letter.text


def _told(letter: Letter, prefix: str) -> str:
    """Return the words that are read for what is missing: those of a first mail below its subject."""
    text = _message(letter)
    is_reply = numbers_named(letter.clues) or letter.clues.own_ids
    return text if is_reply else f"{clean_subject(letter.subject, prefix)}\n{text}"
