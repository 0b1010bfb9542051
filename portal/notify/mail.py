"""The words of one mail, in the recipient's language."""

from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale

from portal.domain.accounts.merging.homes import account_now
from portal.domain.scope import GuardedSession
from portal.notify.addresses import TOKEN_PATHS, address_for, path_to, secret_path
from portal.notify.care_telling import rows_to_tell
from portal.notify.escalation_recipients import ESCALATIONS, is_settled
from portal.notify.models import Message
from portal.notify.paper_reminding import REMINDERS as PAPER_REMINDERS
from portal.notify.paper_reminding import is_replaced
from portal.notify.promise_reminding import is_over
from portal.notify.rating_link import REMINDING, is_rated_or_over, rating_words
from portal.notify.reminding import is_pointless
from portal.notify.reply_to import invite_reply, reference_for
from portal.notify.still_there import Pointless, check_recipient
from portal.notify.survey_link import ASKING as SURVEY_MAILS
from portal.notify.survey_link import is_answered_or_over, survey_words
from portal.notify.threads import message_id, thread
from portal.settings import Settings

REMINDERS = frozenset({"contract.notice_reminded", "contract.end_reminded"})

DAYS = ("arrives_by", "due_on", "from_on")
MOMENTS = ("due_at",)


def compose(session: GuardedSession, message: Message, settings: Settings, now: datetime) -> EmailMessage:
    """The mail for `message`, whose event and recipient are loaded; Pointless when it should not be sent any more."""
    check_worth(session, message, now)
    locale = message.recipient.locale or settings.locale
    reference = reference_for(session, message, settings)
    words: dict[str, Any] = {
        "name": message.recipient.name,
        "account_name": account_name(session, message.event.account_id),
        "company_name": settings.company_name,
        "link": settings.base_url + _path(session, message, now),
        "locale": locale,
        "takes_replies": reference is not None,
        **message.facts,
        **_days(message.facts),
        **survey_words(session, message, settings.base_url, locale),
        **rating_words(session, message, settings.base_url, now),
    }
    if message.kind == "care.due":
        words["duties"] = rows_to_tell(session, message.event, now)
    mail = begin_mail()
    with force_locale(locale):
        mail["Subject"] = one_line(rendered(f"mail/{message.kind}/subject.txt", words))
        text = rendered(f"mail/{message.kind}/body.txt", words)
        html = rendered("mail/layout.html", {**words, "paragraphs": text.split("\n\n")})
        mail.set_content(rendered("mail/layout.txt", {**words, "text": text}))
        mail.add_alternative(html, subtype="html")
    address_mail(mail, message, address_for(session, message.event, message.recipient), settings, now)
    thread(mail, session, message, urlsplit(settings.base_url).hostname, reference)
    invite_reply(mail, reference, settings)
    return mail


def begin_mail() -> EmailMessage:
    return EmailMessage(policy=SMTP)


def one_line(text: str) -> str:
    """Safe as a header: no line breaks or other control characters, whatever somebody typed."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _days(facts: dict[str, Any]) -> dict[str, Any]:
    """The days and moments it is about, to be written in the reader's language."""
    days: dict[str, date] = {name: date.fromisoformat(facts[name]) for name in DAYS if name in facts}
    return days | {name: datetime.fromisoformat(facts[name]) for name in MOMENTS if name in facts}


def address_mail(mail: EmailMessage, message: Message, recipient: str, settings: Settings, now: datetime) -> None:
    """From whom and to whom, when, and under which delivery id."""
    sender_name, sender = parseaddr(settings.mail_from)
    mail["From"] = Address(one_line(sender_name or settings.company_name), addr_spec=sender)
    mail["To"] = Address(one_line(message.recipient.name), addr_spec=recipient)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(message.id, urlsplit(settings.base_url).hostname)
    mail["Auto-Submitted"] = "auto-generated"


def check_worth(session: GuardedSession, message: Message, now: datetime) -> None:
    """Pointless when the matter or the person's part in it is over since the event."""
    check_recipient(session, message)
    if message.kind in REMINDERS and is_pointless(session, message.event, now):
        raise Pointless("acted on since, or over")
    if message.kind == "pledge.due" and is_over(session, message.event):
        raise Pointless("kept, called off or moved since")
    if message.kind == "care.due" and not rows_to_tell(session, message.event, now):
        raise Pointless("all done since")
    if message.kind in PAPER_REMINDERS and is_replaced(session, message.event):
        raise Pointless("a new one counts since")
    if message.kind in SURVEY_MAILS and is_answered_or_over(session, message, now):
        raise Pointless("answered, over or not wanted")
    if message.kind == REMINDING and is_rated_or_over(session, message, now):
        raise Pointless("rated, over or not wanted")
    if message.kind in ESCALATIONS and is_settled(session, message.event):
        raise Pointless("answered, done or moved since")


def _path(session: GuardedSession, message: Message, now: datetime) -> str:
    event = message.event
    if message.kind not in TOKEN_PATHS:
        return path_to(event.subject, event.number, for_staff=message.account_id is None, kind=event.kind)
    path = secret_path(session, event, now)
    if path is None:
        raise Pointless("the link is used, replaced or expired")
    return path


def account_name(session: GuardedSession, account_id: int | None) -> str:
    """The full name, also of an account that goes on in another one since: then the other's."""
    account = account_now(session, account_id)
    return account.name_zh if account else ""


def rendered(template: str, words: dict[str, Any]) -> str:
    # Straight from Jinja: the context of pages (visitor, notices) has no business in a mail.
    return current_app.jinja_env.get_template(template).render(words).strip()
