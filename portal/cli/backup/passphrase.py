"""The passphrase of backups: from the environment or a file for us alone, never from the command line."""

from pathlib import Path

import click

from portal.setting_readers import passphrase
from portal.settings import Settings

HOW = "Set PORTAL_BACKUP_PASSPHRASE, or PORTAL_BACKUP_PASSPHRASE_FILE to a file of mode 0600 that holds it"


def backup_passphrase(settings: Settings) -> str | None:
    """None when backups are not encrypted; ClickException for a file that cannot be used."""
    if settings.backup_passphrase or not settings.backup_passphrase_file:
        return settings.backup_passphrase or None
    file = Path(settings.backup_passphrase_file)
    try:
        if file.stat().st_mode & 0o077:
            raise click.ClickException(f"Others can read {file}: run chmod 600 on it.")
        return passphrase(file.read_text("utf-8").strip())
    except OSError as mistake:
        raise click.ClickException(f"PORTAL_BACKUP_PASSPHRASE_FILE: {file}: {mistake.strerror}.") from mistake
    except ValueError as mistake:
        raise click.ClickException(f"PORTAL_BACKUP_PASSPHRASE_FILE: {file} {mistake}.") from mistake
