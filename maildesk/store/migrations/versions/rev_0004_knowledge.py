"""Articles of the knowledge base with their words, what was suggested, and the words of solved tickets."""

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("question", sa.Text(), server_default="", nullable=False),
        sa.Column("solution", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("ticket", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.Column("approved_at", UtcTime(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_article_created", "article", ["created_at"], unique=False)
    op.create_index(
        "ix_article_ticket",
        "article",
        ["ticket"],
        unique=False,
        sqlite_where=sa.text("ticket IS NOT NULL"),
        postgresql_where=sa.text("ticket IS NOT NULL"),
    )
    op.create_index(
        "ix_article_draft",
        "article",
        ["state", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_table(
        "article_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("in_title", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("title_words", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_article_word_article")),
        sa.PrimaryKeyConstraint("word", "article", name=op.f("pk_article_word")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_word_article", "article_word", ["article"], unique=False)
    op.create_table(
        "article_term",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("length", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_article_term")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "article_suggested",
        sa.Column("ticket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("solved_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name=op.f("fk_article_suggested_ticket")),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_article_suggested_article")),
        sa.PrimaryKeyConstraint("ticket", "place", name=op.f("pk_article_suggested")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_suggested_article", "article_suggested", ["article", "solved_at"], unique=False)
    op.create_index("ix_article_suggested_at", "article_suggested", ["at"], unique=False)
    op.create_index(
        "ix_article_suggested_solved",
        "article_suggested",
        ["solved_at"],
        unique=False,
        sqlite_where=sa.text("solved_at IS NOT NULL"),
        postgresql_where=sa.text("solved_at IS NOT NULL"),
    )
    op.create_table(
        "solved_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name=op.f("fk_solved_word_ticket")),
        sa.PrimaryKeyConstraint("word", "ticket", name=op.f("pk_solved_word")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_solved_word_ticket", "solved_word", ["ticket"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
