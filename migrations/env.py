"""Runs migrations on the application's own engine, one transaction each."""

from alembic import context
from flask import current_app

from portal.db.engine import WRITES


def run() -> None:
    migrate = current_app.extensions["migrate"]
    with migrate.db.engine.connect().execution_options(**{WRITES: True}) as connection:
        if connection.dialect.name == "postgresql":  # a page may not take as long as an index over a million rows may
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            include_object=lambda _object, name, kind, *_: not (kind == "table" and (name or "").startswith("search_")),
            **{**migrate.configure_args, "transaction_per_migration": True},
        )
        with context.begin_transaction():
            context.run_migrations()


run()
