"""A whole desk for the journeys: real Dovecot, real SMTP, the shipped templates, and a clock that is set by hand."""

import email
import email.policy
import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

import imapclient

from maildesk.app import Desktop, RunOnce, build, readers_of, run_once
from maildesk.desk.ticket import Ticket
from maildesk.flows.readers import Readers
from maildesk.settings.load import load_settings
from maildesk.store.reading import ListedMail, ListedOutgoing, mails, outgoing_mails
from maildesk.store.showing import ShownEvent, ShownMessage, events_of, messages_of, tickets
from maildesk.store.tickets import read_tickets
from tests.journeys.oracle import check_all
from tests.world.dovecot import PASSWORD, Dovecot
from tests.world.smtp_sink import SmtpServer

DESK = "support@desk.example.com"
_SETTINGS = """
[desk]
name = "Acme Support"
prefix = "ACME"
domain = "desk.example.com"
zone = "Asia/Shanghai"
team = "service"
{desk}

[database]
url = "{database}"

[smtp]
host = "localhost"
port = {smtp}
security = "none"

[trust]
authserv = ["mx.desk.example.com"]

{mailboxes}
[reports]
{reports}

[limits]
min_human_reply_seconds = 0
ack_per_address_hour = 0
ack_per_address_day = 0
automatic_per_address_day = 0
{more}
"""
_MAILBOX = """
[[mailbox]]
name = "{name}"
address = "{address}"
host = "localhost"
port = {imap}
security = "tls"
ca_file = "{ca}"
username = "{user}"
password_file = "imap.password"
{more}
"""
PEOPLE = """
[[team]]
name = "service"
lead = "li"

[[staff]]
id = "wang"
name = "Wang Wei"
address = "wang@desk.example.com"
teams = ["service"]
skills = ["printer"]

[[staff]]
id = "chen"
name = "Chen Jing"
address = "chen@desk.example.com"
teams = ["service"]

[[staff]]
id = "li"
name = "Li Na"
address = "li@desk.example.com"
role = "supervisor"
digest_at = "18:00"
"""
_RULES = """
[[rule]]
name = "printers are for Wang"
when = { subject_any = ["printer", "打印机", "印表機"] }
set = { type = "incident", impact = "high", urgency = "medium", owner = "wang", tags = ["printer"] }
"""


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._ticks = itertools.count()

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return float(next(self._ticks)) / 1000

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)


@dataclass(frozen=True, kw_only=True)
class SentMail:
    """One mail that left the desk, parsed."""

    to: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return "" if body is None else str(body.get_content()).replace("\r\n", "\n")

    @property
    def html(self) -> str:
        body = self.message.get_body(("html",))
        return "" if body is None else str(body.get_content())

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def files(self) -> list[EmailMessage]:
        return [part for part in self.message.iter_attachments() if isinstance(part, EmailMessage)]


