"""Commands about the worker: run it, look after mail that was given up."""

from datetime import UTC, datetime, timedelta

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from portal.cli.collector import settle_collector
from portal.cli.exports import export_work
from portal.cli.figures import figure_work
from portal.cli.hand_over_work import HandOverWork
from portal.cli.imports import import_work
from portal.cli.levels import LEVEL_JOBS
from portal.cli.looking import look_work
from portal.cli.occasions import opening_work
from portal.cli.privacy_work import PRIVACY_JOBS
from portal.cli.reports import REPORT_JOBS, report_work
from portal.cli.signs import SIGNS
from portal.cli.sweeping import sweep_work
from portal.db.courtesy import Courtesy
from portal.db.extension import db
from portal.db.journal import copied_out
from portal.db.transaction import transaction
from portal.domain.base import NotFound, Refused
from portal.domain.events import Actor
from portal.domain.scope import EveryAccount
from portal.domain.work import Work
from portal.insight.tier_run import TierWork
from portal.intake.taking_out.work import forget_old
from portal.intake.work import for_a_while
from portal.mailroom.loop import mail_taken_in
from portal.notify import outbox
from portal.notify.jobs import JOBS, Regular
from portal.notify.models import EMAIL
from portal.notify.outbox import CHANNELS, message_of, messages_in
from portal.notify.worker import run, stopped_by_signals
from portal.upkeep.starting import refuse_to_start


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing is left to do.")
@with_appcontext
def worker(once: bool) -> None:
    """Dispatch events, deliver mail, take mail in and do the regular jobs until stopped."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    settle_collector()
    if not once:
        refuse_to_start(app)
        app.extensions["write_gate"].courtesy = Courtesy(app.extensions["presence"], copied_out(db.engine))
    stop = stopped_by_signals()
    steps = [for_a_while(import_work()), for_a_while(export_work()), TierWork(), for_a_while(HandOverWork()),
             figure_work(), report_work(), opening_work(), sweep_work(),
             look_work()]  # fmt: skip
    exports = Regular("exports", timedelta(minutes=10), forget_old)
    jobs = (*JOBS, *LEVEL_JOBS, *REPORT_JOBS, exports, *PRIVACY_JOBS)
    with mail_taken_in(app, stop, once=once):
        run(app, once=once, steps=steps, jobs=jobs, signs=SIGNS, stop=stop)


@click.command("dead-letters")
@click.option("--channel", type=click.Choice(CHANNELS), help="Only this one; for --replay and --discard: email.")
@click.option("--replay", type=int, metavar="ID", help="Try this one again.")
@click.option("--replay-all", is_flag=True, help="Try everything of the channel again.")
@click.option("--discard", type=int, metavar="ID", help="Do not send this one.")
@with_appcontext
def dead_letters(channel: str | None, replay: int | None, replay_all: bool, discard: int | None) -> None:
    """List messages that were given up, channel by channel; try them again or discard them."""
    if sum((replay is not None, discard is not None, replay_all)) > 1:
        raise click.UsageError("Name one of --replay, --replay-all and --discard.")
    if replay is None and discard is None and not replay_all:
        for name in [channel] if channel else CHANNELS:
            _list_dead(name)
        return
    try:
        _decide(channel or EMAIL, replay, discard)
    except NotFound:
        raise click.ClickException(f"There is no message {replay or discard}.") from None
    except Refused:
        raise click.ClickException(f"Message {replay or discard} does not wait for a decision any more.") from None


def _decide(channel: str, replay: int | None, discard: int | None) -> None:
    by, at = Actor.system("dead-letters"), datetime.now(UTC)
    with transaction(EveryAccount("the command dead-letters")) as session:
        work = Work(session, by, at, writes=True)
        if replay is not None:
            message_of(work, replay, channel).replay(by=by, at=at)
            click.echo(f"Message {replay} is due again.")
        elif discard is not None:
            outbox.discard(work, message_of(work, discard, channel))
            click.echo(f"Message {discard} is discarded.")
        else:
            click.echo(f"{outbox.replay_all(work, channel)} messages are due again.")


def _list_dead(channel: str) -> None:
    after: str | None = None
    with transaction(EveryAccount("the command dead-letters"), writes=False) as session:
        work = Work(session, Actor.system("dead-letters"), datetime.now(UTC))
        while True:
            found = messages_in(work, channel, "dead", after=after)
            for message in found.rows:
                about = f"{message.made_at:%Y-%m-%d %H:%M} UTC  {message.kind}  {message.facts.get('number', '')}"
                click.echo(f"{message.id}  {channel}  {about}  {message.last_error}")
            after = found.older
            if after is None:
                return
