"""Builds what follows for one ticket: every step changes the ticket and records the fact beside it."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.article import NO_KNOWLEDGE
from maildesk.desk.changed import changed
from maildesk.desk.decision import Approval as ApprovalFact
from maildesk.desk.decision import Change, ChangeKind, Direction, NewMessage, SpentTime, Survey, TicketWork, Visibility
from maildesk.desk.intake_record import with_answer
from maildesk.desk.outgoing import OutgoingMessage
from maildesk.desk.ticket import Level, Priority, State, StateSpan, Ticket, TicketType, priority_of
from maildesk.mail.letter import Address


class Draft:
    """A ticket being worked on; it lives inside one decision and is never stored itself."""

    def __init__(self, ticket: Ticket, now: datetime) -> None:
        """Start from a ticket as it stands; `now` dates every change."""
        self.ticket = ticket
        self.now = now
        self._changes: list[Change] = []
        self._messages: list[NewMessage] = []
        self._outgoing: list[OutgoingMessage] = []
        self._approvals: list[ApprovalFact] = []
        self._survey: Survey | None = None
        self._spent: list[SpentTime] = []
        self._taken_over: list[int] = []
        self._taken_messages: list[int] = []
        self.knowledge = NO_KNOWLEDGE
        self.commanded_by: str | None = None

    def work(self) -> TicketWork:
        """Return everything gathered so far as one value."""
        return TicketWork(
            ticket=changed(self.ticket, updated_at=self.now),
            changes=tuple(self._changes),
            messages=tuple(self._messages),
            outgoing=tuple(self._outgoing),
            survey=self._survey,
            approvals=tuple(self._approvals),
            spent=tuple(self._spent),
            commanded_by=self.commanded_by,
            taken_over=tuple(self._taken_over),
            taken_messages=tuple(self._taken_messages),
            knowledge=self.knowledge,
        )

    def record(self, change: Change) -> None:
        """Add a fact that changes no field of the ticket."""
        self._changes.append(change)

    def opened(self, actor: str, reason: str) -> None:
        """Record that the ticket begins; its first span is the state it has."""
        self.ticket = changed(self.ticket, spans=(StateSpan(state=self.ticket.state, since=self.ticket.created_at),))
        self.record(Change(kind=ChangeKind.OPENED, actor=actor, after=self.ticket.state.value, reason=reason))

    def set_state(self, state: State, actor: str, reason: str) -> bool:
        """Change the state and return whether it changed; clocks follow from the spans."""
        before = self.ticket.state
        if before is state:
            return False
        ticket = changed(
            self.ticket,
            state=state,
            spans=(*self.ticket.spans, StateSpan(state=state, since=self.now)),
            pending_until=None,
        )
        if state is State.CLOSED:
            ticket = changed(ticket, closings=ticket.closings + 1, score=None)
        self.ticket = ticket
        self.record(
            Change(kind=ChangeKind.STATE_CHANGED, actor=actor, before=before.value, after=state.value, reason=reason)
        )
        return True

    def reopen(self, actor: str, reason: str) -> None:
        """Open a resolved or closed ticket again: it is counted and a new response clock starts."""
        if self.set_state(State.OPEN, actor, reason):
            self.ticket = changed(
                self.ticket, reopened=self.ticket.reopened + 1, response_since=self.now, answered_at=None
            )

    def set_owner(self, owner: str | None, actor: str, reason: str) -> bool:
        """Change the owner; a new ticket becomes open with its first owner."""
        before = self.ticket.owner
        if before == owner:
            return False
        self.ticket = changed(self.ticket, owner=owner)
        self.record(Change(kind=ChangeKind.OWNER_CHANGED, actor=actor, before=before, after=owner, reason=reason))
        if owner and self.ticket.state is State.NEW:
            self.set_state(State.OPEN, actor, "has an owner")
        return True

    def set_team(self, team: str | None, actor: str, reason: str) -> None:
        """Change the team."""
        if self.ticket.team != team:
            before, self.ticket = self.ticket.team, changed(self.ticket, team=team)
            self.record(Change(kind=ChangeKind.TEAM_CHANGED, actor=actor, before=before, after=team, reason=reason))

    def set_urgency(self, urgency: Level, actor: str, reason: str) -> None:
        """Change the urgency; the priority follows from the matrix."""
        self.ticket = changed(self.ticket, urgency=urgency)
        self.set_priority(priority_of(self.ticket.impact, urgency), actor, reason)

    def set_priority(self, priority: Priority, actor: str, reason: str) -> None:
        """Set the priority directly."""
        before = self.ticket.priority
        if before is not priority:
            self.ticket = changed(self.ticket, priority=priority)
            self.record(
                Change(
                    kind=ChangeKind.PRIORITY_CHANGED,
                    actor=actor,
                    before=before.value,
                    after=priority.value,
                    reason=reason,
                )
            )

    def set_type(self, type_: TicketType, actor: str, reason: str) -> None:
        """Change what sort of matter it is."""
        before = self.ticket.type
        if before is not type_:
            self.ticket = changed(self.ticket, type=type_)
            self.record(
                Change(kind=ChangeKind.TYPE_CHANGED, actor=actor, before=before.value, after=type_.value, reason=reason)
            )

    def become_complaint(self, concerned: tuple[str, ...], actor: str, reason: str) -> None:
        """Take the ticket away from whom it may be about and start the clocks of a complaint."""
        self.set_concerned(concerned, actor, reason)
        self.ticket = changed(
            self.ticket, complaint_since=self.now, response_since=self.now, answered_at=None, due_at=None
        )

    def set_concerned(self, concerned: tuple[str, ...], actor: str, reason: str) -> None:
        """Say whom a complaint may be about; an owner among them loses it."""
        before = self.ticket.concerned
        if before != concerned:
            self.ticket = changed(self.ticket, concerned=concerned)
            names = (" ".join(before) or None, " ".join(concerned) or None)
            self.record(
                Change(kind=ChangeKind.CONCERNED_CHANGED, actor=actor, before=names[0], after=names[1], reason=reason)
            )
        if self.ticket.owner in concerned:
            self.set_owner(None, actor, "the complaint may be about its owner")

    def set_cause(self, cause: str, actor: str, reason: str) -> None:
        """Say what a complaint came from."""
        before = self.ticket.cause
        if before != cause:
            self.ticket = changed(self.ticket, cause=cause)
            self.record(Change(kind=ChangeKind.CAUSE_CHANGED, actor=actor, before=before, after=cause, reason=reason))

    def set_tags(self, tags: tuple[str, ...], actor: str, reason: str) -> None:
        """Add tags that are not there yet."""
        fresh = tuple(dict.fromkeys(tag for tag in tags if tag not in self.ticket.tags))
        if fresh:
            before = " ".join(self.ticket.tags)
            self.ticket = changed(self.ticket, tags=(*self.ticket.tags, *fresh))
            after = " ".join(self.ticket.tags)
            self.record(
                Change(kind=ChangeKind.TAGS_CHANGED, actor=actor, before=before or None, after=after, reason=reason)
            )

    def remove_tags(self, tags: tuple[str, ...], actor: str, reason: str) -> None:
        """Take tags off; those that are not there change nothing."""
        rest = tuple(tag for tag in self.ticket.tags if tag not in tags)
        if rest != self.ticket.tags:
            before, after = " ".join(self.ticket.tags), " ".join(rest)
            self.ticket = changed(self.ticket, tags=rest)
            self.record(
                Change(kind=ChangeKind.TAGS_CHANGED, actor=actor, before=before, after=after or None, reason=reason)
            )

    def set_pending_until(self, until: datetime | None, actor: str, reason: str) -> None:
        """Say when a pending ticket comes back by itself; None = it waits for the customer alone."""
        self.ticket = changed(self.ticket, pending_until=until)
        if until:
            self.record(Change(kind=ChangeKind.PENDING_UNTIL, actor=actor, after=until.isoformat(), reason=reason))

    def set_due(self, due: datetime | None, actor: str, reason: str) -> None:
        """Agree a date with the customer; None = no date is agreed any more."""
        before = self.ticket.due_at
        if before != due:
            self.ticket = changed(self.ticket, due_at=due)
            told = (before.isoformat() if before else None, due.isoformat() if due else None)
            self.record(Change(kind=ChangeKind.DUE_CHANGED, actor=actor, before=told[0], after=told[1], reason=reason))

    def set_asset(self, asset: str | None, actor: str, reason: str) -> None:
        """Name the product the ticket is about; None = it names none."""
        before = self.ticket.asset
        if before != asset:
            self.ticket = changed(self.ticket, asset=asset)
            self.record(Change(kind=ChangeKind.ASSET_CHANGED, actor=actor, before=before, after=asset, reason=reason))

    def spend(self, minutes: int, actor: str, reason: str) -> None:
        """Note time of work; minutes below zero take time back."""
        self._spent.append(SpentTime(staff_id=actor, minutes=minutes))
        self.record(Change(kind=ChangeKind.TIME_SPENT, actor=actor, after=str(minutes), reason=reason))

    def take_over(self, number: int) -> None:
        """Have all messages of another ticket move to this one."""
        self._taken_over.append(number)

    def take_message(self, row: int) -> None:
        """Have one message of another ticket move to this one."""
        self._taken_messages.append(row)

    def merged_with(self, other: Ticket, actor: str, reason: str) -> None:
        """Record that another ticket became part of this one, with what awaits approval there."""
        waiting = [since for since in (self.ticket.awaiting_since, other.awaiting_since) if since]
        self.ticket = changed(self.ticket, awaiting_since=min(waiting, default=None))
        self.record(Change(kind=ChangeKind.MERGED, actor=actor, before=str(other.number), reason=reason))

    def merge_into(self, number: int, actor: str, reason: str) -> None:
        """Become part of another ticket: over, without being counted as closed, and leading there."""
        span = StateSpan(state=State.CLOSED, since=self.now)
        self.ticket = changed(
            self.ticket, state=State.CLOSED, spans=(*self.ticket.spans, span), merged_into=number, pending_until=None,
            awaiting_since=None,
        )  # fmt: skip
        self.record(Change(kind=ChangeKind.MERGED, actor=actor, after=str(number), reason=reason))

    def put_back(self, former: Ticket, fields: tuple[str, ...], actor: str, reason: str) -> None:
        """Take the ticket as it was before a set of commands; the log names the fields that go back."""
        before, self.ticket = self.ticket, former
        told = f"{before.state.value} → {former.state.value}" if before.state is not former.state else ""
        self.record(
            Change(kind=ChangeKind.UNDONE, actor=actor, before=told or None, after=" ".join(fields), reason=reason)
        )

    def await_review(self, now: datetime) -> None:
        """Note that an answer of a trainee waits from now on, if none has waited longer."""
        self.ticket = changed(self.ticket, review_since=self.ticket.review_since or now)

    def review_ended(self, still_waiting: tuple[datetime, ...]) -> None:
        """Note which answers still wait; none ends the waiting."""
        self.ticket = changed(self.ticket, review_since=min(still_waiting, default=None))

    def split_off(self, row: int, actor: str, reason: str) -> None:
        """Record that one message became a ticket of its own."""
        self.record(Change(kind=ChangeKind.SPLIT_OFF, actor=actor, after=str(row), reason=reason))

    def mute(self, actor: str, reason: str) -> None:
        """Send no more automatic mail to the customers of this ticket."""
        if not self.ticket.muted:
            self.ticket = changed(self.ticket, muted=True)
            self.record(Change(kind=ChangeKind.MUTED, actor=actor, reason=reason))

    def add_participant(self, person: Address, actor: str, reason: str) -> bool:
        """Let somebody take part; the requester stays the first."""
        if self.ticket.takes_part(person.address):
            return False
        self.ticket = changed(self.ticket, participants=(*self.ticket.participants, person))
        self.record(
            Change(kind=ChangeKind.PARTICIPANT_ADDED, actor=actor, after=person.address, reason=reason, personal=True)
        )
        return True

    def remove_participant(self, address: str, actor: str, reason: str) -> bool:
        """Let somebody take part no more; the requester always does."""
        wanted = address.casefold()
        rest = tuple(each for each in self.ticket.participants if each.address.casefold() != wanted)
        if rest == self.ticket.participants or wanted == self.ticket.requester.address.casefold():
            return False
        self.ticket = changed(self.ticket, participants=rest)
        self.record(
            Change(kind=ChangeKind.PARTICIPANT_REMOVED, actor=actor, before=address, reason=reason, personal=True)
        )
        return True

    def add_message(self, message: NewMessage, actor: str, reason: str) -> None:
        """Put a message on the ticket and record what it is."""
        self._messages.append(message)
        self._note_intake(message)
        kind = {
            Visibility.INTERNAL: ChangeKind.NOTE_ADDED,
            Visibility.PENDING: ChangeKind.MESSAGE_HELD,
        }.get(message.visibility, ChangeKind.MESSAGE_RECEIVED)
        if message.visibility is Visibility.PENDING and self.ticket.awaiting_since is None:
            self.ticket = changed(self.ticket, awaiting_since=self.now)
        self.record(Change(kind=kind, actor=actor, after=str(message.ledger_id or ""), reason=reason))

    def _note_intake(self, message: NewMessage) -> None:
        """Keep what a customer tells of the trouble; notes, machines and our own words tell nothing."""
        if message.direction is not Direction.IN or message.visibility is not Visibility.PUBLIC or message.machine:
            return
        if self.ticket.state in (State.RESOLVED, State.CLOSED):
            return
        first = self.ticket.intake is None
        words = f"{self.ticket.subject}\n{message.text}" if first else message.text
        record = with_answer(self.ticket.intake, words, message.language)
        self.ticket = changed(self.ticket, intake=replace(record, what=record.what or self.ticket.subject[:120]))

    def answered(self, actor: str, reason: str) -> None:
        """Record that an engineer wrote to the customer: the response clock is met by the first one."""
        first = self.ticket.answered_at or self.now
        self.ticket = changed(self.ticket, answered_at=first, last_update_at=self.now)
        self.record(Change(kind=ChangeKind.ANSWERED, actor=actor, reason=reason))

    def send(self, message: OutgoingMessage, actor: str, reason: str) -> None:
        """Owe somebody a mail; the reason tells why it is sent."""
        self._outgoing.append(message)
        self.record(
            Change(
                kind=ChangeKind.MAIL_SENT,
                actor=actor,
                before=message.kind.value,
                after=message.to.address,
                reason=reason,
                personal=True,
            )
        )

    def score(self, survey: Survey, reason: str) -> None:
        """Take a score; the ticket shows that of its last closing, a vote for an earlier one is only kept."""
        before = self.ticket.score
        if survey.round == self.ticket.closings:
            self.ticket = changed(self.ticket, score=survey.score)
        self._survey = survey
        self.record(
            Change(
                kind=ChangeKind.SCORED,
                actor="customer",
                before=None if before is None else str(before),
                after=str(survey.score),
                reason=reason,
            )
        )

    def settle(self, approval: ApprovalFact, actor: str, reason: str, *, still_awaiting: datetime | None) -> None:
        """Record what became of a message that awaited approval."""
        self._approvals.append(approval)
        self.ticket = changed(self.ticket, awaiting_since=still_awaiting)
        kind = ChangeKind.MESSAGE_APPROVED if approval.approved else ChangeKind.MESSAGE_DISMISSED
        self.record(Change(kind=kind, actor=actor, after=str(approval.message_id), reason=reason))
