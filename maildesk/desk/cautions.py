"""What an engineer must know of a sender before believing the mail."""

from maildesk.desk.situation import Situation
from maildesk.mail.address import domain_of, organisational_domain
from maildesk.mail.letter import Trust

_MOST_SHOWN = 5


def cautions_of(situation: Situation, refusal: str | None = None) -> tuple[str, ...]:
    """Return sentences about the sender; `refusal` says why there was no acknowledgement."""
    letter = situation.letter
    found: list[str] = []
    if letter.proof.customer is Trust.FAILED:
        found.append(f"Sender not proven: {letter.proof.reason}.")
    if refusal:
        found.append(f"The customer was not sent an acknowledgement: {refusal}.")
    own = organisational_domain(domain_of(letter.sender.address)) if letter.sender else ""
    found += [
        f"Reply-To names another domain ({address.address}); answers go to the From address."
        for address in letter.reply_to[:_MOST_SHOWN]
        if organisational_domain(domain_of(address.address)) != own
    ]
    odd = [warning for warning in letter.warnings if "address" in warning or "look" in warning]
    found += [f"Odd: {warning.rstrip('.')}." for warning in odd[:_MOST_SHOWN]]
    return tuple(found)
