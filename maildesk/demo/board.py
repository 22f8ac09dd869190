"""What the demo shows: the mails as they flow, why each decision was made, the tickets, and how far the story is."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from maildesk.demo.cast import SUPPORT, ZONE, short_name
from maildesk.demo.letters import Received, received
from maildesk.demo.post_office import Arrival
from maildesk.demo.seen import Books, read_books
from maildesk.demo.stage import Stage
from maildesk.demo.steps import Outcome
from maildesk.mail.subject_line import clean_subject
from maildesk.store.reading import ExplainedMail

_KEPT = 200  # lines of each list
_PLAIN = ("no clue names a ticket the sender takes part in",)  # true of every first mail, and tells a newcomer little


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """One mail on its way."""

    at: datetime  # in the desk's zone
    inward: bool
    who: str  # the other side
    what: str  # the subject of a mail to the desk, the kind of one of its own


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """A decision about one mail: what became of it, and the reasons."""

    ledger_id: int
    who: str
    state: str
    ticket: int | None
    reasons: tuple[str, ...]


class Board:
    """Keeps what is shown; one thread refreshes it, others may tell it of outcomes."""

    def __init__(self, stage: Stage, steps: int) -> None:
        """Show a stage on which `steps` steps will be played."""
        self._stage = stage
        self._zone = ZoneInfo(ZONE)
        self._arrivals_seen = 0
        self._decided: set[tuple[int, str]] = set()
        self.steps = steps
        self.books = Books()
        self.outcomes: list[Outcome] = []
        self.flows: deque[Flow] = deque(maxlen=_KEPT)
        self.whys: deque[Why] = deque(maxlen=_KEPT)

    @property
    def moment(self) -> datetime:
        """The moment of the story in the desk's zone."""
        return self._stage.clock.local()

    def refresh(self) -> tuple[list[Flow], list[Why]]:
        """Look again and return what is new."""
        arrivals = self._stage.world.arrivals
        self.books = read_books(self._stage.desktop)
        flows = [self._flow(arrival) for arrival in arrivals[self._arrivals_seen :]]
        self._arrivals_seen = len(arrivals)
        whys = [_why(mail) for mail in self.books.ledger if mail.state != "pending" and self._is_new(mail)]
        self.flows += flows
        self.whys += whys
        return flows, whys

    def _is_new(self, mail: ExplainedMail) -> bool:
        known = (mail.id, mail.state) in self._decided
        self._decided.add((mail.id, mail.state))
        return not known

    def _flow(self, arrival: Arrival) -> Flow:
        mail = received(arrival.raw)
        at = arrival.at.astimezone(self._zone)
        if arrival.mailbox == SUPPORT:
            return Flow(at=at, inward=True, who=_author(arrival, str(mail.message["From"] or "")), what=_about(mail))
        row = self.books.outgoing(mail.message_id)
        what = row.kind.replace("_", " ") if row else _about(mail)
        return Flow(at=at, inward=False, who=short_name(arrival.mailbox), what=what)


def _author(arrival: Arrival, header: str) -> str:
    login = arrival.submission.login
    if not login:
        return "server"
    return short_name(login) if login in header else f"{short_name(login)} as {_claimed(header)}"


def _about(mail: Received) -> str:
    return clean_subject(mail.subject) or mail.subject


def _claimed(header: str) -> str:
    return short_name(header.rpartition("<")[2].rstrip("> ").strip())


def _why(mail: ExplainedMail) -> Why:
    reasons = tuple(dict.fromkeys(reason for reason in mail.reasons if reason not in _PLAIN)) or (mail.reason,)
    if mail.state == "ignored" and mail.reason not in reasons:
        reasons = (mail.reason,)
    sender = mail.sender or "?"
    return Why(
        ledger_id=mail.id,
        who=short_name(sender) if "mailer-daemon" not in sender.casefold() else "server",
        state=mail.state,
        ticket=mail.ticket,
        reasons=reasons,
    )
