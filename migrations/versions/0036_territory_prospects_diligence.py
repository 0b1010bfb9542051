"""Products in full, territory by amendment, consents to cross-region sale, prospects, due diligence of suppliers."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0036"
down_revision = "0035"

AMENDED = sa.text("version_no > 1")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = {"pack": 80, "mah": 80, "maker": 80, "rx_otc": 6, "nrdl_class": 4, "edl": 3}
"""New columns of a product and how long they are; nobody has looked them up yet."""


def upgrade() -> None:
    for name, length in WORDS.items():
        op.add_column("product", sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
    op.add_column("product", sa.Column("shelf_life_months", sa.Integer(), nullable=True))
    op.add_column("product", sa.Column("vbp_status", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("contract_territory", sa.Column("version_no", sa.Integer(), nullable=False, server_default="1"))
    op.create_index(
        "ix_contract_territory_amended", "contract_territory", ["contract_id"],
        sqlite_where=AMENDED, postgresql_where=AMENDED,
    )  # fmt: skip
    _make_consents()
    _make_prospects()
    _make_diligence()


def _make_consents() -> None:
    op.create_table(
        "sale_consent",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("product_id", BIG, nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("holder_no", sa.String(length=12), nullable=False),
        sa.Column("agreed_by", sa.String(length=80), nullable=False),
        sa.Column("batches", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by_id", BIG, nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_why", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sale_consent_account_id_account")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_sale_consent_product_id_product")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["login.id"], name=op.f("fk_sale_consent_recorded_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_consent")),
        sa.UniqueConstraint("number", name=op.f("uq_sale_consent_number")),
    )
    op.create_index(op.f("ix_sale_consent_account_id_product_id"), "sale_consent", ["account_id", "product_id"])


def _make_prospects() -> None:
    op.create_table(
        "prospect",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("product_id", BIG, nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("lost_reason", sa.String(length=20), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("stage_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_prospect_account_id_account")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_prospect_owner_id_staff")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_prospect_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospect")),
        sa.UniqueConstraint("number", name=op.f("uq_prospect_number")),
    )
    for columns in (["stage", "id"], ["product_id", "region"], ["account_id"]):
        op.create_index(op.f(f"ix_prospect_{'_'.join(columns)}"), "prospect", columns)


def _make_diligence() -> None:
    op.create_table(
        "diligence",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("product_id", BIG, nullable=False),
        sa.Column("taken_on_at", UtcDateTime(), nullable=True),
        sa.Column("taken_on_by_id", BIG, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("gaps", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_diligence_account_id_account")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_diligence_product_id_product")),
        sa.ForeignKeyConstraint(["taken_on_by_id"], ["login.id"], name=op.f("fk_diligence_taken_on_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diligence")),
        sa.UniqueConstraint("account_id", "product_id", name=op.f("uq_diligence_account_id_product_id")),
    )
    op.create_table(
        "diligence_rating",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("product_id", BIG, nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=40), nullable=False),
        sa.Column("rated_at", UtcDateTime(), nullable=False),
        sa.Column("rated_by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_diligence_rating_account_id_account")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_diligence_rating_product_id_product")),
        sa.ForeignKeyConstraint(["rated_by_id"], ["login.id"], name=op.f("fk_diligence_rating_rated_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diligence_rating")),
        sa.UniqueConstraint(
            "account_id", "product_id", "item", name=op.f("uq_diligence_rating_account_id_product_id_item")
        ),
    )


def downgrade() -> None:
    """What amendments said about the territory is lost with their rows: what was signed first holds again."""
    for table in ("diligence_rating", "diligence", "prospect", "sale_consent"):
        op.drop_table(table)
    op.execute("DELETE FROM contract_territory WHERE version_no > 1")
    op.drop_index("ix_contract_territory_amended", table_name="contract_territory")
    op.drop_column("contract_territory", "version_no")
    op.drop_column("product", "vbp_status")
    op.drop_column("product", "shelf_life_months")
    for name in WORDS:
        op.drop_column("product", name)
