"""Acting for another of one's accounts: the session changes its membership and gets a new id."""

from flask import Response, g, request
from sqlalchemy import select
from werkzeug.exceptions import NotFound as PageNotFound

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.models import Account
from portal.domain.people.models import Membership, WebSession
from portal.domain.scope import OUTSIDE_SCOPE, GuardedSession
from portal.identity.confirming import own_login
from portal.identity.cookie import visit
from portal.identity.sessions import rotate
from portal.identity.views import identity
from portal.web.current import uow
from portal.web.pages import see_other


@identity.post("/me/acting")
def switch_membership() -> Response:
    sent = request.form.get("membership", "")
    wanted = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0
    account = _own_account(uow.session, g.visitor.login_id, wanted)
    if account is None:
        raise PageNotFound
    own_login(uow.session).record("login.acting_changed", by=uow.actor, at=g.now, account=account)
    uow.session.get_one(WebSession, g.visitor.session_id).membership_id = wanted
    rotate(uow.session, g.visitor.session_id, visit().renew())
    return see_other("partner.home")


def _own_account(session: GuardedSession, login_id: int, membership_id: int) -> str | None:
    """The number of the account for which this login may act by this membership now."""
    query = (
        select(Account.number)
        .select_from(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.id == membership_id,
            Membership.login_id == login_id,
            Membership.ended_at.is_(None),
            Account.status.not_in(CLOSED_TO_PARTNERS),
        )
    )
    number: str | None = session.scalar(query, execution_options={OUTSIDE_SCOPE: "a person's own memberships"})
    return number
