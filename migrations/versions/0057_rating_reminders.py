"""Who was reminded of the question after a request, and finding requests whose question is still open."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0057"
down_revision = "0056"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DONE = sa.text("resolved_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "rating_reminder",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("request_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("login_id", BIG, nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_rating_reminder_account_id_account")),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"], ["service_request.account_id", "service_request.id"],
            name=op.f("fk_rating_reminder_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_rating_reminder_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_reminder")),
    )  # fmt: skip
    op.create_index(op.f("ix_rating_reminder_request_id"), "rating_reminder", ["request_id"])
    op.create_index(op.f("ix_rating_reminder_login_id_reminded_at"), "rating_reminder", ["login_id", "reminded_at"])
    op.create_index(
        "ix_service_request_resolved_at", "service_request", ["resolved_at"], sqlite_where=DONE, postgresql_where=DONE
    )


def downgrade() -> None:
    op.drop_index("ix_service_request_resolved_at", "service_request")
    op.drop_table("rating_reminder")
