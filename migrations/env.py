"""Runs migrations on the application's own engine, one transaction each."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from portal.db.engine import WRITES
from portal.db.facts import SERVES_FROM, fact, state
from portal.db.readiness import newest_revision, serves_us

ONE_AT_A_TIME = 7_405_112
"""Of PostgreSQL's advisory locks: nodes that start together migrate one after the other."""


def note_step(ctx, step, **_) -> None:
    """A migration that takes away what an earlier program uses says `step = "contract"`; from then on the database says
    that only programs from here on work with it (docs/decisions/0006)."""
    connection = ctx.connection
    contracts = getattr(step.up_revision.module, "step", "expand") == "contract"
    if contracts and fact(connection, SERVES_FROM):
        state(connection, SERVES_FROM, step.up_revision.revision if step.is_upgrade else step.up_revision.down_revision)


def is_newer(connection: Connection) -> bool:
    """Whether the tables are a newer release's, on which this program works as well: there is nothing to do."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return False
    current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""
    return current > newest_revision() and serves_us(connection)


def run() -> None:
    migrate = current_app.extensions["migrate"]
    with migrate.db.engine.connect().execution_options(**{WRITES: True}) as connection:
        if connection.dialect.name == "postgresql":  # a page may not take as long as an index over a million rows may
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("SET lock_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({ONE_AT_A_TIME})")
            # A table is changed at once or not at all: who waits for it longer makes every page behind it wait.
            connection.exec_driver_sql("SET lock_timeout = '10s'")
            connection.commit()
        is_ahead = is_newer(connection)
        connection.commit()  # each migration begins a transaction of its own
        if is_ahead:  # a node of the release before starts again in the middle of an update
            return
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            on_version_apply=note_step,
            include_object=lambda _object, name, kind, *_: not (kind == "table" and (name or "").startswith("search_")),
            **{**migrate.configure_args, "transaction_per_migration": True},
        )
        with context.begin_transaction():
            context.run_migrations()


run()
