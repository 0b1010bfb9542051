"""Monthly reports of management, and the files that were written of them."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0054"
down_revision = "0053"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "month_report",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", BIG, nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("ready_at", UtcDateTime(), nullable=True),
        sa.Column("leased_by", sa.String(length=60), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["login.id"], name=op.f("fk_month_report_asked_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_report")),
        sa.UniqueConstraint("number", name=op.f("uq_month_report_number")),
    )
    op.create_index(op.f("ix_month_report_state_id"), "month_report", ["state", "id"], unique=False)
    op.create_index(op.f("ix_month_report_month_id"), "month_report", ["month", "id"], unique=False)
    op.create_table(
        "report_file",
        sa.Column("id", BIG, nullable=False),
        sa.Column("report_id", BIG, nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["month_report.id"], name=op.f("fk_report_file_report_id_month_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
        sa.UniqueConstraint("report_id", "locale", "kind", name=op.f("uq_report_file_report_id_locale_kind")),
    )


def downgrade() -> None:
    op.drop_table("report_file")
    op.drop_table("month_report")
