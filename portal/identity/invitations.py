"""The page that an invitation's link opens; opening it changes nothing, only accepting does."""

from flask import Response, g, make_response, redirect, url_for

from portal.domain.base import Refused
from portal.identity import throttle
from portal.identity.accepting import Newcomer, kind_of_form, settle_in, take
from portal.identity.offers import Offer, find_offer
from portal.identity.passwords import hash_password
from portal.identity.pausing import refuse_while_paused
from portal.identity.views import identity
from portal.identity.visits import client_address
from portal.identity.writing import late_write, writing
from portal.web.current import uow
from portal.web.forms import Form
from portal.web.pages import Answer, page
from portal.web.people_words import PARTNER_ROLE_HINTS, PARTNER_ROLES


@identity.get("/invitations/<ref:token>")
def show_invitation(token: str) -> Answer:
    offer = find_offer(uow.session, token, g.now)
    if offer is None:
        return _gone()
    return _page(offer, token, kind_of_form(offer).blank(name=offer.invitation.name))


@identity.post("/invitations/<ref:token>")
@late_write
def accept_invitation(token: str) -> Answer:
    network = throttle.network_of(client_address())
    refuse_while_paused(uow.session, "token", network)
    offer = find_offer(uow.session, token, g.now)
    if offer is None:
        with writing() as session:
            throttle.count(session, "token", network, g.now)
        return _gone()
    if _is_somebody_else(offer):
        raise Refused("invitation.for_somebody_else")
    form = kind_of_form(offer).from_post()
    if not form.validate() or not form.proves(offer):
        return _page(offer, token, form), 422
    return _accept(token, form, offer.login.password_hash)


def _accept(token: str, form: Form, compared: str | None) -> Answer:
    password_hash = hash_password(form.password.data) if isinstance(form, Newcomer) else ""
    with writing() as session:
        offer = find_offer(session, token, g.now)
        if offer is None or not isinstance(form, kind_of_form(offer)) or offer.login.password_hash != compared:
            return _gone()  # taken, or a password chosen or changed, while ours was being hashed or compared
        if isinstance(form, Newcomer):
            settle_in(session, offer, form.name.data, password_hash)
        take(session, offer)
    return make_response(redirect(url_for("partner.home"), 303))


def _page(offer: Offer, token: str, form: Form) -> Response:
    return page(
        "identity/invitation.html", form=form, token=token, offer=offer, for_somebody_else=_is_somebody_else(offer),
        role=PARTNER_ROLES[offer.invitation.role], role_hint=PARTNER_ROLE_HINTS[offer.invitation.role],
    )  # fmt: skip


def _is_somebody_else(offer: Offer) -> bool:
    return g.visitor is not None and g.visitor.login_id != offer.login.id


def _gone() -> tuple[Response, int]:
    """One answer for links that are unknown, used, too old or taken back."""
    return page("identity/invitation_gone.html"), 404
