"""Around the answer box: drafts, who looks, who watches, and answers that can still be taken back."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0022"
down_revision = "0021"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _table(
        "draft",
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("discarded_at", UtcDateTime(), nullable=True),
        sa.UniqueConstraint("request_id", "staff_id", "kind", name=op.f("uq_draft_request_id_staff_id_kind")),
    )
    _table(
        "presence",
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("request_id", "staff_id", name=op.f("uq_presence_request_id_staff_id")),
    )
    _table(
        "watch",
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("request_id", "staff_id", name=op.f("uq_watch_request_id_staff_id")),
    )
    _table(
        "held_answer",
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("goes_out_at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("resolves", sa.Boolean(), nullable=False),
        sa.Column("promise", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
    )
    op.create_index(op.f("ix_held_answer_request_id_id"), "held_answer", ["request_id", "id"], unique=False)
    op.create_index(op.f("ix_held_answer_goes_out_at_id"), "held_answer", ["goes_out_at", "id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_held_answer_goes_out_at_id"), table_name="held_answer")
    op.drop_index(op.f("ix_held_answer_request_id_id"), table_name="held_answer")
    for name in ("held_answer", "watch", "presence", "draft"):
        op.drop_table(name)


def _table(name: str, *more: sa.schema.SchemaItem) -> None:
    """One of somebody's rows about a request."""
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("request_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        *more,
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f(f"fk_{name}_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f(f"fk_{name}_account_id_account")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f(f"fk_{name}_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
