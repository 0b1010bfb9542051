"""Accounts elsewhere by which our own people sign in."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0048"
down_revision = "0047"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sign_in_binding",
        sa.Column("id", BIG, nullable=False),
        sa.Column("login_id", BIG, nullable=False),
        sa.Column("provider", sa.String(10), nullable=False),
        sa.Column("issuer", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("bound_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_sign_in_binding_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_binding")),
        sa.UniqueConstraint("login_id", "provider", name=op.f("uq_sign_in_binding_login_id_provider")),
        sa.UniqueConstraint("provider", "issuer", "subject", name=op.f("uq_sign_in_binding_provider_issuer_subject")),
    )


def downgrade() -> None:
    op.drop_table("sign_in_binding")
