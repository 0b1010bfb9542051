"""The command line: first run, demonstration data, import, backup, worker."""

from flask import Flask

from portal.cli.calendar import calendar_commands
from portal.cli.demo_command import demo, sign_ins
from portal.cli.imports import export_commands, import_commands
from portal.cli.people import create_admin, end_sessions_of
from portal.cli.worker import dead_letters, verify_audit, worker


def register_commands(app: Flask) -> None:
    """Hang every command on `flask`."""
    for command in (calendar_commands, create_admin, demo, end_sessions_of, export_commands, import_commands, sign_ins, worker,
                    dead_letters, verify_audit):  # fmt: skip
        app.cli.add_command(command)
