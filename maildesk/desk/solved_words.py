"""By which words a solved ticket is found again, and which solved tickets read like a new mail."""

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from maildesk.desk.index_words import index_words
from maildesk.desk.ticket import Ticket

_MOST_KEPT = 24
_MOST_ASKED = 8
_FROM_SUBJECT = 6
_READ = 600  # characters of the first mail
_NEWEST = 20  # tickets that were looked at for each word
_LONGEST = 16  # characters: a longer word names one thing of one customer
_FEWEST = 2
_LEAST_SHARE = 0.4


class SolvedHit(NamedTuple):
    """A word of a mail in a solved ticket; `among` tells how many of the newest tickets hold it."""

    word: str
    ticket: int
    team: str | None
    among: int


def words_of_solved(ticket: Ticket, question: str) -> tuple[str, ...]:
    """Return by which words a ticket is found once it is solved; names of its people are left out."""
    people = " ".join(person.name for person in (ticket.requester, *ticket.participants))
    names = set(index_words(people, single=True))
    found = dict.fromkeys((*index_words(ticket.subject), *index_words(question[:_READ])))
    return tuple(word for word in found if word not in names and len(word) <= _LONGEST)[:_MOST_KEPT]


def words_of_new(subject: str, words: str) -> tuple[str, ...]:
    """Return by which words solved tickets are looked for, those of the subject first."""
    titled = list(index_words(subject))[:_FROM_SUBJECT]
    return tuple(dict.fromkeys((*titled, *index_words(words[:_READ]))))[:_MOST_ASKED]


def alike(asked: Sequence[str], hits: Sequence[SolvedHit], most: int) -> tuple[int, ...]:
    """Return the numbers of the tickets that share most with the words asked for, the best and newest first.

    A word that few tickets hold tells more; a ticket that shares a single word, or little of all that was asked,
    is not alike.
    """
    rarity = {word: log(1 + 2 * _NEWEST / 1) for word in asked}
    for hit in hits:
        rarity[hit.word] = log(1 + 2 * _NEWEST / hit.among)
    known = {hit.word for hit in hits}
    whole = sum(rarity[word] for word in asked if word in known) or 1.0
    scores: dict[int, float] = {}
    shared: dict[int, int] = {}
    for hit in hits:
        scores[hit.ticket] = scores.get(hit.ticket, 0.0) + rarity[hit.word]
        shared[hit.ticket] = shared.get(hit.ticket, 0) + 1
    fitting = [
        number
        for number, score in scores.items()
        if shared[number] >= _FEWEST and score >= _LEAST_SHARE * whole and shared[number] * 3 >= len(asked)
    ]
    return tuple(sorted(fitting, key=lambda number: (-scores[number], -number))[:most])
