"""The one mail of the day: everything a person wanted to read together, in their language."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from flask_babel import force_locale

from portal.domain.scope import GuardedSession
from portal.notify.addresses import path_to
from portal.notify.mail import account_name, address_mail, begin_mail, check_worth, one_line, rendered
from portal.notify.models import Message
from portal.notify.still_there import Pointless
from portal.notify.words import sentence
from portal.settings import Settings


def compose_digest(
    session: GuardedSession, lead: Message, rows: Sequence[Message], settings: Settings, now: datetime
) -> EmailMessage:
    """The mail for `lead` and those folded into it; Pointless when nothing of it is worth telling any more."""
    locale = lead.recipient.locale or settings.locale
    with force_locale(locale):
        items = [item for row in rows if (item := _item(session, row, settings, now))]
        if not items:
            raise Pointless("acted on since, or over")
        words = {
            "name": lead.recipient.name, "company_name": settings.company_name, "locale": locale, "items": items,
            "choose": f"{settings.base_url}/me/notices",
        }  # fmt: skip
        mail = begin_mail()
        mail["Subject"] = one_line(rendered("mail/digest/subject.txt", words))
        mail.set_content(rendered("mail/digest/body.txt", words))
        mail.add_alternative(rendered("mail/digest/body.html", words), subtype="html")
    address_mail(mail, lead, lead.recipient.email or "", settings, now)
    return mail


def _item(session: GuardedSession, row: Message, settings: Settings, now: datetime) -> dict[str, Any] | None:
    """One line, or nothing: between the event and the mail a person may have left, or the matter may be over."""
    try:
        check_worth(session, row, now)
    except Pointless:
        return None
    for_staff = row.account_id is None
    return {
        "what": sentence(row.kind, for_staff=for_staff),
        "number": row.facts.get("number", ""),
        "subject": one_line(row.facts.get("subject", "")),
        "doc_type": row.facts.get("doc_type", ""),
        "account": row.facts.get("account") or account_name(session, row.event.account_id),
        "link": settings.base_url
        + path_to(row.event.subject, row.event.number, for_staff=for_staff, kind=row.event.kind),
    }
