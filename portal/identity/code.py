"""The second step of signing in: a code from the phone, or a recovery code."""

from dataclasses import replace

from flask import Response, g, make_response, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from portal.domain.people.models import Login
from portal.domain.scope import GuardedSession
from portal.identity import factor, throttle
from portal.identity.addresses import landing, safe_address
from portal.identity.confirming import own_login
from portal.identity.cookie import visit
from portal.identity.pausing import refuse_while_paused
from portal.identity.sessions import cookie_age, lifetime, rotate
from portal.identity.views import identity
from portal.identity.writing import late_write, writing
from portal.web.current import uow
from portal.web.forms import Form, LineField, Text
from portal.web.pages import Answer, page


class AskCode(Form):
    code = LineField(_l("Code"), [Text(1, 40)])
    remember = HiddenField("")
    next = HiddenField("")


@identity.get("/login/code")
def ask_code() -> Response:
    elsewhere = _elsewhere()
    if elsewhere is not None:
        return elsewhere
    form = AskCode.blank(next=request.args.get("next", ""), remember=request.args.get("remember", ""))
    return page("identity/code.html", form=form)


@identity.post("/login/code")
@late_write
def pass_code() -> Answer:
    elsewhere, form = _elsewhere(), AskCode.from_post()
    if elsewhere is not None:
        return elsewhere
    if not form.validate():
        return page("identity/code.html", form=form), 422
    refuse_while_paused(uow.session, "code", str(g.visitor.login_id))
    with writing() as session:
        refuse_while_paused(session, "code", str(g.visitor.login_id))  # of tries at once none is one too many
        login = own_login(session)
        kind = factor.accepts(session, login, form.code.data, g.now)
        if kind:
            make_whole(session, login, remembered=bool(form.remember.data), by=kind)
        else:
            throttle.count(session, "code", str(login.id), g.now)
            login.record("login.code_failed", by=uow.actor, at=g.now)
    if kind:
        return make_response(redirect(landing(form.next.data, whole_hats()), 303))
    form.code.errors = [_l("This code is wrong, too old or was used already. Take the newest one.")]
    return page("identity/code.html", form=form), 422


def make_whole(session: GuardedSession, login: Login, *, remembered: bool, by: str) -> None:
    """The half signed-in visitor is signed in from now on, under a new id; `by` says what showed it."""
    lasts = lifetime(is_staff=g.visitor.is_staff, remembered=remembered)
    rotate(session, g.visitor.session_id, visit().renew(cookie_age(lasts)), lasts_until=g.now + lasts)
    throttle.forgive(session, "code", str(login.id))
    login.record("login.signed_in", by=uow.actor, at=g.now, second_factor=by)


def whole_hats() -> frozenset[str]:
    """What the visitor is once the second factor is shown."""
    return replace(g.visitor, factor_passed=True).hats


def _elsewhere() -> Response | None:
    """Who owes no code goes home; who has no second factor yet sets one up first."""
    if g.visitor.factor_passed:
        return make_response(redirect(landing(request.values.get("next"), g.visitor.hats), 303))
    if not g.visitor.has_second_factor:
        wanted = safe_address(request.values.get("next"))
        return make_response(redirect(url_for("identity.offer_factor", next=wanted), 303))
    return None
