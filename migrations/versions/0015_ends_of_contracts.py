"""How an agreement was terminated, and since when it is settled.

Columns are added one by one, the table is not made anew: on SQLite that would fail while other rows point at it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("contract", sa.Column("termination_ground", sa.String(length=20), nullable=True))
    op.add_column("contract", sa.Column("termination_arrived_on", sa.Date(), nullable=True))
    op.add_column("contract", sa.Column("terminated_why", sa.Text(), nullable=False, server_default=""))
    op.add_column("contract", sa.Column("settled_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for name in ("settled_on", "terminated_why", "termination_arrived_on", "termination_ground"):
        op.drop_column("contract", name)
