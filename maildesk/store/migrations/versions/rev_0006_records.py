"""Legal holds, what was erased and why, the roots that digests printed, and the keys of personal digests."""

import secrets

import sqlalchemy as sa
from alembic import op

from maildesk.store.columns import UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("ticket", sa.Column("personal_key", sa.String(length=32), server_default="", nullable=False))
    op.add_column("ticket", sa.Column("erased_at", UtcTime(), nullable=True))
    op.create_index(
        "ix_ticket_kept",
        "ticket",
        ["updated_at"],
        unique=False,
        sqlite_where=sa.text("state = 'closed' AND erased_at IS NULL"),
        postgresql_where=sa.text("state = 'closed' AND erased_at IS NULL"),
    )
    _give_keys()
    op.create_table(
        "legal_hold",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", UtcTime(), nullable=False),
        sa.Column("released_by", sa.Text(), nullable=True),
        sa.Column("released_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name=op.f("fk_legal_hold_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_legal_hold_now",
        "legal_hold",
        ["ticket"],
        unique=True,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "erasure",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("tickets", sa.Text(), server_default="[]", nullable=False),
        sa.Column("mails", sa.Integer(), server_default="0", nullable=False),
        sa.Column("messages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit_root",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("heads", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_root")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_root_root", "audit_root", ["root"], unique=False)


def _give_keys() -> None:
    """Give each ticket that exists a key of its own; what its events say already was made without one."""
    connection = op.get_bind()
    ticket = sa.table("ticket", sa.column("number"), sa.column("personal_key"))
    for (number,) in connection.execute(sa.select(ticket.c.number)).all():
        change = ticket.update().where(ticket.c.number == number).values(personal_key=secrets.token_hex(16))
        connection.execute(change)


def downgrade() -> None:
    raise NotImplementedError("Older programs are not given newer data; restore a backup instead.")
