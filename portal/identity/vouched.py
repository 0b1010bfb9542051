"""Whom of us a provider's word lets in: only people who are here already, by the account they are bound to or by an
address the provider has verified; nobody is made (AU7, AZ10)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import g
from sqlalchemy import select

from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.people.bindings import bind, bound_to, works_here
from portal.domain.people.models import Login, Staff
from portal.domain.scope import GuardedSession
from portal.identity.arriving import Arrival, arrive
from portal.identity.providers.vouching import Person
from portal.settings import Settings


def whose(session: GuardedSession, person: Person, address: str) -> Arrival | None:
    """Who it is, as they arrive; None for whoever is not one of us, has left, or is bound to another account there.

    A verified address binds the account for good: when the address is given to somebody else later, that is another
    subject and finds nobody. The second factor stays owed unless the provider asked for one and the settings say so.
    """
    login = bound_to(session, *person.account)
    if login is None:
        login = _by_address(session, person, address)
    if login is None or not works_here(session, login):
        return None
    arrival = arrive(session, login.id)
    if arrival is None or not person.has_second_factor:
        return arrival
    return replace(arrival, factor_owed=False)


def connect(session: GuardedSession, person: Person, login_id: int, by: Actor, at: datetime) -> None:
    """Bind the account to who is signed in; Refused(binding.taken), Refused(binding.other)."""
    login = session.get_one(Login, login_id)
    bind(session, login, person.account, why="hand", by=by, at=at)


def password_is_closed(session: GuardedSession, login: Login | None, settings: Settings) -> bool:
    """Whether our own people sign in by a provider alone and this one is none of those who keep a password."""
    if not settings.staff_passwords or login is None or login.email in settings.staff_passwords:
        return False
    return session.scalar(select(Staff.id).where(Staff.login_id == login.id)) is not None


def _by_address(session: GuardedSession, person: Person, address: str) -> Login | None:
    query: Any = select(Login).where(Login.email == person.email)
    login: Login | None = session.scalar(query) if person.email else None
    if login is None or not works_here(session, login):
        return None
    by = Actor(kind="staff", name=login.name, login_id=login.id, address=address)
    try:
        bind(session, login, person.account, why="email", by=by, at=g.now)
    except Refused:
        return None
    return login
