"""Commands about personal data: what the retention job would do, before it does it."""

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.privacy.retention import old_leads
from portal.domain.scope import EveryAccount
from portal.domain.work import Work

privacy_commands = AppGroup("privacy", help="Personal data: what is due to go.")


@privacy_commands.command("retention")
@click.option("--months", type=click.IntRange(1, 240), help="Instead of what the settings say.")
def list_due(months: int | None) -> None:
    """List the leads whose people the worker takes out next; nothing is changed."""
    months = months or current_app.extensions["settings"].retention_lead_months
    with transaction(EveryAccount("the command privacy"), writes=False) as session:
        found = old_leads(Work(session, Actor.system("privacy retention"), datetime.now(UTC)), months)
        for lead in found:
            goes = f"goes {lead.goes_at:%Y-%m-%d}" if lead.goes_at else "told of next"
            click.echo(f"{lead.number}  last touch {lead.touched_at:%Y-%m-%d}  {lead.contacts} contacts  {goes}")
    click.echo(f"{len(found)} leads without a contract were not touched for {months} months.")
