"""Files hung on things."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_attachment_account_id_account")),
        sa.ForeignKeyConstraint(["added_by_id"], ["login.id"], name=op.f("fk_attachment_added_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("ref", name=op.f("uq_attachment_ref")),
    )
    op.create_index(op.f("ix_attachment_account_id_id"), "attachment", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
    op.create_index(
        op.f("ix_attachment_subject_subject_id_id"), "attachment", ["subject", "subject_id", "id"], unique=False
    )
    op.create_table(
        "backstage_attachment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_backstage_attachment_account_id_account")
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["login.id"], name=op.f("fk_backstage_attachment_added_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backstage_attachment")),
        sa.UniqueConstraint("ref", name=op.f("uq_backstage_attachment_ref")),
    )
    op.create_index(op.f("ix_backstage_attachment_sha256"), "backstage_attachment", ["sha256"], unique=False)
    op.create_index(
        op.f("ix_backstage_attachment_subject_subject_id_id"),
        "backstage_attachment",
        ["subject", "subject_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_backstage_attachment_subject_subject_id_id"), table_name="backstage_attachment")
    op.drop_index(op.f("ix_backstage_attachment_sha256"), table_name="backstage_attachment")
    op.drop_table("backstage_attachment")
    op.drop_index(op.f("ix_attachment_subject_subject_id_id"), table_name="attachment")
    op.drop_index(op.f("ix_attachment_sha256"), table_name="attachment")
    op.drop_index(op.f("ix_attachment_account_id_id"), table_name="attachment")
    op.drop_table("attachment")
