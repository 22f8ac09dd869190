"""Intake record and check list of a ticket; maintenance runs, time spent and follow-ups."""

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("ticket", sa.Column("intake", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("reminded_at", UtcTime(), nullable=True))
    op.add_column("ticket", sa.Column("checklist", sa.Text(), server_default="[]", nullable=False))
    op.create_table(
        "recurring_run",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", "due_at", name=op.f("pk_recurring_run")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "time_spent",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name=op.f("fk_time_spent_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_spent")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_time_spent_ticket", "time_spent", ["ticket"], unique=False)
    op.create_index("ix_time_spent_at", "time_spent", ["at"], unique=False)
    op.create_table(
        "followup_sent",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("address", "round", name=op.f("pk_followup_sent")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
