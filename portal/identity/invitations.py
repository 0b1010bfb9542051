"""Accepting an invitation: a newcomer chooses a password, who has one shows it, who is signed in says yes."""

from flask import Response, g, make_response, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField

from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.people.invitations import accept
from portal.domain.people.models import Login, Membership
from portal.domain.scope import GuardedSession
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.offers import Offer, find_offer
from portal.identity.password_rules import mistake_in
from portal.identity.passwords import hash_password, matches
from portal.identity.sessions import end_visit, open_session
from portal.identity.tokens import use, void, void_all
from portal.identity.views import identity
from portal.identity.visits import client_address, late_write, visit, writing
from portal.web.current import uow
from portal.web.forms import Form, LineField, Text
from portal.web.pages import page
from portal.web.people_words import PARTNER_ROLE_HINTS, PARTNER_ROLES


class Newcomer(Form):
    name = LineField(_l("Your name"), [Text(1, 80)])
    password = PasswordField(_l("Choose a password"), [Text(1, 200)])


class Acquaintance(Form):
    password = PasswordField(_l("Your password"), [Text(1, 200)])


class Consent(Form):
    """Nothing to fill in: who accepts is signed in."""


@identity.get("/invitations/<ref:token>")
def show_invitation(token: str) -> Response | tuple[Response, int]:
    offer = find_offer(uow.session, token, g.now)
    return _page(offer, token, _form_for(offer)) if offer else _gone()


@identity.post("/invitations/<ref:token>")
@late_write
def accept_invitation(token: str) -> Response | tuple[Response, int]:
    offer = find_offer(uow.session, token, g.now)
    if offer is None:
        return _gone()
    if g.visitor and g.visitor.login_id != offer.login.id:
        raise Refused("invitation.for_somebody_else")
    form = _form_for(offer, sent=True)
    if not form.validate() or not _is_proven(offer, form):
        return _page(offer, token, form), 422
    password_hash = hash_password(form.password.data) if isinstance(form, Newcomer) else None
    with writing() as session:
        offer = find_offer(session, token, g.now)
        if offer is None or offer.is_for_a_newcomer != isinstance(form, Newcomer):
            return _gone()
        if isinstance(form, Newcomer):
            _settle_in(session, offer.login, form.name.data, password_hash)
        _open(session, offer, _take(session, offer))
    return make_response(redirect(url_for("partner.home"), 303))


def _form_for(offer: Offer, *, sent: bool = False) -> Form:
    if g.visitor and g.visitor.login_id == offer.login.id:
        kind: type[Form] = Consent
    else:
        kind = Newcomer if offer.is_for_a_newcomer else Acquaintance
    return kind.from_post() if sent else kind.blank(name=offer.invitation.name)


def _is_proven(offer: Offer, form: Form) -> bool:
    """Whether the password is one that may be chosen, or the one of that login; says on the form what is wrong."""
    if isinstance(form, Newcomer):
        mistake = mistake_in(form.password.data, form.name.data, offer.login.email)
    elif isinstance(form, Acquaintance):
        right = matches(offer.login.password_hash, form.password.data)
        mistake = None if right else _l("This password is wrong. It is the one you sign in with here.")
    else:
        return True
    if mistake is not None:
        form.password.errors = [mistake]
    return mistake is None


def _settle_in(session: GuardedSession, login: Login, name: str, password_hash: str | None) -> None:
    """The first password is no change of password: other invitations of the same person stay good."""
    login.name, login.password_hash = name, password_hash
    void_all(session, login.id, g.now)


def _take(session: GuardedSession, offer: Offer) -> Membership:
    actor = Actor(
        kind="partner", name=offer.login.name, login_id=offer.login.id, account_id=offer.account.id,
        roles=frozenset({offer.invitation.role}), address=client_address(),
    )  # fmt: skip
    membership = accept(UnitOfWork(session, actor, g.now, writes=True), offer.invitation, offer.login)
    use(offer.link, g.now)
    void(session, "invitation", offer.invitation.id, g.now)
    session.flush()
    return membership


def _open(session: GuardedSession, offer: Offer, membership: Membership) -> None:
    """A session under a new id; a second factor, where there is one, is still asked for."""
    end_visit(session, visit().visit_id, why="invitation_accepted", at=g.now)
    passed = g.visitor.factor_passed if g.visitor else not offer.login.has_second_factor
    open_session(
        session, offer.login, visit().renew(), staff=None, membership=membership, factor_passed=passed,
        at=g.now, address=client_address(), agent=request.user_agent.string,
    )  # fmt: skip


def _page(offer: Offer, token: str, form: Form) -> Response:
    return page(
        "identity/invitation.html", form=form, token=token, offer=offer,
        role=PARTNER_ROLES[offer.invitation.role], role_hint=PARTNER_ROLE_HINTS[offer.invitation.role],
        for_somebody_else=bool(g.visitor) and g.visitor.login_id != offer.login.id,
    )  # fmt: skip


def _gone() -> tuple[Response, int]:
    """One answer for links that are unknown, used, too old or taken back."""
    return page("identity/invitation_gone.html"), 404
