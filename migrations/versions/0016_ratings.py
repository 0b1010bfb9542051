"""What partners say about requests that are done."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rated_at", UtcDateTime(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("waits_for_call", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_rating_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_rating_account_id_account")),
        sa.ForeignKeyConstraint(["rated_by_id"], ["login.id"], name=op.f("fk_rating_rated_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("request_id", name=op.f("uq_rating_request_id")),
    )
    op.create_index(
        "ix_rating_waits_for_call", "rating", ["id"],
        sqlite_where=sa.text("waits_for_call"), postgresql_where=sa.text("waits_for_call"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("rating")
