"""Makes the addresses of the pages a customer or engineer may press; none without `web.base_url`."""

from datetime import datetime, timedelta

from maildesk.desk.desk import Desk
from maildesk.desk.ticket import Ticket
from maildesk.mail.link_token import LinkPurpose, make_link_token

LINK_DAYS = 30
RELEASE_HOURS = 24


def confirm_url(desk: Desk, ticket: Ticket, address: str, now: datetime) -> str | None:
    """Return the address of the page that asks whether it is solved; the round is the number of reopenings."""
    return _url(desk, LinkPurpose.CONFIRM, ticket.number, ticket.reopened, address, now, LINK_DAYS)


def survey_url(desk: Desk, ticket: Ticket, address: str, now: datetime) -> str | None:
    """Return the address of the survey of the ticket's last closing."""
    return _url(desk, LinkPurpose.SURVEY, ticket.number, ticket.closings, address, now, LINK_DAYS)


def release_url(desk: Desk, ledger_id: int, address: str, now: datetime) -> str | None:
    """Return the address of the page that asks a member of staff whether a held mail is theirs."""
    return _url(desk, LinkPurpose.RELEASE, ledger_id, 0, address, now, 1)


def board_url(desk: Desk, ledger_id: int, address: str, now: datetime) -> str | None:
    """Return the address of the page that lets a supervisor into the board; `ledger_id` is the mail that asked."""
    return _url(desk, LinkPurpose.BOARD, ledger_id, 0, address, now, 1)


def _url(
    desk: Desk, purpose: LinkPurpose, number: int, round_: int, address: str, now: datetime, days: int
) -> str | None:
    if not desk.base_url:
        return None
    expires = (now + timedelta(days=days)).date()
    token = make_link_token(desk.key, purpose, number, round_, address.casefold(), expires)
    return f"{desk.base_url.rstrip('/')}/t/{token}"
