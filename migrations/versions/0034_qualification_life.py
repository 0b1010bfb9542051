"""The life of qualification papers: given, checked, brought to mind; papers we hand out; decisions to let acts pass."""

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0034"
down_revision = "0033"

BEFORE = (90, 60, 30, 7, 0)
OLD_INDEX = "ix_qualification_expires_on_id"
INDEXES = (["state", "expires_on", "id"], ["state", "remind_on", "id"], ["state", "submitted_at", "id"])


def _id() -> sa.types.TypeEngine:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _life() -> list[sa.Column]:
    return [
        sa.Column("state", sa.String(length=10), nullable=False, server_default="verified"),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("submitted_by_id", _id(), nullable=True),
        sa.Column("decided_by_id", _id(), nullable=True),
    ]


def _plain(columns: list[sa.Column]) -> list[sa.Column]:
    for column in columns:
        column.server_default = None
    return columns


def upgrade() -> None:
    op.drop_index(OLD_INDEX, table_name="qualification")
    with op.batch_alter_table("qualification") as batch:
        for column in _life():
            batch.add_column(column)
        for name in ("submitted_by_id", "decided_by_id"):
            batch.create_foreign_key(op.f(f"fk_qualification_{name}_login"), "login", [name], ["id"])
    with op.batch_alter_table("qualification") as batch:
        for name in ("state", "reason"):
            batch.alter_column(name, server_default=None)
    for columns in INDEXES:
        op.create_index(op.f(f"ix_qualification_{'_'.join(columns)}"), "qualification", columns, unique=False)
    _begin_with_the_next_reminder()
    op.create_table(
        "house_paper",
        sa.Column("id", _id(), nullable=False),
        sa.Column("doc_type", sa.String(length=30), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        *_plain(_life()),
        sa.Column("product_id", _id(), nullable=True),
        sa.Column("batch_no", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["login.id"], name=op.f("fk_house_paper_decided_by_id_login")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_house_paper_product_id_product")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["login.id"], name=op.f("fk_house_paper_submitted_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_paper")),
    )
    for columns in (["product_id", "doc_type", "id"], ["state", "remind_on", "id"]):
        op.create_index(op.f(f"ix_house_paper_{'_'.join(columns)}"), "house_paper", columns, unique=False)
    op.create_table(
        "house_file",
        sa.Column("id", _id(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", _id(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", _id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("added_by_id", _id(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["login.id"], name=op.f("fk_house_file_added_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_file")),
        sa.UniqueConstraint("ref", name=op.f("uq_house_file_ref")),
    )
    for columns in (["sha256"], ["subject", "subject_id", "id"]):
        op.create_index(op.f(f"ix_house_file_{'_'.join(columns)}"), "house_file", columns, unique=False)
    op.create_table(
        "paper_waiver",
        sa.Column("id", _id(), nullable=False),
        sa.Column("account_id", _id(), nullable=False),
        sa.Column("doc_type", sa.String(length=30), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", _id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_paper_waiver_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_paper_waiver_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_waiver")),
    )
    op.create_index(op.f("ix_paper_waiver_account_id_until"), "paper_waiver", ["account_id", "until"], unique=False)


def _begin_with_the_next_reminder() -> None:
    """What lies behind is not told: nobody gets a hundred mails because of an upgrade."""
    papers = sa.table("qualification", sa.column("expires_on", sa.Date), sa.column("remind_on", sa.Date))
    connection, today = op.get_bind(), datetime.now(UTC).date()
    ends = connection.scalars(sa.select(papers.c.expires_on).where(papers.c.expires_on.is_not(None)).distinct()).all()
    for end in ends:
        connection.execute(papers.update().where(papers.c.expires_on == end).values(remind_on=_next_after(end, today)))


def _next_after(end: date, today: date) -> date:
    for before in BEFORE:
        if end - timedelta(days=before) > today:
            return end - timedelta(days=before)
    return end + timedelta(days=((today - end).days // 7 + 1) * 7)


def downgrade() -> None:
    """Papers that were not checked, would not do or were replaced are lost, as are those we hand out."""
    for table in ("paper_waiver", "house_file", "house_paper"):
        op.drop_table(table)
    papers = sa.table("qualification", sa.column("state", sa.String))
    op.get_bind().execute(papers.delete().where(papers.c.state != "verified"))
    for columns in INDEXES:
        op.drop_index(op.f(f"ix_qualification_{'_'.join(columns)}"), table_name="qualification")
    with op.batch_alter_table("qualification") as batch:
        for name in ("submitted_by_id", "decided_by_id"):
            batch.drop_constraint(op.f(f"fk_qualification_{name}_login"), type_="foreignkey")
        for name in ("state", "submitted_at", "decided_at", "reason", "remind_on", "submitted_by_id", "decided_by_id"):
            batch.drop_column(name)
    op.create_index(OLD_INDEX, "qualification", ["expires_on", "id"], unique=False)
