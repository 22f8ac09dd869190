"""The evening and the days after: the digest, what the supervisor does with it, and what time itself does."""

from maildesk.demo.cast import BOB, CHEN, LI, LIN
from maildesk.demo.desk_files import DIGEST_AT
from maildesk.demo.letters import Letter
from maildesk.demo.scene import Scene, must
from maildesk.demo.seen import Books, faults_in_chains
from maildesk.demo.steps import Step
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import State

_THURSDAY = 3


def _digest_arrives(scene: Scene) -> str:
    hour, minute = map(int, DIGEST_AT.split(":"))
    scene.clock.until(hour, minute)
    scene.settle(lambda books: _has(books, MessageKind.DIGEST))
    digest = scene.mail(LI, MessageKind.DIGEST)
    number = scene.ticket(BOB).number
    must(str(number) in digest.text, f"The digest does not list ticket {number}.")
    must("ledger differ" not in digest.text, "The digest says that mails are missing.")
    must("Clear answers" in digest.text, "The digest lacks Ann's words to her score.")
    return "what came, what was solved, what waits, how customers rated"


def _li_assigns(scene: Scene) -> str:
    scene.clock.later(minutes=5)
    number = scene.ticket(BOB).number
    order = f"{number} assign {CHEN.id}"
    scene.write(Letter(author=LI, text=order, answers=scene.last(LI, MessageKind.DIGEST)))
    must(scene.ticket(BOB).owner == CHEN.id, f"The owner is {scene.ticket(BOB).owner}, not {CHEN.id}.")
    scene.mail(LI, MessageKind.TRANSCRIPT)
    scene.mail(CHEN, MessageKind.ASSIGNMENT)
    return f"“{order}” is carried out; 陳靜 gets the ticket"


def _silence_closes(scene: Scene) -> str:
    must(scene.ticket(LIN).state is State.RESOLVED, f"The ticket is {scene.ticket(LIN).state}, not resolved.")
    number = scene.ticket(LIN).number
    scene.clock.until(12, 0, weekday=_THURSDAY)
    scene.settle(lambda books: any(each.number == number and each.state is State.CLOSED for each in books.tickets))
    must(scene.ticket(LIN).state is State.CLOSED, "Three business days of silence did not close the ticket.")
    scene.mail(LIN, MessageKind.CLOSED)
    return "three business days without a word close the ticket"


def _nothing_is_lost(scene: Scene) -> str:
    for mail in scene.books.ledger:
        must(mail.state in ("ticket", "ignored", "quarantine", "duplicate"), f"Mail {mail.id} is still {mail.state}.")
    failed = [mail for mail in scene.books.outbox if mail.state == "failed"]
    must(not failed, f"{len(failed)} mails could not be sent.")
    faults = faults_in_chains(scene.stage.desktop)
    must(not faults, f"The event log does not agree: {faults[0] if faults else ''}")
    waiting = scene.stage.world.mailbox(scene.stage.desktop.settings.mailboxes[0][1].username)
    must(not waiting, f"{len(waiting)} mails still lie in the desk's INBOX.")
    return f"{len(scene.books.ledger)} mails came, each ended in one place; the event log is whole"


def _has(books: Books, kind: MessageKind) -> bool:
    return any(mail.kind == kind for mail in books.outbox)


EVENING = (
    Step(title="18:00: the supervisor's digest arrives", play=_digest_arrives),
    Step(title="Li answers the digest with one line", play=_li_assigns),
    Step(title="Thursday: silence closes 林怡君's ticket", play=_silence_closes),
    Step(title="The books are closed: no mail was lost", play=_nothing_is_lost),
)
