"""One or two invented messages of every kind, so that a template can be tried before a customer sees it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from maildesk.desk.article import ArticleLine, SimilarTicket
from maildesk.desk.board_view import BoardLinkView
from maildesk.desk.outgoing import (
    TO_CUSTOMERS,
    ArticleOutcome,
    ArticleView,
    Automatic,
    CommandLine,
    CustomerView,
    DigestCount,
    DigestEngineer,
    DigestItem,
    DigestRating,
    DigestTicket,
    DigestView,
    ExplainedStep,
    HistoryLine,
    MessageKind,
    OutgoingMessage,
    Reconciliation,
    ReleaseView,
    StaffView,
    TranscriptView,
    View,
)
from maildesk.desk.ticket import Priority, State, TicketType
from maildesk.mail.letter import Address
from maildesk.templates.sample_report import report_views
from maildesk.templates.sample_words import SAMPLE_WORDS

# Kinds that no view exists for yet; they have no templates either.
WITHOUT_VIEW: frozenset[MessageKind] = frozenset()
KINDS = tuple(kind for kind in MessageKind if kind not in WITHOUT_VIEW)
NOW = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
_ZONE = "Asia/Shanghai"
_TOKEN = "ACME-1042-7KQX2"  # noqa: S105 - the name of a ticket, no secret
_URL = "https://desk.example.com/t/s-1042-1-20261222-7kqx2abc-0123456789abcdefghjkmnpqrs"


def samples(kind: MessageKind, language: str) -> tuple[OutgoingMessage, ...]:
    """Return messages of a kind: the first has every field filled, the last as few as possible."""
    words = SAMPLE_WORDS.get(language, SAMPLE_WORDS["en"])
    if kind in TO_CUSTOMERS:
        views: tuple[View, ...] = customer_views(kind, words)
        to = Address(name=words["name"], address="chen@customer.example")
    else:
        views = staff_views(kind, words)
        to = Address(name=words["staff"], address="li.wei@acme.example")
    automatic = Automatic.PERSON if kind is MessageKind.ANSWER else Automatic.GENERATED
    return tuple(OutgoingMessage(kind=kind, to=to, view=view, language=language, automatic=automatic) for view in views)


def customer_views(kind: MessageKind, words: dict[str, str]) -> tuple[CustomerView, ...]:
    """Return a full and a bare view of a customer's mail."""
    full = CustomerView(
        desk_name=words["desk"],
        name=words["name"],
        token=_TOKEN,
        number=1042,
        subject=words["subject"],
        state=_STATES.get(kind, State.OPEN),
        owner_name=words["staff"],
        words=words["answer"],
        previous_state=State.NEW,
        respond_by=NOW + timedelta(hours=2),
        next_update_by=NOW + timedelta(days=2),
        due_at=NOW + timedelta(days=5),
        ledger=words["ledger"] if kind is MessageKind.PROGRESS else "",
        close_after=NOW + timedelta(days=3),
        zone=_ZONE,
        calendar_words=words["hours"],
        missing=("when", "who", "how_many", "where") if kind is MessageKind.ACKNOWLEDGEMENT else (),
        articles=article_lines(words) if kind is MessageKind.ACKNOWLEDGEMENT else (),
        confirm_url=_URL,
        survey_url=_URL,
    )
    if kind in {MessageKind.ACKNOWLEDGEMENT, MessageKind.CLOSED, MessageKind.SURVEY, MessageKind.FOLLOWUP}:
        full = replace(full, words="")
    bare = CustomerView(
        desk_name=words["desk"],
        token=_TOKEN,
        number=1042,
        subject="",
        state=full.state,
        words=full.words if kind in {MessageKind.ANSWER, MessageKind.INFORMATION_REQUEST} else "",
    )
    if kind is MessageKind.INFORMATION_REQUEST:
        asked = replace(full, close_after=None)
        return asked, replace(full, reminder=2, words="", next_update_by=None), bare
    if kind is MessageKind.COMPLAINT:
        told = replace(full, state=State.RESOLVED, previous_state=State.OPEN)
        receipt = replace(full, words="", state=State.NEW, previous_state=None)
        return told, replace(told, state=State.CLOSED, close_after=None), receipt, bare
    if kind is MessageKind.PROGRESS:
        unanswered = replace(full, words="", ledger="", next_update_by=None, due_at=None)
        return full, replace(full, words="", merged_into=1040), unanswered, bare
    if kind is MessageKind.ACKNOWLEDGEMENT:
        return full, replace(full, articles=full.articles[:1], missing=()), bare
    if kind is MessageKind.CLOSED:
        return full, replace(full, reminder=2, previous_state=State.PENDING), bare
    return full, bare


