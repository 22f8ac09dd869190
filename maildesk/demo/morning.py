"""The morning: customers write in three languages, and machines, strangers and a forger write as well."""

import re

from maildesk.demo import words
from maildesk.demo.cast import ANN, BOB, CHEN, KATE, LEFT, LIN, MALLORY, TOM, WANG, ZHAO, Person
from maildesk.demo.letters import Letter, between
from maildesk.demo.picture import error_photo
from maildesk.demo.scene import Scene, must
from maildesk.demo.steps import Step
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import Priority, State

_PHOTO = "panel.png"


def _ann_writes(scene: Scene) -> str:
    photo = (_PHOTO, error_photo())
    scene.write(Letter(author=ANN, subject=words.PRINTER_SUBJECT, text=words.PRINTER, cc=LEFT, attachment=photo))
    said = _taken_in(scene, ANN, KATE, Priority.URGENT, "Hello")
    notice = scene.mail(KATE, MessageKind.ASSIGNMENT)
    must(_PHOTO in notice.files, f"The notice to Kate holds no {_PHOTO}, but {notice.files or 'nothing'}.")
    must(scene.ticket(ANN).takes_part(LEFT.address), "The colleague in Cc of a proven sender does not take part.")
    return f"{said}; the photo travels with the notice"


def _zhao_writes(scene: Scene) -> str:
    scene.clock.later(minutes=2)
    scene.write(Letter(author=ZHAO, subject=words.VPN_SUBJECT, text=words.VPN))
    return _taken_in(scene, ZHAO, WANG, Priority.NORMAL, "您好")


def _lin_writes(scene: Scene) -> str:
    scene.clock.later(minutes=1)
    scene.write(Letter(author=LIN, subject=words.ACCOUNT_SUBJECT, text=words.ACCOUNT))
    return _taken_in(scene, LIN, CHEN, Priority.LOW, "您好")


def _bob_writes(scene: Scene) -> str:
    scene.clock.later(minutes=2)
    scene.write(Letter(author=BOB, subject=words.INVOICE_SUBJECT, text=words.INVOICE))
    scene.mail(BOB, MessageKind.ACKNOWLEDGEMENT)
    ticket = scene.ticket(BOB)
    must(ticket.priority is Priority.NORMAL, f"Without a rule the priority is normal, but it is {ticket.priority}.")
    must(ticket.owner in {KATE.id, WANG.id, CHEN.id}, "The ticket has no owner.")
    return f"ticket {ticket.number}: no rule matched, so it is normal, and {ticket.owner} has the most room"


def _bob_is_away(scene: Scene) -> str:
    scene.clock.later(minutes=1)
    state = scene.ticket(BOB).state
    scene.write(
        Letter(author=BOB, text=words.VACATION, answers=scene.last(BOB, MessageKind.ACKNOWLEDGEMENT), vacation=True)
    )
    scene.nothing_for(BOB, KATE, WANG, CHEN)
    mail = scene.decided(BOB.address)
    must(mail.letter_kind == "auto_reply", f"The vacation note was taken for {mail.letter_kind}.")
    must(scene.ticket(BOB).state is state, "The vacation note changed the ticket.")
    return f"nobody answers it: {mail.reason}"


def _kate_answers_between_the_lines(scene: Scene) -> str:
    scene.clock.later(minutes=2)
    notice = scene.last(KATE, MessageKind.ASSIGNMENT, about=scene.ticket(ANN))
    pairs = ((words.PRINTER_LIGHTS, words.KATE_LIGHTS), (words.PRINTER_LABELS, words.KATE_LABELS))
    text = between(notice, pairs, before="Good morning Ann,", after=words.KATE_AFTER)
    scene.write(Letter(author=KATE, text=text, answers=notice, quoting=False))
    answer = scene.mail(ANN, MessageKind.ANSWER).text
    for sentence in (words.KATE_LIGHTS, words.KATE_LABELS, f"> {words.PRINTER_LIGHTS}", "open the lid"):
        must(sentence in answer, f"Ann's answer lacks “{sentence}”.")
    for inside in ("Why:", "#resolve", "a broken printer", "wang"):
        must(inside not in answer, f"Ann's answer shows what is internal: “{inside}”.")
    return "Ann reads each answer below her own question, and nothing else of the notice"


def _a_copy_bounces(scene: Scene) -> str:
    bounce = scene.decided("mailer-daemon@demo.maildesk.test")
    must(bounce.letter_kind == "bounce", f"The bounce was taken for {bounce.letter_kind}.")
    must(bounce.ticket == scene.ticket(ANN).number, "The bounce was not linked to Ann's ticket.")
    gone = [mail for mail in scene.books.outbox if LEFT.address in mail.to]
    must(any(mail.delivery == "bounced" for mail in gone), "No mail to the colleague is marked as bounced.")
    warning = scene.mail(KATE, MessageKind.WARNING)
    must(LEFT.address in warning.text, "The warning to Kate does not name the address.")
    return f"the copy to {LEFT.address} came back; Kate is told, the bounce gets no answer"


