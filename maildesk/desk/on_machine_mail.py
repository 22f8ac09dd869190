"""What follows from a mail that a machine sent: it is noted or ignored, never answered (SECURITY 2.2)."""

from datetime import datetime

from maildesk.desk.decision import (
    Change,
    ChangeKind,
    Decision,
    DeliveryReport,
    LedgerState,
    Verdict,
    Visibility,
)
from maildesk.desk.draft import Draft
from maildesk.desk.incoming import message_of
from maildesk.desk.notices import Notice, responsible, to_staff
from maildesk.desk.on_customer_mail import on_customer_mail
from maildesk.desk.outgoing import TO_CUSTOMERS, MessageKind
from maildesk.desk.situation import SentMail, Situation
from maildesk.desk.threading import Standing, judge
from maildesk.desk.ticket import Ticket
from maildesk.mail.letter import Bounce, Kind


def on_machine_mail(situation: Situation, now: datetime) -> Decision:
    """Decide about auto-replies, bounces, reports and bulk mail."""
    letter = situation.letter
    reason = f"{letter.marks.auto_reason or letter.kind.value} ({letter.marks.row})"
    if letter.kind in (Kind.BOUNCE, Kind.DELIVERY_REPORT) and letter.bounce:
        sent = _reported_mail(situation, letter.bounce)
        if sent:
            return _on_report(situation, sent, letter.bounce, reason, now)
        if letter.kind is Kind.BOUNCE:
            return _ignored(f"foreign bounce: it reports no mail of ours ({letter.marks.row})")
    if situation.skip_check == "machine" and letter.sender is not None:
        return on_customer_mail(situation, now)
    ticket = _ticket_of(situation, now) if letter.marks.may_join else None
    if ticket:
        return _noted(situation, ticket, reason, now)
    if letter.marks.may_open and letter.sender is not None and letter.kind in (Kind.AUTO_REPLY, Kind.BULK):
        return on_customer_mail(situation, now)
    return _ignored(reason)


def _ignored(reason: str) -> Decision:
    verdict = Verdict(state=LedgerState.IGNORED, reason=reason, check="machine")
    return Decision(verdict=verdict, reasons=(reason,))


def _reported_mail(situation: Situation, bounce: Bounce) -> SentMail | None:
    """Return our own mail that a report is about: it must name its Message-ID, and its recipient where it names one."""
    sent = situation.sent.get(bounce.original_message_id or "")
    if sent is None:
        return None
    named = bounce.recipient.casefold()
    return sent if not named or named == sent.recipient.casefold() else None


def _ticket_of(situation: Situation, now: datetime) -> Ticket | None:
    """Return the ticket a machine's mail belongs to; a signed carrier is enough, for it is only noted."""
    judgement = judge(situation, now)
    return judgement.ticket if judgement.standing is not Standing.NONE else None


def _noted(situation: Situation, ticket: Ticket, reason: str, now: datetime) -> Decision:
    draft = Draft(ticket, now)
    draft.add_message(message_of(situation, Visibility.INTERNAL, machine=True), "machine", reason)
    verdict = Verdict(state=LedgerState.TICKET, reason=f"noted only: {reason}")
    return Decision(verdict=verdict, works=(draft.work(),), reasons=(reason,))


def _on_report(situation: Situation, sent: SentMail, bounce: Bounce, reason: str, now: datetime) -> Decision:
    failed = situation.letter.kind is Kind.BOUNCE and bounce.action != "delayed" and bounce.permanent
    delayed = situation.letter.kind is Kind.BOUNCE and not failed
    words = f"{bounce.action or 'read receipt or feedback report'} {bounce.status}".strip()
    deliveries: tuple[DeliveryReport, ...] = ()
    if failed or delayed:
        deliveries = (
            DeliveryReport(
                outbox_id=sent.outbox_id,
                recipient=sent.recipient,
                delivery="bounced" if failed else "delayed",
                words=words,
                suppress=failed and bounce.status.startswith("5."),
            ),
        )
    ticket = situation.tickets.get(sent.ticket or 0)
    if ticket is None:
        verdict = Verdict(state=LedgerState.IGNORED, reason=f"report on our {sent.kind.value} mail: {words}")
        return Decision(verdict=verdict, deliveries=deliveries, reasons=(reason, verdict.reason))
    draft = Draft(ticket, now)
    draft.add_message(message_of(situation, Visibility.INTERNAL, machine=True), "machine", reason)
    if failed or delayed:
        kind = ChangeKind.DELIVERY_FAILED if failed else ChangeKind.DELIVERY_DELAYED
        draft.record(Change(kind=kind, actor="machine", before=sent.kind.value, after=words, reason=reason))
    what = sent.kind.value.replace("_", " ")
    if failed and sent.kind in TO_CUSTOMERS:
        notice = Notice(
            headline=f"Our {what} mail to {sent.recipient} could not be delivered ({words})",
            part_of=str(sent.outbox_id),
        )
        people = responsible(situation.desk, ticket, now)
        to_staff(situation.desk, draft, MessageKind.WARNING, people, notice, actor="desk", reason="a mail bounced")
    verdict = Verdict(state=LedgerState.TICKET, reason=f"report on our {sent.kind.value} mail: {words}")
    return Decision(verdict=verdict, works=(draft.work(),), deliveries=deliveries, reasons=(reason, verdict.reason))
