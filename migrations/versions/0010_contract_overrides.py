"""Decisions to grant more than the upstream right."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "contract_override",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_contract_override_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contract_override_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_contract_override_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_override")),
    )
    op.create_index(
        op.f("ix_contract_override_contract_id_id"), "contract_override", ["contract_id", "id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_contract_override_contract_id_id"), table_name="contract_override")
    op.drop_table("contract_override")
