"""Who has entered the board."""

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "board_session",
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("cookie_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("link_hash", name=op.f("pk_board_session")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_board_session_cookie_hash")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
