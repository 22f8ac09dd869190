"""Answers of trainees that wait for a mentor."""

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("review_since", UtcTime(), nullable=True))
    op.create_table(
        "review",
        sa.Column("ledger_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("amended", sa.Text(), nullable=True),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name=op.f("fk_review_ticket")),
        sa.PrimaryKeyConstraint("ledger_id", name=op.f("pk_review")),
    )
    op.create_index(
        "ix_review_open",
        "review",
        ["ticket"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
