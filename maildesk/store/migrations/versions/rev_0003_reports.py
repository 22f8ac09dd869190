"""How clocks ended, and which reports were sent to whom."""

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_clock",
        sa.Column("ticket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("clock", sa.String(length=12), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("used_seconds", sa.BigInteger(), nullable=False),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("answered", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name=op.f("fk_ended_clock_ticket")),
        sa.PrimaryKeyConstraint("ticket", "clock", "ended_at", name=op.f("pk_ended_clock")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ended_clock_at", "ended_clock", ["ended_at"], unique=False)
    op.create_table(
        "report_sent",
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("period", sa.String(length=24), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("recipient", "period", name=op.f("pk_report_sent")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
