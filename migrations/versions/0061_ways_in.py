"""An account's papers of a state and its ratings of a year are found by one index each, whatever the database knows of
its tables."""

from alembic import op

revision = "0061"
down_revision = "0060"

PAPERS, PAPERS_BEFORE = "ix_qualification_account_id_state_expires_on", "ix_qualification_account_id_expires_on"
RATINGS = "ix_rating_account_id_rated_at"


def upgrade() -> None:
    op.create_index(op.f(PAPERS), "qualification", ["account_id", "state", "expires_on"])
    op.drop_index(op.f(PAPERS_BEFORE), table_name="qualification")
    op.create_index(op.f(RATINGS), "rating", ["account_id", "rated_at"])


def downgrade() -> None:
    op.drop_index(op.f(RATINGS), table_name="rating")
    op.create_index(op.f(PAPERS_BEFORE), "qualification", ["account_id", "expires_on"])
    op.drop_index(op.f(PAPERS), table_name="qualification")
