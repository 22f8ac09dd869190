"""Collects the mails of a sender who writes too many new ones into one ticket, without telling anybody of each."""

from datetime import datetime

from maildesk.desk.decision import Decision, LedgerState, Verdict
from maildesk.desk.draft import Draft
from maildesk.desk.incoming import message_of
from maildesk.desk.situation import Situation

FLOOD_TAG = "flood"


def over_the_limit(situation: Situation) -> str | None:
    """Return why the sender gets no further tickets of their own now, in words; None below the limit (SECURITY 2.3)."""
    limit = situation.desk.limits.tickets_per_address_hour
    if limit and situation.counts.tickets_address_hour >= limit:
        return f"the limit of {limit} new tickets of one address in an hour is reached"
    return None


def join_flood(situation: Situation, now: datetime) -> Decision | None:
    """Put a mail beyond the limit onto the sender's flood ticket; None below the limit, or when there is none yet.

    The first mail beyond the limit opens that ticket and is told to staff; the others are kept there silently.
    """
    why = over_the_limit(situation)
    if why is None or situation.flood is None:
        return None
    draft = Draft(situation.flood, now)
    draft.add_message(message_of(situation), "customer", why)
    return Decision(
        verdict=Verdict(state=LedgerState.TICKET, reason=f"collected: {why}"), works=(draft.work(),), reasons=(why,)
    )
