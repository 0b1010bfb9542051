"""By which ways one person hears of one event, and when: the routing table, bent by what the person chose."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from portal.domain.people.models import Login
from portal.notify.addresses import address_for
from portal.notify.choice import DAILY, OFF, Wishes
from portal.notify.groups import group_of, is_urgent, priority_of
from portal.notify.hours import after_quiet, next_at
from portal.notify.models import EMAIL, INBOX, SMS
from portal.notify.recipients import Circle
from portal.notify.sms import TEMPLATES, template_of

SECURITY = frozenset(
    {"login.email_changed", "login.password_changed", "login.mobile_changed", "login.factor_changed"}
)  # fmt: skip
"""Told by text message, without any link, to those who have no e-mail address."""


class Way(NamedTuple):
    channel: str
    at: datetime
    in_digest: bool = False


def ways_to(circle: Circle, login: Login, channel: str, wishes: Wishes, now: datetime) -> Iterator[Way]:
    """What a line of the routing table (`channel`: inbox or email) means to this person. The inbox is always told."""
    kind = circle.event.kind
    at = now if is_urgent(kind, priority_of(circle.thing)) else after_quiet(wishes.quiet, now)
    mode = wishes.mail_mode(kind)
    if channel == INBOX:
        yield Way(INBOX, now)
    if channel == EMAIL and mode not in (DAILY, OFF) and address_for(circle.session, circle.event, login):
        yield Way(EMAIL, at)
    if mode == DAILY and login.email:
        yield Way(EMAIL, next_at(wishes.digest_at, now), in_digest=True)
    if login.mobile and _by_sms(kind, login, wishes):
        yield Way(SMS, at)


def _by_sms(kind: str, login: Login, wishes: Wishes) -> bool:
    if group_of(kind) is None:
        return kind in SECURITY and not login.email
    return wishes.by_sms(kind) and template_of(kind) in TEMPLATES
