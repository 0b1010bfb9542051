"""Two of us take a tender decision off, and say that a gift came back."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHO = {"gift": ("back_said_by_id", "back_confirmed_by_id"), "tender_day": ("removal_by_id",)}
WORDS = {"gift": "back_note", "tender_day": "removal_reason"}


def upgrade() -> None:
    for name, people in WHO.items():
        with op.batch_alter_table(name) as table:
            for column in people:
                table.add_column(sa.Column(column, BIG, nullable=True))
                table.create_foreign_key(op.f(f"fk_{name}_{column}_staff"), "staff", [column], ["id"])
            table.add_column(sa.Column(WORDS[name], sa.String(length=200), nullable=False, server_default=""))
            if name == "gift":
                table.add_column(sa.Column("back_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for name, people in WHO.items():
        with op.batch_alter_table(name) as table:
            for column in people:
                table.drop_constraint(op.f(f"fk_{name}_{column}_staff"), type_="foreignkey")
                table.drop_column(column)
            table.drop_column(WORDS[name])
            if name == "gift":
                table.drop_column("back_on")
