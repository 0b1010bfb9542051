"""Command `verify-audit`: whether the event log is as it was sealed; its last seal by mail to who keeps it."""

from contextlib import closing

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select

from portal.cli.alarm import send_directly
from portal.db.transaction import transaction
from portal.domain.events import Event
from portal.domain.scope import EveryAccount
from portal.domain.seal import anchor, broken_links, keeps_anchor, vouched_count
from portal.notify.mail import begin_mail
from portal.settings import Settings
from portal.upkeep.noting import noted
from portal.upkeep.running import AUDIT


@click.command("verify-audit")
@click.option("--anchor", "kept", metavar="NO:SEAL", help="As an earlier run printed it; shows a cut tail.")
@click.option("--mail", "by_mail", is_flag=True, help="Mail the last seal to PORTAL_ANCHOR_TO, if that is set.")
@with_appcontext
def verify_audit(kept: str | None, by_mail: bool) -> None:
    """Check that no sealed event was altered, removed or reordered."""
    with noted(AUDIT) as words:
        words.append(_verified(kept))
    settings: Settings = current_app.extensions["settings"]
    if by_mail and settings.anchor_to and settings.smtp_url and not settings.is_demo:
        _mail_anchor(settings, words[-1])


def _verified(kept: str | None) -> str:
    """The anchor; ClickException for whatever does not follow from what was before it."""
    with transaction(EveryAccount("the command verify-audit"), writes=False) as session:
        with closing(broken_links(session)) as faults:
            fault = next(faults, None)
        if fault is not None:
            raise click.ClickException(f"The event log is broken at seal {fault[0]}: {fault[1]}.")
        if kept is not None and not keeps_anchor(session, kept):
            raise click.ClickException(f"The event log does not hold the anchor {kept}: it was cut or rewritten.")
        unsealed = session.scalar(select(func.count()).select_from(Event).where(Event.seal_no.is_(None)))
        if replaced := vouched_count(session):
            click.echo(f"{replaced} of its events hold a pseudonym where an erasure took a person out.")
        upto = anchor(session)
        click.echo(f"The event log is intact up to {upto}; {unsealed} newer events are not sealed yet.")
        return upto


def _mail_anchor(settings: Settings, upto: str) -> None:
    mail = begin_mail()
    with force_locale(settings.locale):
        mail["Subject"] = _("Anchor of the event log: seal %(no)s", no=upto.partition(":")[0])
        words = _("The event log is intact up to this seal. Keep this mail: with it anybody can show later whether "
                  "events were taken away or rewritten.")  # fmt: skip
    mail.set_content(f"{words}\n\nflask verify-audit --anchor {upto}\n")
    send_directly(settings, mail, [settings.anchor_to])
    click.echo(f"Mailed to {settings.anchor_to}.")
