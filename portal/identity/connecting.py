"""Connecting one's own sign-in with an account elsewhere, and parting from it; administrators may part others."""

from typing import NamedTuple

from flask import Response, g, url_for
from flask_babel import gettext as _

from portal.domain.people.bindings import SignInBinding, bindings_of, unbind
from portal.domain.scope import GuardedSession
from portal.identity.confirming import Confirmed, is_confirmed, own_login
from portal.identity.elsewhere import back_address, provider_named
from portal.identity.providers.choosing import name_of, providers
from portal.identity.providers.vouching import Unvouched
from portal.identity.tried import begin_try, keep_try
from portal.identity.views import identity
from portal.identity.writing import late_write, waiting_for_nobody
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other


class Way(NamedTuple):
    """A way in by a provider: its code, its name, and the account bound there (None is not yet)."""

    code: str
    name: str
    bound: SignInBinding | None


def ways_of(session: GuardedSession, login_id: int) -> list[Way]:
    """Every provider of the settings, and those of which a binding is left."""
    if not providers():
        return []
    bound = bindings_of(session, login_id)
    codes = [*providers(), *(code for code in bound if code not in providers())]
    return [Way(code, name_of(code), bound.get(code)) for code in codes]


@identity.get("/me/ways/<code:provider>")
def ask_to_connect(provider: str) -> Response:
    provider_named(provider)
    return _page(provider, Confirmed.blank())


@identity.post("/me/ways/<code:provider>")
@late_write
def begin_to_connect(provider: str) -> Answer:
    """With the current password: who has found a browser open must not make it theirs for good (AU8)."""
    way, form = provider_named(provider), Confirmed.from_post()
    if not is_confirmed(form):
        return _page(provider, form), 422
    tried = begin_try(provider, "", g.visitor.login_id)
    try:
        with waiting_for_nobody():
            address = way.address(tried, back_address(provider))
    except Unvouched:
        words = _("%(name)s does not answer. Try again in a minute.", name=name_of(provider))
        return see_other("identity.show_me", words, "bad")
    return keep_try(page("identity/connect.html", name=name_of(provider), address=address), tried)


@identity.post("/me/ways/<code:provider>/removal")
def part_from(provider: str) -> Response:
    if unbind(uow.session, own_login(uow.session), provider, by=uow.actor, at=g.now):
        return see_other("identity.show_me", _("%(name)s lets you in no more.", name=name_of(provider)))
    return see_other("identity.show_me")


def _page(provider: str, form: Confirmed) -> Response:
    title, action = _("Connect %(name)s", name=name_of(provider)), url_for(".begin_to_connect", provider=provider)
    return page("identity/change.html", form=form, action=action, title=title, verb=_("Go on"))
