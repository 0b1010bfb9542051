"""What the models cannot say: the full-text index of each engine, and what keeps it in step with the entries."""

from sqlalchemy import Connection

from portal.search.models import KINDS

# Contentless: the words are kept once, in search_entry. No positions are needed, for no phrase is ever asked for.
# What a transaction adds is a segment of its own, and segments are merged while others wait to write: eight at a time
# instead of four, which is a third less of that work for whoever files or imports.
MERGED_LATER = "INSERT INTO search_text (search_text, rank) VALUES ('automerge', 8)"
_SQLITE = (
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "words, content='', detail=none, prefix='2 3', tokenize='unicode61 remove_diacritics 0')",
    MERGED_LATER,
    "INSERT INTO search_text (rowid, words) SELECT id, words FROM search_entry",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_text (rowid, words) VALUES (new.id, new.words);
    END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE OF words ON search_entry WHEN old.words <> new.words BEGIN
        INSERT INTO search_text (search_text, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_text (rowid, words) VALUES (new.id, new.words);
    END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_text (search_text, rowid, words) VALUES ('delete', old.id, old.words);
    END""",
)
_SQLITE_AWAY = (
    "DROP TRIGGER IF EXISTS search_entry_added",
    "DROP TRIGGER IF EXISTS search_entry_changed",
    "DROP TRIGGER IF EXISTS search_entry_removed",
    "DROP TABLE IF EXISTS search_text",
)
# One for each kind: what is common in one and rare in another is looked up in as little as there is of it.
_POSTGRESQL = tuple(
    f"CREATE INDEX ix_search_entry_words_{kind} ON search_entry USING gin (words) WHERE kind = '{kind}'"
    for kind in KINDS
)
_POSTGRESQL_AWAY = tuple(f"DROP INDEX IF EXISTS ix_search_entry_words_{kind}" for kind in KINDS)


def create(connection: Connection) -> None:
    """Make the full-text index over the entries there are; the table search_entry must exist."""
    _run(connection, _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL)


def drop(connection: Connection) -> None:
    """Take the full-text index away; the entries stay."""
    _run(connection, _SQLITE_AWAY if connection.dialect.name == "sqlite" else _POSTGRESQL_AWAY)


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
