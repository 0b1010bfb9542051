"""Command `accept-keys`: begin anew with other secret keys, where those of before are lost."""

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.upkeep.starting import remember_keys


@click.command("accept-keys")
@with_appcontext
def accept_keys() -> None:
    """Let this node start with its own secret keys, although the database was used with others.

    Everybody signs in again; second factors and identity numbers that the other keys sealed cannot be read.
    """
    remember_keys(current_app._get_current_object())  # type: ignore[attr-defined]
    click.echo("Accepted: nodes with these keys start from now on.")
