"""The working day: notes, progress, solutions, and what the customers say to them."""

from maildesk.demo import words
from maildesk.demo.browser import open_page, send_form
from maildesk.demo.cast import ANN, BOB, CHEN, KATE, LIN, STAFF, WANG, ZHAO
from maildesk.demo.letters import Letter
from maildesk.demo.scene import Scene, must
from maildesk.demo.steps import Step
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import Priority, State


def _ann_answers(scene: Scene) -> str:
    scene.clock.later(minutes=2)
    scene.write(Letter(author=ANN, text=words.ANN_ANSWERS, answers=scene.last(ANN, MessageKind.ANSWER)))
    notice = scene.mail(KATE, MessageKind.CUSTOMER_ANSWERED)
    must(words.ANN_ANSWERS in notice.text, "Kate does not read what Ann wrote.")
    return "Kate gets the new words, not the whole thread again"


def _wang_notes(scene: Scene) -> str:
    scene.clock.later(minutes=1)
    scene.write(Letter(author=WANG, text=words.WANG_NOTE, answers=scene.last(WANG, MessageKind.ASSIGNMENT)))
    scene.nothing_for(ZHAO)
    scene.mail(WANG, MessageKind.TRANSCRIPT)
    notes = [message for message in scene.record(ZHAO).messages if words.INSIDE_THE_NOTE in message.text]
    must(bool(notes) and all(note.visibility == "internal" for note in notes), "The note is not internal.")
    return "kept with the ticket, seen by staff only"


def _kate_tells_progress(scene: Scene) -> str:
    scene.clock.later(minutes=2)
    notice = scene.last(KATE, MessageKind.CUSTOMER_ANSWERED)
    scene.write(Letter(author=KATE, text=words.KATE_UPDATE, answers=notice))
    update = scene.mail(ANN, MessageKind.PROGRESS)
    must("put the spare one in" in update.text, "The update lacks Kate's words.")
    must("#update" not in update.text, "The command went to the customer.")
    return "Ann gets a progress update, Kate a transcript"


def _chen_makes_a_mistake(scene: Scene) -> str:
    scene.clock.later(minutes=1)
    scene.write(Letter(author=CHEN, text=words.CHEN_MISTAKE, answers=scene.last(CHEN, MessageKind.ASSIGNMENT)))
    scene.nothing_for(LIN)
    error = scene.mail(CHEN, MessageKind.COMMAND_ERROR)
    must("kat" in error.text, "The error does not show the wrong line.")
    must(scene.ticket(LIN).state in (State.NEW, State.OPEN), "The right line of a wrong mail was carried out.")
    return "all or nothing: #解決 in the same mail is not carried out either"


def _wang_resolves(scene: Scene) -> str:
    scene.clock.later(minutes=5)
    scene.write(Letter(author=WANG, text=words.WANG_RESOLVES, answers=scene.last(WANG, MessageKind.ASSIGNMENT)))
    solution = scene.mail(ZHAO, MessageKind.RESOLUTION)
    must("新证书" in solution.text, "The solution lacks 王伟's words.")
    must(words.INSIDE_THE_NOTE not in solution.text, "The internal note reached the customer.")
    must(scene.ticket(ZHAO).state is State.RESOLVED, "The ticket is not resolved.")
    return "one mail with the answer and the question whether it is solved; the note stays inside"


def _zhao_confirms(scene: Scene) -> str:
    scene.clock.later(minutes=3)
    solution = scene.last(ZHAO, MessageKind.RESOLUTION)
    scene.write(Letter(author=ZHAO, text=words.ZHAO_CONFIRMS, answers=solution))
    must(scene.ticket(ZHAO).state is State.CLOSED, f"The ticket is {scene.ticket(ZHAO).state}, not closed.")
    scene.mail(ZHAO, MessageKind.CLOSED)
    return "“已经解决了，谢谢！” closes the ticket; a survey is sent"


def _zhao_rates(scene: Scene) -> str:
    scene.write(Letter(author=ZHAO, text=words.ZHAO_RATES, answers=scene.last(ZHAO, MessageKind.CLOSED)))
    must(scene.ticket(ZHAO).score == 5, f"The score is {scene.ticket(ZHAO).score}, not 5.")
    must(scene.ticket(ZHAO).state is State.CLOSED, "The score opened the ticket again.")
    return "5 of 5, by a reply alone"


def _kate_resolves(scene: Scene) -> str:
    scene.clock.later(minutes=8)
    notice = scene.last(KATE, MessageKind.CUSTOMER_ANSWERED)
    scene.write(Letter(author=KATE, text=words.KATE_RESOLVES, answers=notice))
    solution = scene.mail(ANN, MessageKind.RESOLUTION)
    must(bool(solution.link), "The solution holds no link.")
    return "Ann is asked to confirm by reply or link"


