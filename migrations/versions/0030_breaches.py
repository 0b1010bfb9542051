"""Breaches with their replies, sums and proposals, and the deposit ledger."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0030"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "breach",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("clause_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article", sa.String(length=20), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("obligor", sa.String(length=8), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("batch_no", sa.String(length=40), nullable=False),
        sa.Column("boxes", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reported_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reported_at", UtcDateTime(), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=True),
        sa.Column("notice_channel", sa.String(length=8), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("cure_by", sa.Date(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "act_id"],
            ["breach.account_id", "breach.id"],
            name=op.f("fk_breach_account_id_act_id_breach"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "clause_id"],
            ["clause.account_id", "clause.id"],
            name=op.f("fk_breach_account_id_clause_id_clause"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_breach_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_breach_account_id_account")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["login.id"], name=op.f("fk_breach_decided_by_id_login")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_breach_product_id_product")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["login.id"], name=op.f("fk_breach_reported_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_breach_account_id_id")),
        sa.UniqueConstraint("number", name=op.f("uq_breach_number")),
    )
    op.create_index(op.f("ix_breach_account_id_state_id"), "breach", ["account_id", "state", "id"], unique=False)
    op.create_index(op.f("ix_breach_act_id"), "breach", ["act_id"], unique=False)
    op.create_index(op.f("ix_breach_clause_id"), "breach", ["clause_id"], unique=False)
    op.create_index(op.f("ix_breach_contract_id_id"), "breach", ["contract_id", "id"], unique=False)
    op.create_index(op.f("ix_breach_state_id"), "breach", ["state", "id"], unique=False)
    op.create_table(
        "breach_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("complainant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("loss_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("is_malicious", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "breach_id"],
            ["breach.account_id", "breach.id"],
            name=op.f("fk_breach_file_account_id_breach_id_breach"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_breach_file_account_id_account")),
        sa.ForeignKeyConstraint(["complainant_id"], ["account.id"], name=op.f("fk_breach_file_complainant_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_file")),
        sa.UniqueConstraint("breach_id", name=op.f("uq_breach_file_breach_id")),
    )
    op.create_index(op.f("ix_breach_file_source"), "breach_file", ["source"], unique=False)
    op.create_table(
        "breach_penalty",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("clause_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("working", sa.JSON(), nullable=False),
        sa.Column("fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "breach_id"],
            ["breach.account_id", "breach.id"],
            name=op.f("fk_breach_penalty_account_id_breach_id_breach"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "clause_id"],
            ["clause.account_id", "clause.id"],
            name=op.f("fk_breach_penalty_account_id_clause_id_clause"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_breach_penalty_account_id_account")),
        sa.ForeignKeyConstraint(["made_by_id"], ["login.id"], name=op.f("fk_breach_penalty_made_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_penalty")),
    )
    op.create_index(op.f("ix_breach_penalty_breach_id_id"), "breach_penalty", ["breach_id", "id"], unique=False)
    op.create_table(
        "breach_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "breach_id"],
            ["breach.account_id", "breach.id"],
            name=op.f("fk_breach_proposal_account_id_breach_id_breach"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_breach_proposal_account_id_account")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["login.id"], name=op.f("fk_breach_proposal_decided_by_id_login")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["login.id"], name=op.f("fk_breach_proposal_proposed_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_proposal")),
    )
    op.create_index(op.f("ix_breach_proposal_breach_id_id"), "breach_proposal", ["breach_id", "id"], unique=False)
    op.create_table(
        "breach_reply",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "breach_id"],
            ["breach.account_id", "breach.id"],
            name=op.f("fk_breach_reply_account_id_breach_id_breach"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_breach_reply_account_id_account")),
        sa.ForeignKeyConstraint(["author_id"], ["login.id"], name=op.f("fk_breach_reply_author_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_reply")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_breach_reply_account_id_id")),
    )
    op.create_index(op.f("ix_breach_reply_breach_id_id"), "breach_reply", ["breach_id", "id"], unique=False)
    op.create_table(
        "deposit_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "breach_id"],
            ["breach.account_id", "breach.id"],
            name=op.f("fk_deposit_entry_account_id_breach_id_breach"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_deposit_entry_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_deposit_entry_account_id_account")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["login.id"], name=op.f("fk_deposit_entry_entered_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_entry")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_deposit_entry_account_id_id")),
    )
    op.create_index(op.f("ix_deposit_entry_contract_id_id"), "deposit_entry", ["contract_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_deposit_entry_contract_id_id"), table_name="deposit_entry")
    op.drop_table("deposit_entry")
    op.drop_index(op.f("ix_breach_reply_breach_id_id"), table_name="breach_reply")
    op.drop_table("breach_reply")
    op.drop_index(op.f("ix_breach_proposal_breach_id_id"), table_name="breach_proposal")
    op.drop_table("breach_proposal")
    op.drop_index(op.f("ix_breach_penalty_breach_id_id"), table_name="breach_penalty")
    op.drop_table("breach_penalty")
    op.drop_index(op.f("ix_breach_file_source"), table_name="breach_file")
    op.drop_table("breach_file")
    op.drop_index(op.f("ix_breach_state_id"), table_name="breach")
    op.drop_index(op.f("ix_breach_contract_id_id"), table_name="breach")
    op.drop_index(op.f("ix_breach_clause_id"), table_name="breach")
    op.drop_index(op.f("ix_breach_act_id"), table_name="breach")
    op.drop_index(op.f("ix_breach_account_id_state_id"), table_name="breach")
    op.drop_table("breach")