def _tom_uses_the_token(scene: Scene) -> str:
    scene.clock.later(minutes=2)
    token = scene.ticket(ANN).token
    before = len(scene.record(ANN).messages)
    scene.write(Letter(author=TOM, subject=f"Re: [{token}] {words.PRINTER_SUBJECT}", text=words.TOM_WRITES))
    scene.nothing_for(TOM, ANN)
    question = scene.mail(KATE, MessageKind.APPROVAL_REQUEST)
    must(TOM.address in question.text, "Kate is not told who wrote.")
    shown = scene.record(ANN).messages
    must(len(shown) == before + 1 and shown[-1].visibility == "pending", "Tom's words do not wait for approval.")
    return "his words wait, he is told nothing, and Kate is asked"


def _kate_rejects_tom(scene: Scene) -> str:
    question = scene.last(KATE, MessageKind.APPROVAL_REQUEST)
    scene.write(Letter(author=KATE, text=words.KATE_REJECTS, answers=question))
    scene.nothing_for(TOM, ANN)
    settled = next(message for message in scene.record(ANN).messages if message.author.address == TOM.address)
    must(settled.approved is False, "Tom's words are not marked as rejected.")
    must(not scene.ticket(ANN).takes_part(TOM.address), "Tom takes part in Ann's ticket.")
    return "one word is enough; Tom never hears of the ticket"


def _kate_is_forged(scene: Scene) -> str:
    scene.clock.later(minutes=1)
    notice = scene.last(KATE, MessageKind.ASSIGNMENT, about=scene.ticket(ANN))
    scene.write(Letter(author=KATE, text=words.FORGED, answers=notice), as_if=MALLORY)
    scene.nothing_for(ANN, MALLORY)
    held = scene.decided(KATE.address)
    must(held.state == "quarantine" and held.held_for == KATE.id, f"The forged mail is not held, but {held.state}.")
    must(scene.ticket(ANN).state is State.OPEN, "The forged #resolve was carried out.")
    scene.mail(KATE, MessageKind.RELEASE_REQUEST)
    return f"held ({held.reason}); the real Kate is asked"


def _kate_disowns_it(scene: Scene) -> str:
    question = scene.last(KATE, MessageKind.RELEASE_REQUEST)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", question.text)
    must(code is not None, "The question to Kate holds no code.")
    scene.write(Letter(author=KATE, text=f"{code[0] if code else ''} no", answers=question))
    scene.nothing_for(ANN)
    states = [mail.state for mail in scene.books.ledger if mail.held_for == KATE.id]
    must("quarantine" not in states, "The forged mail still waits for release.")
    return "with her code and “no” it is thrown away"


def _taken_in(scene: Scene, customer: Person, owner: Person, priority: Priority, greeting: str) -> str:
    """Check the common part: a ticket as the rule says, an acknowledgement in the right language, a notice."""
    ticket = scene.ticket(customer)
    must(ticket.priority is priority, f"The priority should be {priority}, but it is {ticket.priority}.")
    must(ticket.owner == owner.id, f"The owner should be {owner.id}, but it is {ticket.owner}.")
    must(ticket.language == customer.language, f"The language should be {customer.language}: {ticket.language}.")
    receipt = scene.mail(customer, MessageKind.ACKNOWLEDGEMENT)
    must(f"[{ticket.token}]" in receipt.subject, f"The acknowledgement lacks the token: {receipt.subject}")
    must(greeting in receipt.text, f"The acknowledgement does not greet with “{greeting}”.")
    scene.mail(owner, MessageKind.ASSIGNMENT)
    return f"ticket {ticket.number}: {ticket.priority}, owner {ticket.owner}, acknowledged in {ticket.language}"


MORNING = (
    Step(title="Ann writes in English, with a photo and a colleague in copy", play=_ann_writes),
    Step(title="赵敏 writes in 简体中文", play=_zhao_writes),
    Step(title="林怡君 writes in 繁體中文", play=_lin_writes),
    Step(title="Bob writes about something that no rule knows", play=_bob_writes),
    Step(title="Bob's vacation note answers the acknowledgement", play=_bob_is_away),
    Step(title="Kate answers between the lines of Ann's mail", play=_kate_answers_between_the_lines),
    Step(title="The copy to Ann's colleague, who has left, bounces", play=_a_copy_bounces),
    Step(title="Tom, a stranger, writes with Ann's token", play=_tom_uses_the_token),
    Step(title="Kate rejects what Tom wrote", play=_kate_rejects_tom),
    Step(title="Mallory forges a mail of Kate with #resolve in it", play=_kate_is_forged),
    Step(title="Kate says that it was not hers", play=_kate_disowns_it),
)
