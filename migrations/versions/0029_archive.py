"""All fields of the archive: of accounts, their standing and their contacts; tags."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0029"
down_revision = "0028"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = {
    "invoice_title": 80, "invoice_uscc": 18, "invoice_address": 200, "invoice_tel": 30, "bank_name": 80,
    "bank_holder": 80, "business_scope": None, "resources": None, "other_products": None,
}  # fmt: skip
OF_ACCOUNT = (
    ("reg_capital", BIG), ("founded_on", sa.Date()), ("bank_account_sealed", sa.LargeBinary()),
    ("bank_account_hash", sa.String(length=64)), ("bank_account_tail", sa.String(length=4)),
    ("tax_mode", sa.String(length=12)), ("team_size", sa.String(length=10)), ("annual_sales", sa.String(length=10)),
)  # fmt: skip
OF_CONTACT = (
    ("level", sa.String(length=10)), ("birthday_calendar", sa.String(length=5)), ("birthday_month", sa.Integer()),
    ("birthday_day", sa.Integer()), ("birthday_year", sa.Integer()), ("preferred_channel", sa.String(length=10)),
)  # fmt: skip
FLAGS = ("is_decision_maker", "is_hcp", "is_public_official", "birthday_is_leap")
FOREIGN = {"introduced_by_id": "account", "blacklisted_by_id": "login"}
OF_STANDING = ("value_type", "introduced_by_id", "blacklist_reason", "blacklist_evidence", "blacklisted_at",
               "blacklisted_by_id")  # fmt: skip


def upgrade() -> None:
    for name, kind in OF_ACCOUNT:
        op.add_column("account", sa.Column(name, kind, nullable=True))
    for name, length in TEXTS.items():
        kind = sa.String(length=length) if length else sa.Text()
        op.add_column("account", sa.Column(name, kind, nullable=False, server_default=""))
    op.add_column("account", sa.Column("channels", sa.JSON(), nullable=False, server_default="[]"))
    for name in ("id_no_hash", "bank_account_hash"):
        op.create_index(op.f(f"ix_account_{name}"), "account", [name], unique=False)
    for name, kind in OF_CONTACT:
        op.add_column("contact", sa.Column(name, kind, nullable=True))
    for name in FLAGS:
        op.add_column("contact", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("contact", sa.Column("best_time", sa.String(length=40), nullable=False, server_default=""))
    _change_standing()
    _make_tags()


def _change_standing() -> None:
    """No row hangs on a standing, so SQLite may make its table anew for the foreign keys."""
    op.add_column("account_standing", sa.Column("value_type", sa.String(length=12), nullable=True))
    op.add_column("account_standing", sa.Column("blacklisted_at", UtcDateTime(), nullable=True))
    for name in ("blacklist_reason", "blacklist_evidence"):
        op.add_column("account_standing", sa.Column(name, sa.String(length=400), nullable=False, server_default=""))
    with op.batch_alter_table("account_standing") as batch:
        for name, table in FOREIGN.items():
            batch.add_column(sa.Column(name, BIG, nullable=True))
            batch.create_foreign_key(op.f(f"fk_account_standing_{name}_{table}"), table, [name], ["id"])
    op.create_index(
        op.f("ix_account_standing_introduced_by_id_account_id"), "account_standing", ["introduced_by_id", "account_id"]
    )


def _make_tags() -> None:
    op.create_table(
        "tag",
        sa.Column("id", BIG, nullable=False),
        sa.Column("word", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("word", name=op.f("uq_tag_word")),
    )
    op.create_table(
        "account_tag",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("tag_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_tag_account_id_account")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_account_tag_tag_id_tag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_tag")),
        sa.UniqueConstraint("account_id", "tag_id", name=op.f("uq_account_tag_account_id_tag_id")),
    )
    op.create_index(op.f("ix_account_tag_tag_id_account_id"), "account_tag", ["tag_id", "account_id"])


def downgrade() -> None:
    """What was typed into the new fields is lost, as are tags and the blacklist; their events stay."""
    op.drop_table("account_tag")
    op.drop_table("tag")
    op.drop_index(op.f("ix_account_standing_introduced_by_id_account_id"), table_name="account_standing")
    with op.batch_alter_table("account_standing") as batch:
        for name, table in FOREIGN.items():
            batch.drop_constraint(op.f(f"fk_account_standing_{name}_{table}"), type_="foreignkey")
        for name in OF_STANDING:
            batch.drop_column(name)
    for name in (*(name for name, _ in OF_CONTACT), *FLAGS, "best_time"):
        op.drop_column("contact", name)
    for name in ("id_no_hash", "bank_account_hash"):
        op.drop_index(op.f(f"ix_account_{name}"), table_name="account")
    for name in (*(name for name, _ in OF_ACCOUNT), *TEXTS, "channels"):
        op.drop_column("account", name)
