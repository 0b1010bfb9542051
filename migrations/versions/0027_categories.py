"""What a company changed of the categories of requests.

Columns are added one by one, the tables are not made anew: on SQLite that would fail while other rows point at them.
"""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0027"
down_revision = "0020"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "category_setting",
        sa.Column("id", BIG, nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("overlay", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", BIG, nullable=True),
        sa.Column("in_force_since", UtcDateTime(), nullable=True),
        sa.Column("taken_from", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["login.id"], name=op.f("fk_category_setting_made_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_setting")),
        sa.UniqueConstraint("category", "no", name=op.f("uq_category_setting_category_no")),
    )


def downgrade() -> None:
    op.drop_table("category_setting")
