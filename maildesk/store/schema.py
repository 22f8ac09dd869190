"""Every table of the desk; the migrations build exactly this."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from maildesk.store.columns import Serial, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _number(name: str = "id") -> Column[int]:
    return Column(name, Serial, primary_key=True, autoincrement=True)


def _text(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="", **more)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False, server_default=text("false"))


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


def _list(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="[]")


meta = Table("meta", metadata, Column("key", Text, primary_key=True), _text("value"))

raw = Table(
    "raw",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("packed", SmallInteger, nullable=False),  # 0 as it came, 1 zlib
    Column("data", LargeBinary, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    _number(),
    Column("mailbox", Text, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger),
    Column("message_id", Text),
    Column("content_key", String(64), nullable=False),
    Column("raw_sha256", String(64)),
    Column("size", BigInteger, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
    Column("state", String(12), nullable=False),
    Column("ticket", BigInteger),
    _text("reason"),
    Column("duplicate_of", BigInteger),
    Column("sender", Text),
    _text("subject"),
    Column("letter_kind", String(20)),
    Column("words_key", String(64)),
    _list("reasons"),
    _count("tries"),
    Column("lease_owner", Text),
    Column("lease_until", UtcTime),
    Column("held_for", Text),
    Column("check_name", Text),
    _flag("released"),
    Column("fingerprint", Text),
    Column("judged_at", UtcTime),
    _flag("stays"),  # left where it lies in the mailbox
    Column("mailbox_moved_at", UtcTime),
    UniqueConstraint("mailbox", "uidvalidity", "uid"),
    _partial("ix_ledger_content", "content_key", where="state <> 'duplicate'", unique=True),
    _partial("ix_ledger_pending", "state", "id", where="state = 'pending'"),
    _partial("ix_ledger_quarantine", "state", "id", where="state = 'quarantine'"),
    _partial("ix_ledger_ignored", "kept_at", where="state = 'ignored'"),
    _partial("ix_ledger_held", "held_for", where="state = 'quarantine' AND held_for IS NOT NULL"),
    _partial("ix_ledger_copies", "duplicate_of", where="duplicate_of IS NOT NULL"),
    _partial("ix_ledger_words", "words_key", "received_at", where="words_key IS NOT NULL"),
    _partial("ix_ledger_message_id", "message_id", where="message_id IS NOT NULL"),
    _partial(
        "ix_ledger_unmoved",
        "mailbox",
        "uidvalidity",
        "uid",
        where="mailbox_moved_at IS NULL AND NOT stays AND uid IS NOT NULL",
    ),
    sqlite_autoincrement=True,
)

ticket = Table(
    "ticket",
    metadata,
    _number("number"),
    _text("token"),
    _text("subject"),
    Column("state", String(12), nullable=False),
    Column("type", String(20), nullable=False),
    Column("impact", String(8), nullable=False),
    Column("urgency", String(8), nullable=False),
    Column("priority", String(8), nullable=False),
    Column("team", Text),
    Column("owner", Text),
    _text("requester_name"),
    Column("requester", Text, nullable=False),
    Column("requester_key", Text, nullable=False),  # without case
    Column("subject_key", String(32), nullable=False),
    _list("participants"),
    Column("language", String(20)),
    _list("tags"),
    _text("mailbox"),
    Column("organisation", Text),
    Column("policy", Text),
    Column("asset", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    _list("spans"),
    Column("response_since", UtcTime),
    Column("answered_at", UtcTime),
    Column("due_at", UtcTime),
    Column("pending_until", UtcTime),
    Column("last_update_at", UtcTime),
    _count("reopened"),
    _count("closings"),
    Column("score", SmallInteger),
    Column("linked_to", BigInteger),
    Column("merged_into", BigInteger),
    _flag("muted"),
    Column("awaiting_since", UtcTime),
    Column("review_since", UtcTime),
    Column("intake", Text),
    Column("reminded_at", UtcTime),
    _list("checklist"),
    _list("concerned"),
    Column("complaint_since", UtcTime),
    Column("cause", Text),
    Column("chain_head", String(64), nullable=False, server_default=""),
    _count("chain_length"),
    Column("personal_key", String(32), nullable=False, server_default=""),  # of the digests in its events
    Column("erased_at", UtcTime),  # its words are gone, number and chain stay
    _partial("ix_ticket_kept", "updated_at", where="state = 'closed' AND erased_at IS NULL"),
    Index("ix_ticket_requester", "requester_key", "created_at", "subject_key", "state"),
    _partial("ix_ticket_complaints", "complaint_since", where="complaint_since IS NOT NULL"),
    _partial("ix_ticket_open", "state", "number", where="state <> 'closed'"),
    sqlite_autoincrement=True,
)

participant = Table(
    "participant",
    metadata,
    Column("address", Text, primary_key=True),  # without case
    Column("ticket", BigInteger, ForeignKey("ticket.number"), primary_key=True, autoincrement=False),
    Index("ix_participant_ticket", "ticket"),
    sqlite_with_rowid=False,
)

workload = Table(
    "workload",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("open", Integer, nullable=False),
)

turn = Table(
    "turn",
    metadata,
    Column("team", Text, primary_key=True),
    Column("staff_id", Text, nullable=False),
)

learned_absence = Table(
    "learned_absence",
    metadata,
    Column("staff_id", Text, primary_key=True),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("learned_at", UtcTime, nullable=False),
    Column("ledger_id", BigInteger),
)

message = Table(
    "message",
    metadata,
    _number(),
    Column("ticket", BigInteger, ForeignKey("ticket.number"), nullable=False),
    Column("direction", String(3), nullable=False),
    Column("visibility", String(8), nullable=False),
    _text("author_name"),
    _text("author"),
    _text("text"),
    Column("language", String(20)),
    Column("message_id", Text),
    Column("ledger_id", BigInteger),
    Column("outbox_id", BigInteger),
    Column("at", UtcTime, nullable=False),
    _flag("machine"),
    Column("approved", Boolean(create_constraint=False)),  # null: nobody was asked, or nobody has answered
    Index("ix_message_ticket", "ticket", "id"),
    _partial("ix_message_message_id", "message_id", where="message_id IS NOT NULL"),
    _partial("ix_message_ledger", "ledger_id", where="ledger_id IS NOT NULL"),
    _partial("ix_message_awaiting", "ticket", where="visibility = 'pending' AND approved IS NULL"),
    sqlite_autoincrement=True,
)

attachment = Table(
    "attachment",
    metadata,
    Column("message", BigInteger, ForeignKey("message.id"), primary_key=True, autoincrement=False),
    Column("part", String(40), primary_key=True),
    Column("filename", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    _flag("inline"),
    Column("content_id", Text),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    Column("ticket", BigInteger, ForeignKey("ticket.number"), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("actor", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    _text("reason"),
    _flag("personal"),
    Column("hash", String(64), nullable=False),
    _partial(
        "ix_event_report",
        "kind",
        "at",
        where="kind IN ('opened', 'state_changed', 'scored', 'answered', 'delivery_failed')",
    ),
    sqlite_with_rowid=False,
)

person = Table(
    "person",
    metadata,
    Column("address", Text, primary_key=True),  # without case
    _text("name"),
    Column("language", String(20)),
    _flag("proven"),
    _flag("muted"),
    _flag("suppressed"),
    _count("hard_bounces"),
    _count("tickets"),
    Column("last_engineer", Text),
    Column("first_seen", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    _number(),
    Column("key", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("ticket", BigInteger),
    Column("kind", String(24), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("recipient_key", Text, nullable=False),  # without case
    Column("recipient_domain", Text, nullable=False),
    _text("subject"),
    Column("automatic", Boolean(create_constraint=False), nullable=False),
    _text("envelope_from"),
    Column("priority", SmallInteger, nullable=False),
    Column("state", String(10), nullable=False),
    _count("tries"),
    _flag("uncertain"),
    Column("dot_sent_at", UtcTime),
    Column("delivery", String(10)),
    Column("error", Text),
    Column("next_try_at", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    Column("failed_at", UtcTime),  # refused for good, or bounced later
    Column("lease_owner", Text),
    Column("lease_until", UtcTime),
    _count("fence"),
    UniqueConstraint("key"),
    UniqueConstraint("message_id"),
    _partial("ix_outbox_ticket", "ticket", where="ticket IS NOT NULL"),
    _partial("ix_outbox_queued", "priority", "next_try_at", where="state = 'queued'"),
    _partial("ix_outbox_sending", "lease_until", where="state = 'sending'"),
    _partial("ix_outbox_failed", "failed_at", where="failed_at IS NOT NULL"),
    Index("ix_outbox_recipient", "recipient_key", "created_at", "automatic", "kind", "ticket"),
    _partial("ix_outbox_domain", "recipient_domain", "created_at", where="kind = 'acknowledgement'"),
    _partial("ix_outbox_acknowledged", "created_at", where="kind = 'acknowledgement'"),
    sqlite_autoincrement=True,
)

# Apart from the outbox, whose rows change four times until a mail has left: each change writes the whole row again.
outbox_body = Table(
    "outbox_body",
    metadata,
    Column("outbox", Serial, ForeignKey("outbox.id"), primary_key=True, autoincrement=False),
    Column("packed", SmallInteger, nullable=False),  # bits: 1 zlib, 2 needs nothing for the wire
    Column("body", LargeBinary, nullable=False),
)

timer = Table(
    "timer",
    metadata,
    Column("ticket", BigInteger, ForeignKey("ticket.number"), primary_key=True, autoincrement=False),
    Column("key", String(60), primary_key=True),
    Column("due_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    _partial("ix_timer_due", "due_at", where="done_at IS NULL"),
    sqlite_with_rowid=False,
)

survey = Table(
    "survey",
    metadata,
    Column("ticket", BigInteger, ForeignKey("ticket.number"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("score", SmallInteger, nullable=False),
    _text("comment"),
    _text("address"),
    Column("at", UtcTime, nullable=False),
    Index("ix_survey_at", "at"),
    sqlite_with_rowid=False,
)

mailbox_state = Table(
    "mailbox_state",
    metadata,
    Column("mailbox", Text, primary_key=True),
    Column("uidvalidity", BigInteger),
    Column("highest_uid", BigInteger, nullable=False, server_default="0"),
    Column("last_full_look_at", UtcTime),
    Column("last_seen_ok", UtcTime),
    Column("error", Text),
    Column("on_server", BigInteger),
)

lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("fence", BigInteger, nullable=False),
    Column("until", UtcTime, nullable=False),
)

digest_sent = Table(
    "digest_sent",
    metadata,
    Column("staff_id", Text, primary_key=True),
    Column("day", String(10), primary_key=True),  # ISO 8601 date where that person lives
    Column("at", UtcTime, nullable=False),
)

recurring_run = Table(
    "recurring_run",
    metadata,
    Column("name", Text, primary_key=True),  # of the [[recurring]] entry
    Column("due_at", UtcTime, primary_key=True),
    Column("ticket", BigInteger),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

time_spent = Table(
    "time_spent",
    metadata,
    _number(),
    Column("ticket", BigInteger, ForeignKey("ticket.number"), nullable=False),
    Column("staff_id", Text, nullable=False),
    Column("minutes", Integer, nullable=False),  # below zero takes time back
    Column("at", UtcTime, nullable=False),
    Index("ix_time_spent_ticket", "ticket"),
    Index("ix_time_spent_at", "at"),
    sqlite_autoincrement=True,
)

followup_sent = Table(
    "followup_sent",
    metadata,
    Column("address", Text, primary_key=True),  # without case
    Column("round", Integer, primary_key=True, autoincrement=False),  # of the interval, counted from 1970
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

ended_clock = Table(
    "ended_clock",
    metadata,
    Column("ticket", BigInteger, ForeignKey("ticket.number"), primary_key=True, autoincrement=False),
    Column("clock", String(12), primary_key=True),
    Column("ended_at", UtcTime, primary_key=True),
    Column("round", Integer, nullable=False),  # 0: began with the ticket; else how often reopened
    Column("started_at", UtcTime, nullable=False),
    Column("used_seconds", BigInteger, nullable=False),  # working time, pauses left out
    Column("in_time", Boolean(create_constraint=False)),  # null: nothing was promised
    _flag("answered"),
    Column("owner", Text),
    Column("team", Text),
    Column("type", String(20), nullable=False),
    Column("priority", String(8), nullable=False),
    Index("ix_ended_clock_at", "ended_at"),
    sqlite_with_rowid=False,
)

board_session = Table(
    "board_session",
    metadata,
    Column("link_hash", String(64), primary_key=True),  # a link lets in once
    Column("cookie_hash", String(64), nullable=False),
    Column("staff_id", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    UniqueConstraint("cookie_hash"),
    sqlite_with_rowid=False,
)

report_sent = Table(
    "report_sent",
    metadata,
    Column("recipient", Text, primary_key=True),  # staff id, or an address without case
    Column("period", String(24), primary_key=True),  # "week 2026-W47", "month 2026-11", "card 2026-11"
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

article = Table(
    "article",
    metadata,
    _number(),
    Column("state", String(10), nullable=False),
    Column("language", String(20), nullable=False),
    _text("title"),
    _text("question"),
    _text("solution"),
    Column("author", Text, nullable=False),
    Column("approved_by", Text),
    Column("ticket", BigInteger),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("approved_at", UtcTime),
    Column("revision", Integer, nullable=False, server_default="1"),
    _text("reason"),
    Index("ix_article_created", "created_at"),
    _partial("ix_article_ticket", "ticket", where="ticket IS NOT NULL"),
    _partial("ix_article_draft", "state", "id", where="state = 'draft'"),
    sqlite_autoincrement=True,
)

# One row a word of an approved article, with all that ranking needs: nothing else is read to find the best ones.
article_word = Table(
    "article_word",
    metadata,
    Column("word", Text, primary_key=True),
    Column("article", BigInteger, ForeignKey("article.id"), primary_key=True, autoincrement=False),
    Column("weight", Integer, nullable=False),
    Column("in_title", Boolean(create_constraint=False), nullable=False),
    Column("length", Integer, nullable=False),
    Column("title_words", Integer, nullable=False),
    Column("language", String(20), nullable=False),
    Index("ix_article_word_article", "article"),
    sqlite_with_rowid=False,
)

# How many approved articles hold a word; the word '' counts all of them and their length.
article_term = Table(
    "article_term",
    metadata,
    Column("word", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("length", BigInteger, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

article_suggested = Table(
    "article_suggested",
    metadata,
    Column("ticket", BigInteger, ForeignKey("ticket.number"), primary_key=True, autoincrement=False),
    Column("place", SmallInteger, primary_key=True, autoincrement=False),  # in the acknowledgement, from 1
    Column("article", BigInteger, ForeignKey("article.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("solved_at", UtcTime),  # the customer said that it solved the matter
    Index("ix_article_suggested_article", "article", "solved_at"),
    Index("ix_article_suggested_at", "at"),
    _partial("ix_article_suggested_solved", "solved_at", where="solved_at IS NOT NULL"),
    sqlite_with_rowid=False,
)

solved_word = Table(
    "solved_word",
    metadata,
    Column("word", Text, primary_key=True),
    Column("ticket", BigInteger, ForeignKey("ticket.number"), primary_key=True, autoincrement=False),
    Column("team", Text),
    Index("ix_solved_word_ticket", "ticket"),
    sqlite_with_rowid=False,
)

legal_hold = Table(
    "legal_hold",
    metadata,
    _number(),
    Column("ticket", BigInteger, ForeignKey("ticket.number"), nullable=False),
    Column("why", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", UtcTime, nullable=False),
    Column("released_by", Text),
    Column("released_at", UtcTime),
    _partial("ix_legal_hold_now", "ticket", where="released_at IS NULL", unique=True),
    sqlite_autoincrement=True,
)

erasure = Table(
    "erasure",
    metadata,
    _number(),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(12), nullable=False),  # retention, person
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    _text("who"),  # keyed digest of the address, never the address
    _list("tickets"),
    _count("mails"),
    _count("messages"),
    _count("sent"),
    sqlite_autoincrement=True,
)

audit_root = Table(
    "audit_root",
    metadata,
    _number(),
    Column("at", UtcTime, nullable=False),
    Column("root", String(64), nullable=False),
    Column("heads", LargeBinary, nullable=False),  # ends of the chains that grew since the root before, zlib of JSON
    Index("ix_audit_root_root", "root"),
    sqlite_autoincrement=True,
)

ticket_word = Table(
    "ticket_word",
    metadata,
    Column("word", Text, primary_key=True),
    Column("ticket", BigInteger, ForeignKey("ticket.number"), primary_key=True, autoincrement=False),
    Index("ix_ticket_word_ticket", "ticket"),
    sqlite_with_rowid=False,
)

staff_query = Table(
    "staff_query",
    metadata,
    _number(),
    Column("staff_id", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(8), nullable=False),  # list, search, show
    _text("words"),
    _count("rows"),
    Index("ix_staff_query_staff", "staff_id", "at"),
    Index("ix_staff_query_at", "at"),
    sqlite_autoincrement=True,
)

command_set = Table(
    "command_set",
    metadata,
    _number(),
    Column("ticket", BigInteger, ForeignKey("ticket.number"), nullable=False),
    Column("staff_id", Text, nullable=False),
    Column("cause", Text, nullable=False),  # "mail:12", one for every ticket that a mail changed
    Column("at", UtcTime, nullable=False),
    Column("before", Text, nullable=False, server_default="{}"),  # columns of the ticket that changed
    Column("after", Text, nullable=False, server_default="{}"),
    _count("spent"),  # minutes
    _list("moved"),  # rows of messages that left this ticket
    _list("outbox"),  # ids of the mails that followed
    Column("undone_at", UtcTime),
    Index("ix_command_set_staff", "ticket", "staff_id", "id"),
    Index("ix_command_set_cause", "cause"),
    sqlite_autoincrement=True,
)

review = Table(
    "review",
    metadata,
    Column("ledger_id", BigInteger, primary_key=True, autoincrement=False),
    Column("ticket", BigInteger, ForeignKey("ticket.number"), nullable=False),
    Column("staff_id", Text, nullable=False),  # the trainee
    _text("words"),
    Column("amended", Text),  # what goes out instead
    Column("asked_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    Column("settled_by", Text),
    _partial("ix_review_open", "ticket", where="settled_at IS NULL"),
)

wrong_code = Table(
    "wrong_code",
    metadata,
    _number(),
    Column("sender", Text, nullable=False),  # without case
    Column("at", UtcTime, nullable=False),
    Index("ix_wrong_code_at", "at"),
    Index("ix_wrong_code_sender", "sender", "at"),
    sqlite_autoincrement=True,
)