def _ann_presses_the_link(scene: Scene) -> str:
    scene.clock.later(minutes=2)
    link = scene.last(ANN, MessageKind.RESOLUTION).link
    open_page(f"{link}?answer=yes")
    scene.settle()
    must(scene.ticket(ANN).state is State.RESOLVED, "Merely opening the page changed the ticket.")
    send_form(link, answer="yes", words="")
    scene.settle()
    must(scene.ticket(ANN).state is State.CLOSED, f"The ticket is {scene.ticket(ANN).state}, not closed.")
    scene.mail(ANN, MessageKind.CLOSED)
    return "opening the page changes nothing, sending its form closes the ticket"


def _ann_rates(scene: Scene) -> str:
    send_form(scene.last(ANN, MessageKind.CLOSED).link, score="4", words=words.ANN_COMMENT)
    scene.settle()
    must(scene.ticket(ANN).score == 4, f"The score is {scene.ticket(ANN).score}, not 4.")
    return "4 of 5 with a comment, on the page"


def _chen_resolves(scene: Scene) -> str:
    scene.clock.later(minutes=3)
    scene.write(Letter(author=CHEN, text=words.CHEN_RESOLVES, answers=scene.last(CHEN, MessageKind.ASSIGNMENT)))
    solution = scene.mail(LIN, MessageKind.RESOLUTION)
    must("帳號與信箱都已開通" in solution.text, "The solution lacks 陳靜's words.")
    return "林怡君 is asked in 繁體中文"


def _lin_says_no(scene: Scene) -> str:
    scene.clock.later(minutes=4)
    scene.write(Letter(author=LIN, text=words.LIN_NOT_SOLVED, answers=scene.last(LIN, MessageKind.RESOLUTION)))
    ticket = scene.ticket(LIN)
    must(ticket.state is State.OPEN and ticket.reopened == 1, f"The ticket is {ticket.state}, not open again.")
    must(ticket.owner == CHEN.id, "The ticket changed its owner.")
    must(ticket.priority is Priority.NORMAL, f"The priority is {ticket.priority}, not raised to normal.")
    scene.mail(CHEN, MessageKind.CUSTOMER_ANSWERED)
    return "open again with the same owner; urgency raised, low became normal"


def _chen_resolves_again(scene: Scene) -> str:
    scene.clock.later(minutes=10)
    notice = scene.last(CHEN, MessageKind.CUSTOMER_ANSWERED)
    scene.write(Letter(author=CHEN, text=words.CHEN_RESOLVES_AGAIN, answers=notice))
    scene.mail(LIN, MessageKind.RESOLUTION)
    return "this time 林怡君 will not answer"


def _bob_is_asked(scene: Scene) -> str:
    scene.clock.later(minutes=2)
    ticket = scene.ticket(BOB)
    owner = next(person for person in STAFF if person.id == ticket.owner)
    notice = scene.last(owner, MessageKind.ASSIGNMENT, about=ticket)
    scene.write(Letter(author=owner, text=words.ASK_BOB, answers=notice))
    request = scene.mail(BOB, MessageKind.INFORMATION_REQUEST)
    must("serial numbers" in request.text, "The question lacks the owner's words.")
    must(scene.ticket(BOB).state is State.PENDING, f"The ticket is {scene.ticket(BOB).state}, not pending.")
    return "Bob is asked; the resolution clock rests until he answers"


WORKING_DAY = (
    Step(title="Ann answers Kate's question", play=_ann_answers),
    Step(title="王伟 writes a note: #备注", play=_wang_notes),
    Step(title="Kate reports progress: #update", play=_kate_tells_progress),
    Step(title="陳靜 mistypes a command", play=_chen_makes_a_mistake),
    Step(title="王伟 solves it: #解决", play=_wang_resolves),
    Step(title="赵敏 confirms by reply", play=_zhao_confirms),
    Step(title="赵敏 rates by reply", play=_zhao_rates),
    Step(title="Kate solves it: #resolve", play=_kate_resolves),
    Step(title="Ann presses the link and confirms on the page", play=_ann_presses_the_link),
    Step(title="Ann answers the survey on the page", play=_ann_rates),
    Step(title="陳靜 solves it: #解決", play=_chen_resolves),
    Step(title="林怡君 says that it is not solved", play=_lin_says_no),
    Step(title="陳靜 solves it again", play=_chen_resolves_again),
    Step(title="Bob is asked something: #pending 5d", play=_bob_is_asked),
)
