"""What `maildesk init` finds out from the mail servers before anything is written."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from maildesk.errors import MaildeskError
from maildesk.mail.auth_results import read_auth_results
from maildesk.mail.authenticate import WITHOUT_ID
from maildesk.mail.domains import domain_of
from maildesk.mail.letter import ReadContext
from maildesk.mail.read import read
from maildesk.net.accounts import MailboxAccount, RelayAccount
from maildesk.net.imap import MailboxConnection, connect

_LOOKED_AT, _WANTED = 60, 10  # newest mails; of them from outside
_ENOUGH = 2  # mails that must agree
_PATIENCE = 30.0  # seconds for the mail to oneself
_PAUSE = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Proofs:
    """What the newest mails from outside carry as their topmost Authentication-Results."""

    outside: int  # mails from other domains that were looked at
    with_results: int
    authserv: str | None  # the one name they agree on; None when they do not

    @property
    def sentence(self) -> str:
        """What that means, in words."""
        if not self.outside:
            return (
                "No mail from outside lies there, so nobody knows yet whether your provider proves senders. Staff are "
                'proven by reply codes until then. Later write [trust] authserv and staff_proof = "authenticated".'
            )
        if self.authserv is None:
            return (
                f"Of {self.outside} mails from outside {self.with_results} carry Authentication-Results, and they name "
                "no one server: senders cannot be proven. Customers are acknowledged unless proven false, one mail a "
                "day, and staff prove themselves by replying to their own notices."
            )
        return (
            f"{self.with_results} of {self.outside} mails from outside carry Authentication-Results of {self.authserv}."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Inbox:
    """What lies in the folder that new mail arrives in."""

    mails: int
    oldest: datetime | None
    waiting: int  # since the moment from which mails are taken
    proofs: Proofs


def look_into(account: MailboxAccount, address: str, since: datetime) -> Inbox:
    """Log in and look, changing nothing; raises Unreachable or LoginRefused."""
    with connect(account) as connection:
        connection.select()
        uids = connection.all_uids()
        newest = set(uids[-500:])
        dates = {
            uid: size.internal_date
            for uid, size in connection.sizes(uids[:1] + uids[-500:]).items()
            if size.internal_date is not None
        }
        return Inbox(
            mails=len(uids),
            oldest=min(dates.values(), default=None),
            waiting=sum(date >= since for uid, date in dates.items() if uid in newest),
            proofs=proofs_of(_headers(connection, uids[-_LOOKED_AT:]), domain_of(address)),
        )


def _headers(connection: MailboxConnection, uids: list[int]) -> list[bytes]:
    found = (connection.fetch_header(uid) for uid in reversed(uids))
    return [header for header in found if header is not None]


def proofs_of(headers: list[bytes], own_domain: str) -> Proofs:
    """Judge the headers of the newest mails; those of the own domain often pass no check and do not count."""
    names: list[str] = []
    outside = 0
    senders: set[str] = set()
    for header in headers:
        letter = read(header, ReadContext())
        if letter.sender is None or domain_of(letter.sender.address) == own_domain:
            continue
        outside += 1
        value = next((value for name, value in letter.headers if name.lower() == "authentication-results"), None)
        if value is not None:
            names.append(read_auth_results(value).authserv_id or WITHOUT_ID)
            senders.add(domain_of(letter.sender.address))
        if outside == _WANTED:
            break
    counted = Counter(names)
    # What one sender wrote himself proves nothing: at least two mails of two domains must agree, and none differ.
    agreed = len(counted) == 1 and len(names) >= _ENOUGH and len(senders) >= _ENOUGH and len(names) * 2 > outside
    return Proofs(outside=outside, with_results=len(names), authserv=names[0] if agreed else None)


def plus_arrives(account: MailboxAccount, relay: RelayAccount, address: str, word: str) -> bool:
    """Send one mail to `local+word@domain` and see whether it arrives; it is filed away then."""
    local, _, domain = address.rpartition("@")
    text = (
        f"From: <{address}>\r\nTo: <{local}+{word}@{domain}>\r\nSubject: maildesk {word}\r\n"
        f"Message-ID: <{word}.plus@{domain}>\r\nAuto-Submitted: auto-generated\r\n\r\n"
        "maildesk init has sent this to find out whether plus addresses arrive. It may be deleted.\r\n"
    )
    if not asyncio.run(_sent(relay, address, f"{local}+{word}@{domain}", text.encode("utf-8"))):
        return False
    ends = time.monotonic() + _PATIENCE
    with connect(account) as connection:
        while time.monotonic() < ends:
            connection.select()
            for uid in connection.all_uids()[-20:]:
                if f"<{word}.plus@".encode() in (connection.fetch_header(uid) or b""):
                    connection.move([uid], account.done_folder)
                    return True
            time.sleep(_PAUSE)
    return False


async def _sent(relay: RelayAccount, sender: str, recipient: str, message: bytes) -> bool:
    from maildesk.net.smtp import RelayConnection
    from maildesk.net.smtp_reply import Outcome

    async def nothing() -> None:
        """Nothing has to be remembered of this one."""

    connection = RelayConnection(relay)
    try:
        return (await connection.send(sender, recipient, message, before_data=nothing)).outcome is Outcome.SENT
    finally:
        await connection.close()


def relay_trouble(relay: RelayAccount) -> str | None:
    """Connect and log in without sending anything; return what is wrong in a sentence, None when nothing is."""
    from maildesk.net.smtp import RelayConnection

    async def attempt() -> None:
        connection = RelayConnection(relay)
        await connection.open()
        await connection.close()

    try:
        asyncio.run(attempt())
    except MaildeskError as error:
        return str(error)
    return None
