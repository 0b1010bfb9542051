"""Asked extensions and what we propose in answer."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "term_extension",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("arrived_at", UtcDateTime(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("right", sa.String(length=8), nullable=False),
        sa.Column("article", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("ask_by", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("old_ends_on", sa.Date(), nullable=True),
        sa.Column("new_ends_on", sa.Date(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("acknowledge_by", sa.Date(), nullable=True),
        sa.Column("acknowledged_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("version_no", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_term_extension_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_term_extension_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_term_extension_account_id_account")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["login.id"], name=op.f("fk_term_extension_decided_by_id_login")),
        sa.ForeignKeyConstraint(
            ["acknowledged_by_id"], ["login.id"], name=op.f("fk_term_extension_acknowledged_by_id_login")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_extension")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_term_extension_account_id_id")),
        sa.UniqueConstraint("request_id", name=op.f("uq_term_extension_request_id")),
    )
    op.create_index(
        "ix_term_extension_open", "term_extension", ["contract_id"], unique=True,
        sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
    op.create_index(op.f("ix_term_extension_contract_id_id"), "term_extension", ["contract_id", "id"], unique=False)
    op.create_index(
        op.f("ix_term_extension_state_acknowledge_by"), "term_extension", ["state", "acknowledge_by"], unique=False
    )
    op.create_table(
        "extension_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("extension_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("old_ends_on", sa.Date(), nullable=False),
        sa.Column("new_ends_on", sa.Date(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("override", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "extension_id"],
            ["term_extension.account_id", "term_extension.id"],
            name=op.f("fk_extension_proposal_account_id_extension_id_term_extension"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_extension_proposal_account_id_account")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["login.id"], name=op.f("fk_extension_proposal_decided_by_id_login")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["login.id"], name=op.f("fk_extension_proposal_proposed_by_id_login")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_proposal")),
    )
    op.create_index(
        op.f("ix_extension_proposal_extension_id_id"), "extension_proposal", ["extension_id", "id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_extension_proposal_extension_id_id"), table_name="extension_proposal")
    op.drop_table("extension_proposal")
    op.drop_index(op.f("ix_term_extension_state_acknowledge_by"), table_name="term_extension")
    op.drop_index(op.f("ix_term_extension_contract_id_id"), table_name="term_extension")
    op.drop_index("ix_term_extension_open", table_name="term_extension")
    op.drop_table("term_extension")
