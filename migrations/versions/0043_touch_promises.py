"""What was promised in a contact is known by the contact."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = "fk_touch_account_id_pledge_id_pledge"


def upgrade() -> None:
    with op.batch_alter_table("touch") as table:
        table.add_column(sa.Column("pledge_id", BIG, nullable=True))
        table.create_foreign_key(op.f(NAME), "pledge", ["account_id", "pledge_id"], ["account_id", "id"])


def downgrade() -> None:
    with op.batch_alter_table("touch") as table:
        table.drop_constraint(op.f(NAME), type_="foreignkey")
        table.drop_column("pledge_id")
