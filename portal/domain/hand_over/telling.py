"""Who is told of a hand-over: each partner who is next, the successor once of everything, each thing's own timeline."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.kinds import PORTAL_KINDS
from portal.domain.accounts.models import Account
from portal.domain.events import Event, Recorded
from portal.domain.people.models import Staff
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Work

DUTIES = {"managed": "business_manager_id", "cared_for": "care_owner_id", "sponsored": "sponsor_id"}


def tell(work: Work, group: str, rows: list[Any], before: Staff, after: Staff) -> None:
    """Leave an event on every thing that changed hands. Of all these only the account's goes out, and only where
    another one is its business manager now: the successor gets one message for the whole, not one for each."""
    if group in DUTIES:
        names = [before.login.name, after.login.name]
        for account in _accounts(work, rows):
            goes_out = group == "managed" and account.kind in PORTAL_KINDS
            _leave(work, account, "account.handed_over", not goes_out, changes={DUTIES[group]: names}, about=names[1])
    elif group == "requests":
        for request in _requests(work, rows):
            _leave(work, request, "request.assigned", True, before=before.id, after=after.id)
    elif group == "promises":
        for pledge in rows:
            told = {"due_on": pledge.due_on.isoformat(), "is_internal": pledge.is_internal}
            _leave(work, pledge, "pledge.handed_over", True, before=before.id, after=after.id, **told)


def _leave(work: Work, thing: Recorded, kind: str, is_silent: bool, **facts: Any) -> None:
    """`is_silent`: it counts as told already."""
    columns: Mapping[str, Any] = thing.event_columns(kind, work.actor, work.now, facts)
    work.session.insert(Event, {**columns, "dispatched_at": work.now if is_silent else None})


def _accounts(work: Work, rows: list[Any]) -> list[Account]:
    known = [row for row in rows if isinstance(row, Account)]
    ids = [row.account_id for row in rows if not isinstance(row, Account)]
    return known + list(work.session.scalars(select(Account).where(Account.id.in_(ids)))) if ids else known


def _requests(work: Work, rows: list[Any]) -> list[ServiceRequest]:
    ids = [row.request_id for row in rows]
    return list(work.session.scalars(select(ServiceRequest).where(ServiceRequest.id.in_(ids))))
