"""Surveys that the worker plans by itself, and that staff hold back."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0059"
down_revision = "0058"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("survey_wave", sa.Column("regular_on", sa.Date(), nullable=True))
    op.add_column("survey_wave", sa.Column("held_at", UtcDateTime(), nullable=True))
    op.add_column("survey_wave", sa.Column("held_by_id", BIG, nullable=True))
    op.add_column("survey_wave", sa.Column("held_why", sa.String(length=200), nullable=False, server_default=""))


def downgrade() -> None:
    for column in ("held_why", "held_by_id", "held_at", "regular_on"):
        op.drop_column("survey_wave", column)
