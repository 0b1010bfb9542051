"""A large hand-over is done by the worker: how far it is."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    with op.batch_alter_table("hand_over") as table:
        table.add_column(sa.Column("state", sa.String(10), nullable=False, server_default="done"))
        for name in ("total", "done", "tries"):
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("quiet_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("hand_over") as table:
        for name in ("state", "total", "done", "tries", "quiet_at"):
            table.drop_column(name)
