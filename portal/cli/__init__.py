"""The command line: first run, demonstration data, import, export, worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

COMMANDS = {
    "accept-keys": "keys:accept_keys",
    "backup": "backup.commands:backup",
    "calendar": "calendar:calendar_commands",
    "clause": "clause:clause_commands",
    "clock": "clock:clock_commands",
    "create-admin": "people:create_admin",
    "db": "migrations:migration_commands",
    "dead-letters": "worker:dead_letters",
    "demo": "demo_command:demo",
    "doctor": "doctor:doctor",
    "end-sessions": "people:end_sessions_of",
    "export": "exports:export_commands",
    "figures": "figures:figures",
    "files": "files:files_commands",
    "import": "imports:import_commands",
    "reindex": "reindex:reindex_all",
    "move": "move:move",
    "privacy": "privacy:privacy_commands",
    "recount-archive": "archive:recount_archive",
    "report": "reports:report",
    "restore": "backup.commands:restore_backup",
    "setup-link": "first_run:setup_link",
    "sign-ins": "demo_command:sign_ins",
    "tiers": "levels:reckon_tiers",
    "verify-audit": "audit:verify_audit",
    "verify-backup": "backup.commands:verify_backup",
    "worker": "worker:worker",
}
"""Where each command stands; a web server never loads what only a command needs."""


class Commands(AppGroup):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        ctx.with_resource(_database_in_one_line())
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        room = import_module(f"{__name__}.{module}")
        if cmd_name == "db":
            room.init_migrations(ctx.obj.load_app())
        command: click.Command = getattr(room, name)
        return command


@contextmanager
def _database_in_one_line() -> Iterator[None]:
    """A database that does not answer or has no tables yet is a line to act on, not a stack to read."""
    try:
        yield
    except (OperationalError, ProgrammingError) as mistake:
        reason = str(mistake.orig).strip().partition("\n")[0]
        advice = "Check PORTAL_DATABASE_URL, and run `flask db upgrade` once it answers."
        raise click.ClickException(f"The database cannot be used: {reason}. {advice}") from mistake


def register_commands(app: Flask) -> None:
    """Hang every command on `flask`, those of extensions included."""
    commands = Commands()
    commands.commands.update(app.cli.commands)
    app.cli = commands
