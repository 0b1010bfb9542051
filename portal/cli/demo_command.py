"""The commands that load the demonstration company and say how to sign in to it."""

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from portal.cli.demo.bulk.growing import Stage, continue_numbers, grow, plan
from portal.cli.demo.bulk.ids import FIRST
from portal.cli.demo.clock import AS_OF
from portal.cli.demo.company import Found, hashed_password, look, write_company
from portal.cli.demo.removing import remove_company
from portal.cli.demo.sign_ins import sign_in_table
from portal.cli.demo.summary import fingerprint, row_counts
from portal.cli.figures import everything
from portal.cli.reindex import index_anew
from portal.cli.reports import report_work
from portal.db.looking import look_at_all
from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.care.keeping import renew_all
from portal.domain.events import Actor
from portal.domain.levels.keeping import KINDS, figure
from portal.domain.quality.refiguring import recount
from portal.domain.sales.keeping import renew_all_trailing
from portal.domain.sales.months import last_ended
from portal.domain.scope import EveryAccount
from portal.domain.work import Work
from portal.domain.working_days import civil_day
from portal.insight.reporting.repository import Reports
from portal.search.models import SearchEntry

ROWS = click.IntRange(0, 1_000_000)
WHY = EveryAccount("the demonstration company is loaded")


@click.command("demo")
@click.option("--accounts", type=ROWS, default=0, help="So many generated accounts besides the 26 written by hand.")
@click.option("--requests", type=ROWS, default=0, help="So many generated requests besides the ten.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Another seed, other rows.")
@click.option("--if-missing", is_flag=True, help="Say nothing of what is there or was made.")
@click.option("--remove", is_flag=True, help="Take it away again, with all that was tried out in it.")
@with_appcontext
def demo(accounts: int, requests: int, seed: int, if_missing: bool, remove: bool) -> None:
    """Load the demonstration company, and as many generated rows as wanted; or take it away again."""
    if remove:
        rows, files = remove_company()
        return click.echo(f"{rows:,} rows and {files:,} files removed. Set PORTAL_ENV=production and start anew.")
    if current_app.extensions["settings"].env == "production":
        raise click.ClickException("Everybody knows the demonstration's password: set PORTAL_ENV=demo first.")
    password_hash = hashed_password()
    is_new = _load_company(seed, password_hash)
    stages = plan(seed, max(accounts, min(requests, 1)), requests, password_hash)
    rows = sum(max(stage.stop - stage.start, 0) for stage in stages)
    if not (is_new or rows or _is_unfinished()):
        return None if if_missing else click.echo("The demonstration company is there already.")
    _grow(stages, rows)
    with transaction(WHY) as session:
        index_anew(session)
    with transaction(WHY) as session:
        renew_all(session)
        renew_all_trailing(session)
        look_at_all(session.unguarded("looks at tables, not at rows"))
    _figure()
    for _part in everything(civil_day(datetime.now(UTC))):
        pass
    if is_new:
        _make_report()
    return None if if_missing else _report()


@click.command("sign-ins")
@with_appcontext
def sign_ins() -> None:
    """Print the address and who can sign in to the demonstration company."""
    with transaction(WHY, writes=False) as session:
        if not look(session).is_ours:
            raise click.ClickException("The demonstration company is not here: run `flask demo` on an empty database.")
    click.echo(sign_in_table(current_app.extensions["settings"].base_url))


def _figure() -> None:
    """Rows that were written by statement have no figures of their archive yet; generated accounts get their health
    from the worker."""
    with transaction(WHY) as session:
        recount(session, civil_day(datetime.now(UTC)))
    with transaction(WHY) as session:
        by_hand = session.scalars(select(Account.id).where(Account.id < FIRST, Account.kind.in_(KINDS)))
        figure(Work(session, Actor.system("demo"), datetime.now(UTC), writes=True), list(by_hand))


def _make_report() -> None:
    """The one that made itself on the day the demonstration stands still."""
    with transaction(WHY) as session:
        Reports(Work(session, Actor.system("demo"), AS_OF, writes=True)).ask(last_ended(civil_day(AS_OF)))
    step = report_work()
    while step():
        pass


def _load_company(seed: int, password_hash: str) -> bool:
    """Write the rows by hand unless they are there; whether they were written now."""
    try:
        with transaction(WHY) as session:
            found = look(session)
            _refuse_others(found, seed)
            if not found.is_ours:
                write_company(session, seed, password_hash)
            return not found.is_ours
    except (OperationalError, ProgrammingError) as mistake:
        raise click.ClickException("The database is not ready: run `flask db upgrade` first.") from mistake


def _refuse_others(found: Found, seed: int) -> None:
    if not found.is_ours and not found.is_empty:
        raise click.ClickException("This database holds real data; the demonstration needs an empty one.")
    if found.is_ours and found.seed != seed:
        raise click.ClickException(f"The demonstration company was made with --seed {found.seed}; use that one.")


def _grow(stages: list[Stage], rows: int) -> None:
    if rows:
        with click.progressbar(length=rows, label="Rows", show_pos=True) as bar:
            grow(stages, bar.update)
    continue_numbers()


def _is_unfinished() -> bool:
    """Whether an earlier run ended before everything could be found."""
    with transaction(WHY, writes=False) as session:
        counts = row_counts(session)
        entries = session.scalar(select(func.count(SearchEntry.id))) or 0
    return entries < sum(counts[name] for name in ("account", "service_request", "contract"))


def _report() -> None:
    with transaction(WHY, writes=False) as session:
        for table, count in row_counts(session).items():
            click.echo(f"{table:<18}{count:>10,}")
        click.echo(f"same rows, same fingerprint: {fingerprint(session)}")
