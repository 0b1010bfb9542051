"""Instances of the portal that commands work on."""

import click
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from portal.db.extension import db
from portal.db.readiness import newest_revision


def run(app: Flask, command: click.Command, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(command, [str(one) for one in arguments])


def call_current(app: Flask) -> None:
    """As `flask db upgrade` leaves it."""
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("DELETE FROM alembic_version"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:no)"), {"no": newest_revision()})
