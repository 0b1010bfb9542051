"""Of which accounts a workbook was written, where its reader saw only some: it is fetched no more once one of them is
out of their reach."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"


def upgrade() -> None:
    op.add_column("export", sa.Column("reach", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("export", "reach")
