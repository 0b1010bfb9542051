"""Surveys that the worker plans by itself, and that staff hold back."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0059"
down_revision = "0058"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("survey_wave") as table:
        table.add_column(sa.Column("regular_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("held_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("held_by_id", BIG, nullable=True))
        table.add_column(sa.Column("held_why", sa.String(length=200), nullable=False, server_default=""))
        table.create_foreign_key(op.f("fk_survey_wave_held_by_id_login"), "login", ["held_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("survey_wave") as table:
        table.drop_constraint(op.f("fk_survey_wave_held_by_id_login"), type_="foreignkey")
        for column in ("held_why", "held_by_id", "held_at", "regular_on"):
            table.drop_column(column)