@dataclass
class DeskWorld:
    """The desk and everybody who writes to it."""

    folder: Path
    dovecot: Dovecot
    smtp: SmtpServer
    user: str
    database: str
    desk: str = ""
    more: str = ""
    reports: str = "weekly = false\nmonthly = false"  # one week begins within most journeys
    rules: str = _RULES
    people: str = PEOPLE
    mailbox: str = ""  # further keys of the first mailbox
    mailboxes: tuple[tuple[str, str, str, str], ...] = ()  # further ones: name, address, user, keys
    known: set[str] = field(default_factory=set)  # who may get mail: who wrote and who was named
    clock: SetClock = field(default_factory=lambda: SetClock(datetime(2026, 11, 16, 2, 0, tzinfo=UTC)))  # Monday 10:00
    desktop: Desktop = field(init=False)
    _readers: Readers = field(init=False)
    _seen: int = 0
    _begun: int = 0
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def open(self) -> None:
        """Write the configuration files and build the desk from them."""
        self.folder.mkdir(parents=True, exist_ok=True)
        secret = self.folder / "imap.password"
        secret.write_text(PASSWORD)
        secret.chmod(0o600)
        text = _SETTINGS.format(
            database=self.database, desk=self.desk, mailboxes=self._mailboxes(), smtp=self.smtp.port, more=self.more,
            reports=self.reports,
        )  # fmt: skip
        (self.folder / "maildesk.toml").write_text(text, encoding="utf-8")
        (self.folder / "people.toml").write_text(self.people, encoding="utf-8")
        (self.folder / "rules.toml").write_text(self.rules, encoding="utf-8")
        self._begun = self._seen = len(self.smtp.mails)
        self.desktop = build(load_settings(self.folder / "maildesk.toml", make_key=True), self.clock)
        self._readers = readers_of(self.desktop.settings)
        self._readers.start()

    def _mailboxes(self) -> str:
        first = ("support", DESK, self.user, self.mailbox)
        return "".join(
            _MAILBOX.format(
                name=name, address=address, user=user, more=more, imap=self.dovecot.imaps_port, ca=self.dovecot.ca_file
            )
            for name, address, user, more in (first, *self.mailboxes)
        )

    def check(self) -> None:
        """Hold every mail that left against what must be true of all of them."""
        with self.desktop.database.reading() as tx:
            rows = {row.message_id: row for row in outgoing_mails(tx, everything=True)}
            kept = [message for ticket in tickets(tx) for message in messages_of(tx, ticket.number)]
        desk = self.desktop.settings.desk
        staff = frozenset(person.address for person in desk.people.staff) | frozenset(desk.reports.recipients)
        check_all(self.smtp.mails[self._begun :], staff=staff, known=frozenset(self.known), rows=rows, kept=kept)

    @property
    def config(self) -> Path:
        return self.folder / "maildesk.toml"

    def close(self) -> None:
        """End everything."""
        self._readers.close()
        self.desktop.database.close()

    def run(self) -> RunOnce:
        """Let the desk work off what waits and is due."""
        done = run_once(self.desktop, self._readers)
        assert not done.troubles, done.troubles
        return done

    def arrives(self, raw: bytes, user: str | None = None) -> None:
        """Put a mail into a mailbox of the desk (the first one unless said otherwise) as its mail server would."""
        with imapclient.IMAPClient("127.0.0.1", self.dovecot.imap_port, ssl=False) as client:
            client.login(user or self.user, PASSWORD)
            client.append("INBOX", raw, msg_time=self.clock.now())

    def writes(
        self,
        sender: str,
        subject: str = "Printer broken",
        text: str = "The printer in room 3 says 0x11b.",
        *,
        proof: str | None = "pass",
        reply_to: SentMail | None = None,
        headers: dict[str, str] | None = None,
        attachment: tuple[str, bytes, str] | None = None,
        to: str = DESK,
        cc: str | None = None,
        users: tuple[str, ...] = (),
    ) -> str:
        """Somebody writes (or replies) to the desk and the mail server vouches for them; returns the Message-ID."""
        mail = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=998))
        domain = sender.rpartition("@")[2].rstrip(">")
        if proof:
            mail["Authentication-Results"] = (
                f"mx.desk.example.com; dmarc={proof} header.from={domain}; dkim={proof} header.d={domain}"
            )
        mail["From"] = sender
        mail["To"] = to
        if cc:
            mail["Cc"] = cc
        mail["Date"] = format_datetime(self.clock.now())
        message_id = f"<{next(self._ids)}.{self.user.partition('@')[0]}@{domain}>"
        mail["Message-ID"] = message_id
        if reply_to is not None:
            mail["Subject"] = f"Re: {reply_to.subject}"
            mail["In-Reply-To"] = reply_to.message_id
            mail["References"] = f"{reply_to.message['References'] or ''} {reply_to.message_id}".strip()
            quoted = "\n".join(f"> {line}" for line in reply_to.text.splitlines())
            text = f"{text}\n\nOn Mon, 23 Nov 2026 at 10:00, Acme Support <{DESK}> wrote:\n{quoted}\n"
        else:
            mail["Subject"] = subject
        for name, value in (headers or {}).items():
            mail[name] = value
        mail.set_content(text)
        if attachment:
            name, data, kind = attachment
            maintype, _, subtype = kind.partition("/")
            mail.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
        self.known.add(parseaddr(sender)[1].casefold())
        for user in users or (self.user,):
            self.arrives(mail.as_bytes(), user)
        return message_id

    def ticket(self, number: int) -> Ticket:
        """Return a ticket as it stands."""
        with self.desktop.database.reading() as tx:
            return read_tickets(tx, [number])[number]

    def messages(self, number: int) -> tuple[ShownMessage, ...]:
        """Return the messages of a ticket, oldest first."""
        with self.desktop.database.reading() as tx:
            return messages_of(tx, number)

    def events(self, number: int) -> tuple[ShownEvent, ...]:
        """Return what happened to a ticket, oldest first."""
        with self.desktop.database.reading() as tx:
            return events_of(tx, number)

    def ledger(self) -> list[ListedMail]:
        """Return every mail that ever arrived, oldest first."""
        with self.desktop.database.reading() as tx:
            return list(mails(tx))

    def outbox(self) -> list[ListedOutgoing]:
        """Return every mail that was ever owed, oldest first."""
        with self.desktop.database.reading() as tx:
            return list(outgoing_mails(tx, everything=True))

    def new_mails(self) -> list[SentMail]:
        """Return what has left since the last look, in order."""
        fresh = self.smtp.mails[self._seen :]
        self._seen = len(self.smtp.mails)
        return [
            SentMail(to=mail.recipients[0], message=email.message_from_bytes(mail.content, policy=email.policy.default))  # type: ignore[arg-type]
            for mail in fresh
        ]

    def mail_to(self, address: str) -> SentMail:
        """Return the only new mail to an address; fails when there is none or more than one."""
        mails = [mail for mail in self.new_mails() if mail.to == address]
        assert len(mails) == 1, [(mail.to, mail.subject) for mail in mails]
        return mails[0]
