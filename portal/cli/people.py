"""Commands about people: the first administrator, and signing somebody out everywhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from email_validator import EmailNotValidError
from flask.cli import with_appcontext
from flask_babel import force_locale

from portal.cli.calendar import seed_calendar
from portal.db.transaction import transaction
from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.people.hiring import hire
from portal.domain.people.roles import Reach, StaffRole
from portal.domain.requests.clocks.policies import seed_policy
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.names import find_login
from portal.identity.password_rules import mistake_in
from portal.identity.passwords import hash_password
from portal.identity.sessions import end_sessions
from portal.web.email_field import normal_email
from portal.web.refusals import words_for


def _email(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    try:
        return normal_email(text)
    except EmailNotValidError as mistake:
        raise click.BadParameter("write it as name@company.cn") from mistake


@click.command("create-admin")
@click.option("--name", prompt="Name", help="The administrator's own name.")
@click.option("--email", prompt="E-mail", callback=_email, help="The address to sign in with.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
@with_appcontext
def create_admin(name: str, email: str, password_stdin: bool) -> None:
    """Make an administrator, who sees every account and lets everybody else in."""
    name = name.strip()
    if not 0 < len(name) <= 80:
        raise click.BadParameter("give a name of 1 to 80 characters", param_hint="--name")
    password = _read_password(password_stdin)
    with force_locale("en"):
        mistake = mistake_in(password, name, email)
        if mistake:
            raise click.ClickException(str(mistake))
        password_hash = hash_password(password)
        with _work("create-admin") as work:
            terms = {"title": "", "roles": [StaffRole.ADMINISTRATOR], "reach": Reach.ALL, "provinces": []}
            hire(work, name=name, email=email, **terms).login.password_hash = password_hash
            seed_calendar(work.session)  # what we promise is counted in working days
            seed_policy(work.session)
    click.echo(f"{email} is administrator. The first sign-in asks to set up a second factor.")


@click.command("end-sessions")
@click.argument("login")
@with_appcontext
def end_sessions_of(login: str) -> None:
    """Sign LOGIN (an e-mail address or mobile number) out on every device."""
    with _work("end-sessions") as work:
        found = find_login(work.session, login)
        if found is None:
            raise click.ClickException(f"Nobody signs in as {login}.")
        ended = end_sessions(work.session, found.id, why="ended_by_command", at=work.now)
        found.record("login.sessions_ended", by=work.actor, at=work.now, count=ended)
    click.echo(f"{ended} {'session' if ended == 1 else 'sessions'} of {login} ended.")


def _read_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return answer


@contextmanager
def _work(command: str) -> Iterator[UnitOfWork]:
    """One transaction over everything; what the domain refuses ends the command with one line and code 1."""
    try:
        with transaction(EveryAccount(f"the command {command}")) as session:
            yield UnitOfWork(session, Actor.system(command), datetime.now(UTC), writes=True)
    except Refused as refusal:
        raise click.ClickException(words_for(refusal)) from refusal
