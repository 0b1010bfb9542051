"""Signing in by the company's own account: to the provider, and back with its word. For our own people alone."""

import logging

from flask import Response, current_app, g, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound as PageNotFound

from portal.domain.base import Refused
from portal.identity import throttle
from portal.identity.addresses import home_of, safe_address
from portal.identity.letting_in import first_page, let_in
from portal.identity.pausing import refuse_while_paused
from portal.identity.providers.choosing import name_of, providers
from portal.identity.providers.vouching import Person, Provider, Try, Unvouched
from portal.identity.providers.waiting import one_visit
from portal.identity.tried import begin_try, forget_try, keep_try, kept_try
from portal.identity.views import identity
from portal.identity.visits import client_address
from portal.identity.vouched import connect, whose
from portal.identity.writing import waiting_for_nobody, writing
from portal.web.current import uow
from portal.web.pages import see_other
from portal.web.refusals import words_for

log = logging.getLogger("portal")


@identity.get("/login/with/<code:provider>")
def sign_in_elsewhere(provider: str) -> Response:
    """To the provider. A link and no form: the policy of our pages lets no form lead elsewhere."""
    way = provider_named(provider)
    if g.visitor is not None and g.visitor.factor_passed:
        return make_response(redirect(home_of(g.visitor.hats), 303))
    return go_elsewhere(way, begin_try(provider, safe_address(request.args.get("next")) or ""))


@identity.get("/login/with/<code:provider>/back")
def come_back(provider: str) -> Response:
    """Opened by the provider, by GET as its protocol has it: the one page of that kind that opens a session. What it
    changes needs the sealed cookie of the browser that began (BR2)."""
    way, tried = provider_named(provider), kept_try(provider)
    network = throttle.network_of(client_address())
    refuse_while_paused(uow.session, "elsewhere", network)
    if tried is None:
        return _again(_("This took too long, or was begun in another window. Please try once more."))
    try:
        if request.args.get("error"):
            raise Unvouched("refused", "the provider said no")
        with waiting_for_nobody(), one_visit():
            person = way.person(tried, back_address(provider), request.args)
    except Unvouched as reason:
        log.warning("a provider did not vouch", extra={"provider": provider, "why": str(reason), "code": reason.code})
        if reason.code != "unreachable":
            _count(network)
        return _again(_words(reason, name_of(provider)), tried)
    return _connect(tried, person) if tried.login_id else _sign_in(tried, person, network)


def go_elsewhere(way: Provider, tried: Try) -> Response:
    try:
        with waiting_for_nobody(), one_visit():
            address = way.address(tried, back_address(way.code))
    except Unvouched as reason:
        log.warning("a provider cannot be asked", extra={"provider": way.code, "why": str(reason), "code": reason.code})
        return _again(_words(reason, name_of(way.code)), tried)
    return keep_try(make_response(redirect(address, 303)), tried)


def provider_named(code: str) -> Provider:
    """As the settings name it; any other is no such page."""
    found = providers().get(code)
    if found is None:
        raise PageNotFound
    return found


def back_address(provider: str) -> str:
    """Built from the base URL, never from the Host header: the provider compares it with what it was told."""
    base = current_app.extensions["settings"].base_url
    return f"{base}{url_for('identity.come_back', provider=provider)}"


def _sign_in(tried: Try, person: Person, network: str) -> Response:
    with writing() as session:
        arrival = whose(session, person, client_address())
        if arrival is not None:
            let_in(session, arrival, client_address(), way=person.provider)
    if arrival is None:
        _count(network)
        words = _("Nobody of us is known by this account. Ask an administrator, or connect it under “My sign-in”.")
        return _again(words, tried)
    return forget_try(make_response(redirect(first_page(arrival, tried.next), 303)))


def _connect(tried: Try, person: Person) -> Response:
    """Only while the very person who asked for it is signed in here, second factor and all."""
    visitor = g.visitor
    if visitor is None or not visitor.factor_passed or visitor.login_id != tried.login_id:
        return _again(_("Sign in here first, then connect the account."), tried)
    try:
        with writing() as session:
            connect(session, person, visitor.login_id, uow.actor, g.now)
    except Refused as refusal:
        return forget_try(see_other("identity.show_me", words_for(refusal), "bad"))
    words = _("Connected: you can sign in with %(name)s from now on.", name=name_of(person.provider))
    return forget_try(see_other("identity.show_me", words))


def _again(words: str, tried: Try | None = None) -> Response:
    """Back to where it began, with what went wrong."""
    if g.visitor is not None and g.visitor.factor_passed:
        return forget_try(see_other("identity.show_me", words, "bad"))
    return forget_try(see_other("identity.sign_in", words, "bad", next=(tried.next if tried else "") or "/staff/"))


def _count(network: str) -> None:
    with writing() as session:
        throttle.count(session, "elsewhere", network, g.now)


def _words(reason: Unvouched, name: str) -> str:
    if reason.code == "unreachable":
        return _("%(name)s does not answer. Try again in a minute, or sign in with your password.", name=name)
    if reason.code == "stranger":
        return _("This account does not belong to our company at %(name)s.", name=name)
    return _("Signing in with %(name)s did not work. Please try once more.", name=name)
