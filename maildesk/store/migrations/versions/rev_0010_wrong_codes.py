"""Check codes that were wrong, counted against guessing."""

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wrong_code",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_code")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wrong_code_at", "wrong_code", ["at"], unique=False)
    op.create_index("ix_wrong_code_sender", "wrong_code", ["sender", "at"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
