"""The internal review of a contract, what it waits for before it comes into force, and that it was put away.

Columns are added one by one, the table is not made anew: on SQLite that would fail while other rows point at it.
"""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0020"
down_revision = "0019"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("contract", sa.Column("review_at", UtcDateTime(), nullable=True))
    op.add_column("contract", sa.Column("awaits", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("contract", sa.Column("effective_on", sa.Date(), nullable=True))
    op.add_column("contract", sa.Column("archived_on", sa.Date(), nullable=True))
    op.create_table(
        "contract_sign_off",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_contract_sign_off_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contract_sign_off_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_contract_sign_off_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_sign_off")),
    )
    op.create_index(
        op.f("ix_contract_sign_off_contract_id_id"), "contract_sign_off", ["contract_id", "id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_contract_sign_off_contract_id_id"), table_name="contract_sign_off")
    op.drop_table("contract_sign_off")
    for name in ("archived_on", "effective_on", "awaits", "review_at"):
        op.drop_column("contract", name)
