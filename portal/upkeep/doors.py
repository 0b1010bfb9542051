"""Checks of the ways in: whether providers of sign-in answer, and who gets in on the day they do not."""

from sqlalchemy import select

from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import StaffRole
from portal.identity.providers.choosing import name_of, providers_of
from portal.identity.providers.vouching import Unvouched
from portal.upkeep.findings import Finding, Look


def providers(look: Look) -> Finding | None:
    """Whether every provider of the settings can be asked, and takes us for who we are."""
    for code, way in providers_of(look.settings).items():
        try:
            way.check()
        except Unvouched as reason:
            advice = "provider_silent" if reason.code == "unreachable" else "provider_refuses"
            return Finding(advice, {"name": name_of(code), "why": str(reason)})
    return None


def emergency(look: Look) -> Finding | None:
    """Where passwords of staff are closed: whether an administrator who keeps one has all it takes to sign in."""
    kept = look.settings.staff_passwords
    if not kept:
        return None
    query = select(Login, Staff.roles).join(Staff, Staff.login_id == Login.id).where(Login.email.in_(kept))
    able = [
        login
        for login, roles in look.session.execute(query)
        if StaffRole.ADMINISTRATOR in roles and login.deactivated_at is None and login.password_hash
    ]
    if not able:
        return Finding("emergency_nobody")
    return None if any(login.has_second_factor for login in able) else Finding("emergency_no_factor")
