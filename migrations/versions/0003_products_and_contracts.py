"""Products and agreements."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "product",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("trade_name", sa.String(length=80), nullable=False),
        sa.Column("spec", sa.String(length=80), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("boxes_per_case", sa.Integer(), nullable=True),
        sa.Column("approval_no", sa.String(length=20), nullable=False),
        sa.Column("approval_until", sa.Date(), nullable=True),
        sa.Column("storage", sa.String(length=10), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("code", name=op.f("uq_product_code")),
    )
    op.create_table(
        "contract",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("cooperation_mode", sa.String(length=10), nullable=True),
        sa.Column("goods_party_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("suspended_at", UtcDateTime(), nullable=True),
        sa.Column("suspended_why", sa.String(length=200), nullable=False),
        sa.Column("terminated_on", sa.Date(), nullable=True),
        sa.Column("disputed_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contract_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_contract_account_id_id")),
        sa.UniqueConstraint("number", name=op.f("uq_contract_number")),
    )
    op.create_index(op.f("ix_contract_account_id_ends_on"), "contract", ["account_id", "ends_on"], unique=False)
    op.create_index(op.f("ix_contract_ends_on_id"), "contract", ["ends_on", "id"], unique=False)
    op.create_index(op.f("ix_contract_side_ends_on_id"), "contract", ["side", "ends_on", "id"], unique=False)
    op.create_table(
        "supply",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("listed_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("supply_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_supply_account_id_account")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_supply_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply")),
        sa.UniqueConstraint("product_id", name=op.f("uq_supply_product_id")),
    )
    op.create_table(
        "contract_product",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_contract_product_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contract_product_account_id_account")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_contract_product_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_product")),
        sa.UniqueConstraint("contract_id", "product_id", name=op.f("uq_contract_product_contract_id_product_id")),
    )
    op.create_index(op.f("ix_contract_product_product_id"), "contract_product", ["product_id"], unique=False)
    op.create_table(
        "contract_territory",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("province", sa.String(length=6), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=14), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_contract_territory_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contract_territory_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_territory")),
    )
    op.create_index(op.f("ix_contract_territory_contract_id"), "contract_territory", ["contract_id"], unique=False)
    op.create_table(
        "contract_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("signed_by_us_on", sa.Date(), nullable=True),
        sa.Column("signed_by_partner_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_contract_version_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contract_version_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_version")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_contract_version_account_id_id")),
        sa.UniqueConstraint("contract_id", "no", name=op.f("uq_contract_version_contract_id_no")),
    )
    op.create_table(
        "clause",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(length=8), nullable=False),
        sa.Column("clause_type", sa.String(length=40), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("params_schema", sa.Integer(), nullable=False),
        sa.Column("binds", sa.String(length=8), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "version_id"],
            ["contract_version.account_id", "contract_version.id"],
            name=op.f("fk_clause_account_id_version_id_contract_version"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_clause_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_clause_account_id_id")),
        sa.UniqueConstraint("version_id", "article", name=op.f("uq_clause_version_id_article")),
    )


def downgrade() -> None:
    op.drop_table("clause")
    op.drop_table("contract_version")
    op.drop_index(op.f("ix_contract_territory_contract_id"), table_name="contract_territory")
    op.drop_table("contract_territory")
    op.drop_index(op.f("ix_contract_product_product_id"), table_name="contract_product")
    op.drop_table("contract_product")
    op.drop_table("supply")
    op.drop_index(op.f("ix_contract_side_ends_on_id"), table_name="contract")
    op.drop_index(op.f("ix_contract_ends_on_id"), table_name="contract")
    op.drop_index(op.f("ix_contract_account_id_ends_on"), table_name="contract")
    op.drop_table("contract")
    op.drop_table("product")
