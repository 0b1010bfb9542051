"""Requests that go on within others, links between things, and where converted ones went.

Columns are added one by one, the tables are not made anew: on SQLite that would fail while other rows point at them.
"""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0023"
down_revision = "0022"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CURRENT = sa.text("taken_apart_at IS NULL")


def upgrade() -> None:
    for table in ("service_request", "feedback"):
        op.add_column(table, sa.Column("went_into", sa.String(length=16), nullable=False, server_default=""))
    op.add_column("service_request", sa.Column("has_joined", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "request_merge",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("request_id", ID, nullable=False),
        sa.Column("into_id", ID, nullable=False),
        sa.Column("state_before", sa.String(length=16), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("taken_apart_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_request_merge_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "into_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_request_merge_account_id_into_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_request_merge_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_request_merge_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_merge")),
    )
    op.create_index(
        "ix_request_merge_current",
        "request_merge",
        ["request_id"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(op.f("ix_request_merge_into_id"), "request_merge", ["into_id"], unique=False)
    op.create_table(
        "thing_link",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("word", sa.String(length=16), nullable=False),
        sa.Column("from_subject", sa.String(length=40), nullable=False),
        sa.Column("from_id", ID, nullable=False),
        sa.Column("to_subject", sa.String(length=40), nullable=False),
        sa.Column("to_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_thing_link_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_thing_link_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thing_link")),
        sa.UniqueConstraint("ref", name=op.f("uq_thing_link_ref")),
    )
    op.create_index(op.f("ix_thing_link_from_subject_from_id"), "thing_link", ["from_subject", "from_id"], unique=False)
    op.create_index(op.f("ix_thing_link_to_subject_to_id"), "thing_link", ["to_subject", "to_id"], unique=False)


def downgrade() -> None:
    op.drop_table("thing_link")
    op.drop_table("request_merge")
    op.drop_column("service_request", "has_joined")
    for table in ("feedback", "service_request"):
        op.drop_column(table, "went_into")