_STATES = {
    MessageKind.INFORMATION_REQUEST: State.PENDING,
    MessageKind.RESOLUTION: State.RESOLVED,
    MessageKind.CLOSED: State.CLOSED,
    MessageKind.SURVEY: State.CLOSED,
}


def staff_views(kind: MessageKind, words: dict[str, str]) -> tuple[View, ...]:
    """Return a full and a bare view of a mail to staff."""
    if kind is MessageKind.DIGEST:
        return digest_view(words), DigestView(desk_name=words["desk"], staff_name=words["staff"], day=NOW, zone=_ZONE)
    if kind is MessageKind.BOARD:
        board = BoardLinkView(
            desk_name=words["desk"],
            staff_name=words["staff"],
            url=_URL,
            valid_until=NOW + timedelta(minutes=15),
            zone=_ZONE,
        )
        return (board,)
    if kind is MessageKind.REPORT:
        return report_views(words)
    if kind in {MessageKind.TRANSCRIPT, MessageKind.COMMAND_ERROR}:
        return transcript_views(kind, words)
    if kind is MessageKind.RELEASE_REQUEST:
        return (release_view(words), replace(release_view(words), url=None))
    if kind is MessageKind.ALERT:
        return (alert_view(words),)
    if kind is MessageKind.ARTICLE:
        return article_views(words)
    full = staff_view(words)
    if kind is MessageKind.APPROVAL_REQUEST:
        full = replace(full, approve_code="7K4Q-M2XA", suggestions=())
    if kind is MessageKind.REVIEW_REQUEST:
        waits = f"{words['staff']} wrote an answer that waits for you"
        full = replace(full, headline=waits, words=words["answer"], cautions=(), suggestions=())
    if kind is MessageKind.WARNING:
        full = replace(full, headline=words["headline"], clocks=((words["clock"], words["staff_ledger"]),))
    bare = replace(
        full,
        owner_name=None,
        organisation=None,
        customer=Address(address="chen@customer.example"),
        because=(),
        cautions=(),
        attachments=(),
        left_out=(),
        resolve_by=None,
        due_at=None,
        history=(),
        articles=(),
        similar=(),
        suggestions=(),
        intake=(),
        checklist=(),
        clocks=(),
        team=None,
        priority=Priority.LOW,
    )
    return full, bare


def staff_view(words: dict[str, str]) -> StaffView:
    """Return a notice about an urgent ticket with everything a notice can hold."""
    return StaffView(
        desk_name=words["desk"],
        staff_name=words["staff"],
        token=_TOKEN,
        number=1042,
        subject=words["subject"],
        state=State.OPEN,
        type=TicketType.INCIDENT,
        priority=Priority.URGENT,
        team=words["team"],
        owner_name=words["staff"],
        customer=Address(name=words["name"], address="chen@customer.example"),
        organisation=words["organisation"],
        words=words["question"],
        because=(words["because"],),
        cautions=(words["caution"],),
        attachments=("photo.jpg (120 kB)", "error-log-2026-11-22-of-the-print-server.txt (4 kB)"),
        left_out=("setup.exe (3.1 MB)",),
        respond_by=NOW + timedelta(minutes=30),
        resolve_by=NOW + timedelta(hours=2),
        due_at=NOW + timedelta(days=1),
        zone=_ZONE,
        history=(
            HistoryLine(
                at=NOW - timedelta(hours=3),
                author=words["name"],
                direction="in",
                visibility="public",
                text=words["question"],
            ),
            HistoryLine(
                at=NOW - timedelta(hours=2),
                author=words["staff"],
                direction="out",
                visibility="internal",
                text=words["note"],
            ),
        ),
        articles=article_lines(words),
        similar=(
            SimilarTicket(number=987, token=_TOKEN, subject=words["subject"], owner_name=words["staff"]),
            SimilarTicket(number=12, token=_TOKEN, subject=words["trouble"]),
        ),
        suggestions=("#merge 1037",),
        intake=(("what", words["subject"]), ("when", "08:05"), ("how_many", "12")),
        checklist=((True, words["did"]), (False, words["headline"])),
    )


