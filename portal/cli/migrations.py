"""`flask db`: Alembic's commands over our folder of migrations."""

from flask import Flask
from flask_migrate import Migrate
from flask_migrate.cli import db as migration_commands

from portal.db.extension import db
from portal.db.readiness import MIGRATIONS

__all__ = ["init_migrations", "migration_commands"]


def init_migrations(app: Flask) -> None:
    """Only who migrates calls this: a web server never needs Alembic's 11 MB."""
    Migrate(app, db, directory=str(MIGRATIONS), compare_type=True, render_as_batch=True)
