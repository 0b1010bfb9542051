"""Saved views of both faces, what the queue opens with, when a request was last touched, and keys that can be off.

`touched_at` of requests that are there begins with when their clock stopped, else when they were filed.
"""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0021"
down_revision = "0020"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEWEST = ("is_open", "state", "category")


def upgrade() -> None:
    op.add_column("login", sa.Column("has_shortcuts", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("desk_card", sa.Column("touched_at", UtcDateTime(), nullable=True))
    op.execute(
        "UPDATE desk_card SET touched_at = (SELECT COALESCE(service_request.stopped_at, service_request.posted_at) "
        "FROM service_request WHERE service_request.id = desk_card.request_id)"
    )
    for column in NEWEST:
        op.create_index(f"ix_desk_card_{column}_request_id", "desk_card", [column, "request_id"])
    _views_of_the_queue()
    _views_of_partners()


def _views_of_the_queue() -> None:
    op.create_table(
        "queue_view",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("shelf", sa.String(length=8), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_queue_view_owner_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_view")),
    )
    op.create_index(op.f("ix_queue_view_owner_id"), "queue_view", ["owner_id"])
    op.create_table(
        "queue_opening",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("view", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_queue_opening_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_opening")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_queue_opening_staff_id")),
        sa.UniqueConstraint("role", name=op.f("uq_queue_opening_role")),
    )


def _views_of_partners() -> None:
    op.create_table(
        "request_view",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("login_id", ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_request_view_account_id_account")),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_request_view_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_view")),
    )
    op.create_index("ix_request_view_account_id_login_id", "request_view", ["account_id", "login_id"])


def downgrade() -> None:
    op.drop_table("request_view")
    op.drop_table("queue_opening")
    op.drop_table("queue_view")
    for column in NEWEST:
        op.drop_index(f"ix_desk_card_{column}_request_id", table_name="desk_card")
    op.drop_column("desk_card", "touched_at")
    op.drop_column("login", "has_shortcuts")
