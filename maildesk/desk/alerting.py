"""What operators are told of the desk itself: a mailbox out of reach, mail that does not leave, faults of our own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from maildesk.desk.desk import Desk
from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage, StaffView
from maildesk.desk.ticket import Priority, State, TicketType
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address

_AGAIN = timedelta(days=1)  # a trouble that lasts is told once more after each day


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxStanding:
    """When a mailbox was last looked into, and what is wrong with it; None where nothing is."""

    name: str
    last_seen_ok: datetime | None
    error: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """An error of our own that held mails, by its fingerprint."""

    fingerprint: str
    mails: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How intake, sending and deciding stand at one moment."""

    mailboxes: tuple[MailboxStanding, ...] = ()
    unsent: int = 0  # mails that should have left long ago, or are tried again and again
    unsent_since: datetime | None = None  # when the oldest of them was written
    unsent_why: str = ""  # the relay's words for it
    faults: tuple[Fault, ...] = ()  # of the last hour


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """One trouble worth a mail; `key` is the same for as long as it lasts, and another one a day later."""

    key: str
    headline: str
    words: str


def troubles(desk: Desk, standing: Standing, started: datetime, now: datetime) -> tuple[Trouble, ...]:
    """Return what the operators must hear of; () when nothing is wrong for long enough.

    `started` is when this process began to look: a mailbox that has never answered is in trouble since then.
    """
    found = [*_mailboxes(desk, standing.mailboxes, started, now), *_sending(desk, standing, now)]
    return (*found, *_faults(desk, standing.faults, now))


def alerts(desk: Desk, trouble: Trouble) -> Iterator[OutgoingMessage]:
    """Yield one mail for everybody named in [alerts] to, for each supervisor where nobody is named."""
    for address in desk.alerts.to or tuple(person.address for person in desk.people.supervisors()):
        person = desk.people.by_address(address)
        yield OutgoingMessage(
            kind=MessageKind.ALERT,
            to=Address(name=person.name if person else "", address=address),
            view=StaffView(
                desk_name=desk.name,
                staff_name=person.name if person else "",
                token="",
                number=0,
                subject="",
                state=State.NEW,
                type=TicketType.OTHER,
                priority=Priority.URGENT,
                team=None,
                owner_name=None,
                customer=Address(address=""),
                headline=trouble.headline,
                words=trouble.words,
                zone=(person.zone if person else None) or desk.zone,
            ),
            language=supported_language(desk, person.language if person else None, desk.language),
            automatic=Automatic.GENERATED,
            urgent=True,
        )


def _mailboxes(desk: Desk, mailboxes: Iterable[MailboxStanding], started: datetime, now: datetime) -> Iterator[Trouble]:
    patience = timedelta(minutes=desk.alerts.mailbox_minutes)
    for each in mailboxes:
        since = each.last_seen_ok or started
        if patience and each.error and now - since >= patience:
            headline = f"The mailbox {each.name} has not been reached since {_moment(since)}"
            yield Trouble(key=_key(f"mailbox:{each.name}", since, now), headline=headline, words=each.error)


def _sending(desk: Desk, standing: Standing, now: datetime) -> Iterator[Trouble]:
    patience, since = timedelta(minutes=desk.alerts.queue_minutes), standing.unsent_since
    if patience and since and now - since >= patience:
        headline = f"Mail does not leave: {standing.unsent} wait, the oldest since {_moment(since)}"
        yield Trouble(key=_key("queue", since, now), headline=headline, words=standing.unsent_why)


def _faults(desk: Desk, faults: Iterable[Fault], now: datetime) -> Iterator[Trouble]:
    for fault in faults:
        if desk.alerts.faults_per_hour and fault.mails >= desk.alerts.faults_per_hour:
            headline = f"{fault.mails} mails were held by one error of ours within an hour ({fault.fingerprint})"
            command = f"maildesk quarantine retry --fingerprint {fault.fingerprint}"
            yield Trouble(key=f"fault:{fault.fingerprint}:{now:%Y%m%d}", headline=headline,
                          words=f"{fault.reason}\n\n{command}")  # fmt: skip


def _key(what: str, since: datetime, now: datetime) -> str:
    return f"{what}:{since.astimezone(UTC):%Y%m%dT%H%M}:{(now - since) // _AGAIN}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
