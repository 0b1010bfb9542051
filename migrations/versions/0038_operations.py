"""What became of the regular jobs when they last ran; the event log by time."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.add_column("job", sa.Column("took_ms", sa.Integer(), nullable=True))
    op.add_column("job", sa.Column("done", sa.Integer(), nullable=True))
    op.add_column("job", sa.Column("failed_at", UtcDateTime(), nullable=True))
    op.add_column("job", sa.Column("failure", sa.String(length=120), nullable=False, server_default=""))
    op.add_column("job", sa.Column("note", sa.String(length=200), nullable=False, server_default=""))
    op.create_index(op.f("ix_event_at_id"), "event", ["at", "id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_event_at_id"), table_name="event")
    for name in ("note", "failure", "failed_at", "done", "took_ms"):
        op.drop_column("job", name)
