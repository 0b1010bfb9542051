"""Exports; longer names of what is imported; the full-text index of SQLite merges eight segments at a time, so that
whoever writes merges less."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0035"
down_revision = "0034"

_MERGED = "INSERT INTO search_text (search_text, rank) VALUES ('automerge', {})"


def _id() -> sa.types.TypeEngine:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _merge(8)
    _subject(20)
    op.create_table(
        "export",
        sa.Column("id", _id(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=4), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("reveals", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", _id(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("ready_at", UtcDateTime(), nullable=True),
        sa.Column("gone_at", UtcDateTime(), nullable=True),
        sa.Column("leased_by", sa.String(length=60), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["login.id"], name=op.f("fk_export_asked_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
        sa.UniqueConstraint("number", name=op.f("uq_export_number")),
    )
    op.create_index(op.f("ix_export_state_id"), "export", ["state", "id"], unique=False)
    op.create_index(op.f("ix_export_asked_by_id_id"), "export", ["asked_by_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("export")
    _subject(12)
    _merge(4)


def _subject(length: int) -> None:
    """On SQLite by a column beside it: the table cannot be made anew while rows hang on it."""
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("import_batch", "subject", type_=sa.String(length=length), existing_nullable=False)
        return
    wider = sa.Column("wider", sa.String(length=length), nullable=False, server_default="accounts")
    op.add_column("import_batch", wider)
    op.execute("UPDATE import_batch SET wider = subject")
    op.drop_column("import_batch", "subject")
    op.execute("ALTER TABLE import_batch RENAME COLUMN wider TO subject")


def _merge(segments: int) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_MERGED.format(segments))
