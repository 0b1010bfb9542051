"""The worker's part of monthly reports, and the command that makes one at once."""

from datetime import UTC, date, datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.db.transaction import transaction
from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.sales.months import last_ended
from portal.domain.work import Work
from portal.domain.working_days import civil_day
from portal.insight.reporting.due import ask_due
from portal.insight.reporting.printing import pdf_of
from portal.insight.reporting.repository import Reports
from portal.insight.reporting.work import SCOPE, ReportWork
from portal.intake.work import worker_name
from portal.notify.jobs import Regular

REPORT_JOBS = (Regular("ask_reports", timedelta(minutes=15), ask_due),)


def report_work() -> ReportWork:
    """A step of the worker: makes the reports that wait, one after the other."""
    made = current_app.extensions
    return ReportWork(made["report_document"], pdf_of, made["storage"].put, worker_name())


@click.command("report")
@click.option("--month", metavar="YYYY-MM", help="Of this month; else of the last one that is over.")
@with_appcontext
def report(month: str | None) -> None:
    """Make the monthly report of management now."""
    now = datetime.now(UTC)
    try:
        asked = date.fromisoformat(f"{month}-01") if month else last_ended(civil_day(now))
    except ValueError:
        raise click.ClickException(f"{month} is no month: write it as 2026-10.") from None
    with transaction(SCOPE) as session:
        try:
            number = Reports(Work(session, Actor.system("report"), now, writes=True)).ask(asked).number
        except Refused:
            raise click.ClickException(f"There are no figures of {asked:%Y-%m}.") from None
    step = report_work()
    while step():
        pass
    with transaction(SCOPE, writes=False) as session:
        found = Reports(Work(session, Actor.system("report"), now)).get(number)
        files = ", ".join(f"{one.locale}.{one.kind} {one.size:,} bytes" for one in found.files)
        click.echo(f"{number} of {asked:%Y-%m}: {found.state}; {files or 'no files'}.")