def article_lines(words: dict[str, str]) -> tuple[ArticleLine, ...]:
    """Return two articles that may help."""
    return (
        ArticleLine(place=1, id=17, title=words["subject"], words=words["answer"]),
        ArticleLine(place=2, id=4, title=words["headline"], words=words["did"]),
    )


def article_views(words: dict[str, str]) -> tuple[ArticleView, ...]:
    """Return a draft that asks for approval, what its author is told, and a draft without a question."""
    asked = ArticleView(
        desk_name=words["desk"],
        staff_name=words["staff"],
        token=_TOKEN,
        number=1042,
        article=17,
        title=words["subject"],
        question=words["question"],
        solution=words["answer"],
        language=words["language"],
        author_name=words["staff"],
        masked=2,
    )
    rejected = replace(
        asked, outcome=ArticleOutcome.REJECTED, decided_by=words["staff"], reason=words["refused"], masked=0
    )
    approved = replace(rejected, outcome=ArticleOutcome.APPROVED, reason="")
    return asked, approved, rejected, replace(asked, question="", masked=0)


def alert_view(words: dict[str, str]) -> StaffView:
    """Return an alert, which is about the desk and about no ticket."""
    return StaffView(
        desk_name=words["desk"],
        staff_name=words["staff"],
        token="",
        number=0,
        subject="",
        state=State.NEW,
        type=TicketType.OTHER,
        priority=Priority.URGENT,
        team=None,
        owner_name=None,
        customer=Address(address="support@acme.example"),
        words=words["trouble"],
        headline=words["alarm"],
        zone=_ZONE,
    )


def release_view(words: dict[str, str]) -> ReleaseView:
    """Return the question whether a held mail is one's own."""
    return ReleaseView(
        desk_name=words["desk"],
        staff_name=words["staff"],
        subject=words["subject"],
        received_at=NOW,
        reason=words["caution"],
        code="7K4Q-M2XA-99",
        url=_URL,
        valid_until=NOW + timedelta(days=7),
        zone=_ZONE,
    )


def transcript_views(kind: MessageKind, words: dict[str, str]) -> tuple[TranscriptView, ...]:
    """Return what follows a command mail: done, or refused, and the answer to #help."""
    good = CommandLine(line=1, command="#resolve", done=True, result=words["did"])
    bad = CommandLine(line=3, command="#assign wagn", done=False, result=words["refused"])
    done = TranscriptView(
        desk_name=words["desk"],
        staff_name=words["staff"],
        number=1042,
        token=_TOKEN,
        subject=words["subject"],
        lines=(good,) if kind is MessageKind.TRANSCRIPT else (good, bad),
        sent_to_customer=words["answer"] if kind is MessageKind.TRANSCRIPT else "",
        kept_as_note=words["note"] if kind is MessageKind.TRANSCRIPT else "",
        zone=_ZONE,
    )
    helped = TranscriptView(
        desk_name=words["desk"],
        staff_name="",
        number=None,
        token="",
        subject="",
        lines=(),
        help=(("#resolve", words["did"]), ("#pending 3d", words["hours"])),
        listing=("2026-11-22 08:05 " + words["name"] + ": " + words["question"],),
        tickets=(
            digest_ticket(words, 1042, words["headline"], "late", words["staff"]),
            digest_ticket(words, 1051, "", "calm", None),
        ),
    )
    at = NOW - timedelta(hours=3)
    explained = replace(
        done, lines=(replace(good, command="why", result="How it came to this stands below."),), sent_to_customer="",
        kept_as_note="",
        explanation=(
            ExplainedStep(at=at, actor="chen@customer.example", what="mail", after="ticket", section="mail_end",
                          reasons=(words["because"], words["caution"])),
            ExplainedStep(at=at, actor="desk", what="mail_sent", before="acknowledgement",
                          after="chen@customer.example", section="mail",
                          reasons=("the sender is told that the mail has arrived",)),
            ExplainedStep(at=NOW, actor=words["staff"], what="state_changed", before="open", after="pending",
                          section="staff_state", reasons=("line 1: pending",)),
            ExplainedStep(at=NOW, actor="desk", what="clock", after="response", section="clock_name",
                          reasons=(words["headline"],)),
        ),
    )  # fmt: skip
    return (done, explained, helped) if kind is MessageKind.TRANSCRIPT else (done, helped)


