"""The full-text index of SQLite merges eight segments at a time, so that whoever writes merges less."""

from alembic import op

revision = "0035"
down_revision = "0028"

_MERGED = "INSERT INTO search_text (search_text, rank) VALUES ('automerge', {})"


def upgrade() -> None:
    _merge(8)


def downgrade() -> None:
    _merge(4)


def _merge(segments: int) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_MERGED.format(segments))
