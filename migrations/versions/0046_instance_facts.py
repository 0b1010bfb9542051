"""What is true of the database as a whole: which programs work on it, with which keys; and which workers there are."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0046"
down_revision = "0045"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "instance_fact",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance_fact")),
        sa.UniqueConstraint("name", name=op.f("uq_instance_fact_name")),
    )
    fact = sa.table("instance_fact", sa.column("name"), sa.column("value"))
    op.create_table(
        "worker_seen",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("host", sa.String(length=40), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_seen")),
        sa.UniqueConstraint("name", name=op.f("uq_worker_seen_name")),
    )
    op.add_column("tier_run", sa.Column("begun_at", UtcDateTime(), nullable=True))
    op.execute(fact.insert().values(name="serves_from", value=revision))


def downgrade() -> None:
    op.drop_column("tier_run", "begun_at")
    op.drop_table("worker_seen")
    op.drop_table("instance_fact")
