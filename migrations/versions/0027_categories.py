"""What a company changed of the categories of requests, and the papers a request asks for, batches under watch.

Columns are added one by one, the tables are not made anew: on SQLite that would fail while other rows point at them.
"""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0027"
down_revision = "0026"

NAMING = ("quality_complaint", "adr_report", "damage_short", "return_exchange", "diversion_complaint")
OVER = ("closed", "rejected", "cancelled", "resolved")
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
    op.add_column("service_request", sa.Column("papers_asked", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "request_paper",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("request_id", BIG, nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("zh", sa.String(length=40), nullable=False),
        sa.Column("en", sa.String(length=60), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("changed_by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_request_paper_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_request_paper_account_id_account")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["login.id"], name=op.f("fk_request_paper_changed_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_paper")),
    )
    op.create_index(op.f("ix_request_paper_request_id_id"), "request_paper", ["request_id", "id"], unique=False)

    _make_batches()
    _note_what_was_filed()


def _make_batches() -> None:
    op.create_table(
        "batch_mention",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("request_id", BIG, nullable=False),
        sa.Column("batch_no", sa.String(length=40), nullable=False),
        sa.Column("product_id", BIG, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_batch_mention_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_batch_mention_account_id_account")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_batch_mention_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_mention")),
        sa.UniqueConstraint("request_id", name=op.f("uq_batch_mention_request_id")),
    )
    op.create_index(op.f("ix_batch_mention_batch_no_id"), "batch_mention", ["batch_no", "id"], unique=False)
    op.create_table(
        "batch_watch",
        sa.Column("id", BIG, nullable=False),
        sa.Column("batch_no", sa.String(length=40), nullable=False),
        sa.Column("product_id", BIG, nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by_id", BIG, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ended_by_id"], ["login.id"], name=op.f("fk_batch_watch_ended_by_id_login")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_batch_watch_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_watch")),
    )
    op.create_index(op.f("ix_batch_watch_ended_at_id"), "batch_watch", ["ended_at", "id"], unique=False)
    op.create_index(
        "uq_batch_watch_open", "batch_watch", ["batch_no", "product_id"], unique=True,
        sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip


def _note_what_was_filed() -> None:
    """Requests that name a batch are noted; open quality complaints set their watch."""
    request = sa.table(
        "service_request", *(sa.column(name) for name in ("id", "account_id", "product_id", "category", "state")),
        sa.column("posted_at", UtcDateTime()), sa.column("fields", sa.JSON()),
    )  # fmt: skip
    mention = sa.table(
        "batch_mention", *(sa.column(name) for name in ("account_id", "request_id", "batch_no", "product_id")),
        sa.column("at", UtcDateTime()),
    )  # fmt: skip
    watch = sa.table(
        "batch_watch", *(sa.column(name) for name in ("batch_no", "product_id", "reports", "reason")),
        sa.column("began_at", UtcDateTime()),
    )  # fmt: skip
    rows = op.get_bind().execute(sa.select(request).where(request.c.category.in_(NAMING)).order_by(request.c.id)).all()
    named = [(row, str(row.fields["batch_no"])[:40]) for row in rows if (row.fields or {}).get("batch_no")]
    noted = [{"account_id": row.account_id, "request_id": row.id, "batch_no": batch, "product_id": row.product_id,
              "at": row.posted_at} for row, batch in named]  # fmt: skip
    began = {
        (batch, row.product_id): row.posted_at
        for row, batch in reversed(named)
        if row.category == "quality_complaint" and row.product_id and row.state not in OVER
    }
    watched = [
        {"batch_no": batch, "product_id": product, "began_at": at, "reason": "",
         "reports": sum(no == batch and row.product_id in (None, product) for row, no in named)}
        for (batch, product), at in began.items()
    ]  # fmt: skip
    for table, found in ((mention, noted), (watch, watched)):
        if found:
            op.bulk_insert(table, found)


def downgrade() -> None:
    op.drop_index("uq_batch_watch_open", table_name="batch_watch")
    op.drop_index(op.f("ix_batch_watch_ended_at_id"), table_name="batch_watch")
    op.drop_table("batch_watch")
    op.drop_index(op.f("ix_batch_mention_batch_no_id"), table_name="batch_mention")
    op.drop_table("batch_mention")
    op.drop_index(op.f("ix_request_paper_request_id_id"), table_name="request_paper")
    op.drop_table("request_paper")
    op.drop_column("service_request", "papers_asked")
    op.drop_table("category_setting")
