"""The bytes of outgoing mails in a table of their own, so that a change of their state does not write them again."""

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import Serial

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox_body",
        sa.Column("outbox", Serial, autoincrement=False, nullable=False),
        sa.Column("packed", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["outbox"], ["outbox.id"], name=op.f("fk_outbox_body_outbox_outbox")),
        sa.PrimaryKeyConstraint("outbox", name=op.f("pk_outbox_body")),
    )
    op.execute(
        "INSERT INTO outbox_body (outbox, packed, body) SELECT id, packed, body FROM outbox WHERE length(body) > 0"
    )
    op.drop_column("outbox", "body")
    op.drop_column("outbox", "packed")


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
