"""Whom a complaint may be about, since when it is one, and what it came from."""

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("concerned", sa.Text(), server_default="[]", nullable=False))
    op.add_column("ticket", sa.Column("complaint_since", UtcTime(), nullable=True))
    op.add_column("ticket", sa.Column("cause", sa.Text(), nullable=True))
    where = sa.text("complaint_since IS NOT NULL")
    op.create_index(
        "ix_ticket_complaints", "ticket", ["complaint_since"], unique=False, sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
