"""Words of tickets for #search, what staff looked up, and the sets of commands that #undo takes back."""

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "ticket_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name=op.f("fk_ticket_word_ticket")),
        sa.PrimaryKeyConstraint("word", "ticket", name=op.f("pk_ticket_word")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ticket_word_ticket", "ticket_word", ["ticket"], unique=False)
    op.create_table(
        "staff_query",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_query")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_staff_query_staff", "staff_query", ["staff_id", "at"], unique=False)
    op.create_index("ix_staff_query_at", "staff_query", ["at"], unique=False)
    op.create_table(
        "command_set",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("before", sa.Text(), server_default="{}", nullable=False),
        sa.Column("after", sa.Text(), server_default="{}", nullable=False),
        sa.Column("spent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("moved", sa.Text(), server_default="[]", nullable=False),
        sa.Column("outbox", sa.Text(), server_default="[]", nullable=False),
        sa.Column("undone_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name=op.f("fk_command_set_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command_set")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_command_set_staff", "command_set", ["ticket", "staff_id", "id"], unique=False)
    op.create_index("ix_command_set_cause", "command_set", ["cause"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
