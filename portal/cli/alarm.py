"""Mail to administrators about the instance itself, past the outbox: what sends the outbox may be what is lost."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

import click
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.db.transaction import transaction
from portal.domain.people.models import Login, Staff
from portal.domain.scope import EveryAccount
from portal.notify.mail import begin_mail, one_line
from portal.notify.models import Job
from portal.notify.smtp import Postman, Undelivered, Unreachable
from portal.settings import Settings
from portal.upkeep.findings import Finding
from portal.upkeep.noting import note
from portal.upkeep.words import NAMES, advice

ALARM = "alarm"
"""The row that keeps what was told last, so that nobody is told every five minutes."""
HERE = EveryAccount("administrators are told how the instance is")


def tell_administrators(settings: Settings, wrong: dict[str, Finding]) -> None:
    """Mail what came since the last time, and what is well again; ClickException when no mail can be sent."""
    if settings.is_demo or not settings.smtp_url:
        return
    try:
        before, addresses = _told_last(), _administrators()
    except SQLAlchemyError as mistake:
        raise click.ClickException(
            "Nobody could be told: the database does not say who administrators are."
        ) from mistake
    if set(wrong) == before:
        return
    with force_locale(settings.locale):
        mail = _written(settings, wrong, before)
    send_directly(settings, mail, addresses)
    note(ALARM, ",".join(sorted(wrong)))
    click.echo(f"Told {len(addresses)} administrators.")


def send_directly(settings: Settings, mail: EmailMessage, addresses: Sequence[str]) -> None:
    """One mail to each; ClickException with the server's reason."""
    name, sender = parseaddr(settings.mail_from)
    mail["From"] = Address(one_line(name or settings.company_name), addr_spec=sender)
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Auto-Submitted"] = "auto-generated"
    try:
        with Postman(settings.smtp_url, settings.send_timeout) as postman:
            for address in addresses:
                del mail["To"]
                mail["To"] = address
                postman.deliver(mail)
    except (Undelivered, Unreachable) as reason:
        raise click.ClickException(f"The mail server did not take it: {reason}.") from reason


def _told_last() -> set[str]:
    with transaction(HERE, writes=False) as session:
        said = session.scalar(select(Job.note).where(Job.name == ALARM))
    return set(said.split(",")) if said else set()


def _administrators() -> list[str]:
    query = (
        select(Login.email, Staff.roles).join(Staff, Staff.login_id == Login.id).where(Login.deactivated_at.is_(None))
    )
    with transaction(HERE, writes=False) as session:
        return [email for email, roles in session.execute(query) if email and "administrator" in roles]


def _written(settings: Settings, wrong: dict[str, Finding], before: set[str]) -> EmailMessage:
    mail = begin_mail()
    names = ", ".join(str(NAMES[name]) for name in wrong)
    mail["Subject"] = one_line(
        _("The portal needs care: %(names)s", names=names) if wrong else _("The portal is well again")
    )
    lines = [f"{NAMES[name]}: {advice(finding)}" for name, finding in wrong.items()]
    well = [str(NAMES[name]) for name in sorted(before - set(wrong)) if name in NAMES]
    if well:
        lines.append(_("Well again: %(names)s", names=", ".join(well)))
    mail.set_content("\n\n".join([*lines, f"{settings.base_url}/staff/admin/operations"]) + "\n")
    return mail