def digest_ticket(words: dict[str, str], number: int, note: str, severity: str, owner: str | None) -> DigestTicket:
    """Return one row of a list of tickets."""
    return DigestTicket(
        number=number,
        token=f"ACME-{number}-7KQX2",
        subject=words["subject"],
        priority=Priority.URGENT if severity == "late" else Priority.NORMAL,
        state=State.OPEN,
        owner_name=owner,
        customer="chen@customer.example",
        age_hours=number % 90,
        note=note,
        severity=severity,
    )


def digest_view(words: dict[str, str]) -> DigestView:
    """Return a full day of a desk."""

    def ticket(number: int, note: str, severity: str, owner: str | None) -> DigestTicket:
        return digest_ticket(words, number, note, severity, owner)

    return DigestView(
        desk_name=words["desk"],
        staff_name=words["staff"],
        day=NOW,
        zone=_ZONE,
        counts=(
            DigestCount(key="arrived", today=14, before=11.5),
            DigestCount(key="solved", today=9, before=12),
            DigestCount(key="breached", today=2, before=0.4),
            DigestCount(key="reopened", today=0, before=1),
            DigestCount(key="first_answer_minutes", today=38, before=None),
        ),
        at_risk=(
            ticket(1042, words["headline"], "late", words["staff"]),
            ticket(1040, words["headline"], "soon", words["staff"]),
        ),
        unowned=(ticket(1051, words["because"], "soon", None),),
        waiting=(ticket(1017, "", "calm", words["staff"]),),
        complaints=(ticket(1044, words["because"], "late", words["staff"]),),
        engineers=(
            DigestEngineer(name=words["staff"], open=12, solved=4, answered=9, capacity=10, id="liwei"),
            DigestEngineer(
                name=words["name"], open=3, solved=5, answered=7, capacity=10, id="chen", away_until="2026-12-04"
            ),
        ),
        ratings=(DigestRating(number=1031, score=2, comment=words["question"], customer="chen@customer.example"),),
        maintenance=(ticket(1009, words["headline"], "late", words["staff"]),),
        undeliverable=(
            DigestItem(
                code="U1",
                who="nobody@customer.example",
                why="information request mail not delivered: 550 5.1.1 unknown",
                action="U1 resend",
            ),
        ),
        quarantine=(
            DigestItem(
                code="Q1",
                who="liwei@acme.example",
                subject=words["subject"],
                why="staff not proven: no trusted authentication result",
                action="Q1 discard",
            ),
        ),
        ignored=(
            DigestItem(
                code="I1",
                who="news@list.example",
                subject=words["desk"],
                why="12 mails, this is the newest: came through a mailing list (L13)",
                action="I1 release",
            ),
        ),
        drafts=(
            DigestItem(
                code="A7", who=words["staff"], subject=words["subject"], why="waiting for 3 d", action="A7 approve"
            ),
        ),
        searches=(DigestItem(code=words["staff"], why="12 look-ups, 40 tickets shown", action=""),),
        reconciliation=(
            Reconciliation(mailbox="support@acme.example", on_server=412, in_ledger=412),
            Reconciliation(mailbox="complaints@acme.example", on_server=8, in_ledger=7),
        ),
        chain_root="9f2c1e7ab04d5e6f9f2c1e7ab04d5e6f9f2c1e7ab04d5e6f9f2c1e7ab04d5e6f",
    )
