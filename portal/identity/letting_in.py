"""Opening the session of whoever has shown who they are, by a password or by a provider's word."""

from typing import Any

from flask import g, request, url_for

from portal.domain.scope import GuardedSession
from portal.identity.addresses import landing, safe_address
from portal.identity.arriving import Arrival
from portal.identity.cookie import visit
from portal.identity.sessions import cookie_age, end_visit, lifetime, open_session


def let_in(session: GuardedSession, arrival: Arrival, address: str, *, remembered: bool = False, **facts: Any) -> None:
    """A session under a new id, half signed in while the second factor is owed; `facts` say how it came about."""
    end_visit(session, visit().visit_id, why="signed_in_again", at=g.now)
    lasts = lifetime(is_staff=arrival.staff is not None, remembered=remembered)
    open_session(
        session, arrival.login, visit().renew(cookie_age(lasts)), staff=arrival.staff,
        membership=arrival.membership, factor_passed=not arrival.factor_owed, at=g.now, address=address,
        agent=request.user_agent.string, remembered=remembered,
    )  # fmt: skip
    kind = "login.factor_asked" if arrival.factor_owed else "login.signed_in"
    arrival.login.record(kind, by=arrival.actor(address), at=g.now, **facts)


def first_page(arrival: Arrival, wanted: str | None, *, remembered: bool = False) -> str:
    """Where they go next: to the code they still owe, to what they wanted, or home."""
    if arrival.factor_owed:
        return url_for("identity.ask_code", next=safe_address(wanted), remember=remembered or None)
    return landing(wanted, arrival.hats)
