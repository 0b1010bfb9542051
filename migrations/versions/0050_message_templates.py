"""Kept texts that are messages of care: their channel and language."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    op.add_column("canned_reply", sa.Column("channel", sa.String(length=8), nullable=True))
    op.add_column("canned_reply", sa.Column("locale", sa.String(length=2), nullable=False, server_default="zh"))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM canned_reply WHERE channel IS NOT NULL"))
    op.drop_column("canned_reply", "locale")
    op.drop_column("canned_reply", "channel")
