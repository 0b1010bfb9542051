"""Where people and things are found: the address a mail goes to, and the path its link leads to."""

from datetime import datetime

from sqlalchemy import select

from portal.db.keys import token_text
from portal.domain.events import Event
from portal.domain.people.models import Invitation, LinkToken, Login
from portal.domain.scope import GuardedSession

ELSEWHERE = {"login.email_change_asked": "email", "login.email_changed": "old"}
"""Mail that goes elsewhere than to the login's present address, and the link token's fact that says where."""
ROOMS = {
    "service_request": "requests", "feedback": "feedback", "breach": "breaches", "contract": "contracts",
    "pledge": "promises", "absence": "absences", "hand_over": "hand-overs", "archive_proposal": "archive-changes",
    "account": "accounts", "survey_ask": "surveys", "rating_reminder": "requests", "survey_wave": "surveys",
    "gift": "gifts", "occasion_plan": "occasions",
    "month_report": "insight/reports", "opportunity": "opportunities",
}  # fmt: skip
PAPERS = {"qualification": "/staff/papers/{}", "house_paper": "/staff/papers/ours"}
"""Where staff find a paper; partners find all of theirs on one page."""
OF_KIND = {"care.plan_opens": "/staff/occasions/"}
"""Where an event leads that is about one of us."""
TOKEN_PATHS = {
    "invitation.sent": ("invitation", "/invitations/"),
    "staff.invited": ("reset", "/password/reset/"),
    "login.reset_asked": ("reset", "/password/reset/"),
    "login.email_change_asked": ("email", "/me/email/"),
}
"""Mail that carries a secret: its purpose, and the path in front of it."""


def address_for(session: GuardedSession, event: Event, login: Login) -> str:
    """The e-mail address to write to, or nothing. An invitation goes where it was sent, whatever the login has now."""
    if event.kind == "invitation.sent":
        return session.scalar(select(Invitation.email).where(Invitation.id == event.subject_id)) or ""
    if event.kind in ELSEWHERE:
        link_token = session.get(LinkToken, event.facts["link_token_id"])
        return (link_token and link_token.facts.get(ELSEWHERE[event.kind])) or ""
    return login.email or ""


def path_to(subject: str, number: str, *, for_staff: bool, kind: str = "") -> str:
    """The path of the thing on the reader's face; for what has no page, the page about oneself."""
    if kind in OF_KIND:
        return OF_KIND[kind]
    if subject == "hook":
        return "/staff/admin/integrations/"
    if subject == "staff":
        return "/staff/care/"
    if subject == "account":
        return f"/staff/accounts/{number}" if for_staff else "/"
    if subject == "contact":
        return f"/staff/accounts/{number}?tab=contacts"
    if subject == "tender_day":
        return f"/staff/accounts/{number}/tenders"
    if subject == "erasure":
        return "/staff/admin/privacy/" if for_staff else "/me/data"
    if subject in PAPERS:
        return PAPERS[subject].format(number.rpartition("-")[2]) if for_staff else "/documents/"
    room = ROOMS.get(subject)
    if room is None:
        return "/me/"
    return f"{'/staff' if for_staff else ''}/{room}/{number}"


def secret_path(session: GuardedSession, event: Event, now: datetime) -> str | None:
    """The path with the secret that this event's mail carries, or None once the secret is worth nothing."""
    purpose, path = TOKEN_PATHS[event.kind]
    query = select(LinkToken).where(
        LinkToken.id == event.facts["link_token_id"],
        LinkToken.purpose == purpose,
        LinkToken.used_at.is_(None),
        LinkToken.voided_at.is_(None),
        LinkToken.expires_at > now,
    )
    link_token = session.scalar(query)
    return f"{path}{token_text(link_token)}" if link_token else None
