"""What a step of the story can do and look at: people write, the desk works, mailboxes and tickets are looked into."""

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from maildesk.demo.cast import SUPPORT, Person
from maildesk.demo.letters import Letter, Received, raw_letter, received
from maildesk.demo.post_office import Arrival
from maildesk.demo.seen import Books, read_books, read_ticket
from maildesk.demo.stage import Stage
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import Ticket
from maildesk.store.reading import ExplainedMail
from maildesk.store.showing import ShownTicket

PATIENCE = 15.0  # seconds until something that should have happened is taken as missing
_GLANCE = 0.03


class Missed(Exception):
    """Something that the story expects did not happen; the message is a full sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OurMail:
    """A mail of the desk that reached somebody."""

    to: str
    kind: MessageKind
    ticket: int | None
    mail: Received


class Scene:
    """The stage as the steps of the story see it; everything they ask is answered from mailboxes and the store."""

    def __init__(self, stage: Stage, *, patience: float = PATIENCE) -> None:
        """Look at a stage; `patience` is how many seconds a step waits for the desk."""
        self.stage = stage
        self.clock = stage.clock
        self.books = Books()
        self._patience = patience
        self._numbers = itertools.count(1)
        self._seen = 0
        self._ours: list[OurMail] = []
        self._fresh: tuple[OurMail, ...] = ()

    def write(self, letter: Letter, *, as_if: Person | None = None) -> None:
        """Somebody writes to the desk; with `as_if` the author is forged and this other person logs in."""
        login = (as_if or letter.author).address
        raw = raw_letter(letter, next(self._numbers), self.clock.now())
        # The envelope names the desk alone: whoever is in Cc would get the mail by a way that is no part of the story.
        self.stage.world.send(login, raw, to=(SUPPORT,))
        self.settle()

    def settle(self, wanted: Callable[[Books], bool] | None = None) -> None:
        """Wait until the desk has nothing left to do and `wanted` holds; what has come since is fresh then.

        When it takes longer than the patience, it is looked at as it is: the checks tell what is missing.
        """
        ends = time.monotonic() + self._patience
        while True:
            arrived = self.stage.world.arrivals
            self.books = read_books(self.stage.desktop)
            at_desk = sum(arrival.mailbox == SUPPORT for arrival in arrived)
            calm = self.books.is_quiet(at_desk) and len(self.stage.world.arrivals) == len(arrived)
            if (calm and (wanted is None or wanted(self.books))) or time.monotonic() > ends:
                break
            threading.Event().wait(_GLANCE)
        fresh = tuple(filter(None, map(self._our_mail, arrived[self._seen :])))
        self._seen = len(arrived)
        self._ours += fresh
        self._fresh = fresh

    def mail(self, person: Person, kind: MessageKind) -> Received:
        """Return the fresh mail of a kind to somebody; Missed when there is none."""
        for ours in self._fresh:
            if ours.to == person.address and ours.kind is kind:
                return ours.mail
        came = ", ".join(f"{ours.kind} to {ours.to}" for ours in self._fresh) or "nothing"
        raise Missed(f"{person.name} got no {_words(kind)} mail; what came: {came}.")

    def last(self, person: Person, kind: MessageKind, *, about: Ticket | None = None) -> Received:
        """Return the newest mail of a kind that somebody ever got, of any ticket or of one; Missed when none is."""
        for ours in reversed(self._ours):
            fits = about is None or ours.ticket == about.number
            if ours.to == person.address and ours.kind is kind and fits:
                return ours.mail
        raise Missed(f"{person.name} never got a {_words(kind)} mail.")

    def nothing_for(self, *people: Person) -> None:
        """Check that none of these got a fresh mail."""
        for ours in self._fresh:
            if any(ours.to == person.address for person in people):
                raise Missed(f"{ours.to} got a {_words(ours.kind)} mail that must not be.")

    def ticket(self, customer: Person) -> Ticket:
        """Return the newest ticket of a customer; Missed when there is none."""
        found = self.books.ticket_of(customer.address)
        if found is None:
            raise Missed(f"There is no ticket of {customer.name}.")
        return found

    def record(self, customer: Person) -> ShownTicket:
        """Return the newest ticket of a customer with all that belongs to it."""
        found = read_ticket(self.stage.desktop, self.ticket(customer).number)
        if found is None:
            raise Missed(f"The ticket of {customer.name} cannot be shown.")
        return found

    def decided(self, sender: str) -> ExplainedMail:
        """Return the newest mail of a sender in the ledger; Missed when there is none."""
        for mail in reversed(self.books.ledger):
            if (mail.sender or "").casefold() == sender:
                return mail
        raise Missed(f"The ledger has no mail of {sender}.")

    def _our_mail(self, arrival: Arrival) -> OurMail | None:
        mail = received(arrival.raw)
        row = self.books.outgoing(mail.message_id)
        if row is None:
            return None
        return OurMail(to=arrival.mailbox, kind=MessageKind(row.kind), ticket=row.ticket, mail=mail)


def must(holds: bool, sentence: str) -> None:
    """Raise Missed with the sentence unless it holds."""
    if not holds:
        raise Missed(sentence)


def _words(kind: MessageKind) -> str:
    return kind.value.replace("_", " ")
