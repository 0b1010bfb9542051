"""A person's own page: how they sign in, where they are signed in, and their language."""

from urllib.parse import urlsplit

from flask import Response, current_app, g, make_response, redirect, request
from flask_babel import lazy_gettext as _l
from wtforms.validators import AnyOf, Regexp

from portal.domain.people.models import Login
from portal.identity.addresses import home_of, safe_address
from portal.identity.calendar import own_calendar
from portal.identity.confirming import own_login
from portal.identity.connecting import ways_of
from portal.identity.devices import device_of
from portal.identity.factor import recovery_codes_left
from portal.identity.sessions import end_session, end_sessions, open_sessions
from portal.identity.views import identity
from portal.web.current import uow
from portal.web.forms import Form, LineField
from portal.web.locale import LOCALES
from portal.web.pages import Answer, page, see_other

YEAR = 365 * 24 * 3600


class ChooseLanguage(Form):
    locale = LineField("", validators=[AnyOf(LOCALES)])
    next = LineField("")


class EndDevice(Form):
    """One of the visitor's own sessions by its number, or `others`: all but this one."""

    device = LineField("", validators=[Regexp(r"^([0-9]{1,18}|others)$")])


@identity.get("/me/")
def show_me() -> Response:
    sessions = open_sessions(uow.session, g.visitor.login_id, g.visitor.kind, g.now)
    return page(
        "identity/me.html",
        login=own_login(uow.session),
        devices=[(web_session, *device_of(web_session.agent)) for web_session in sessions],
        calendar=own_calendar(uow.session, g.visitor.login_id),
        ways=ways_of(uow.session, g.visitor.login_id) if g.visitor.is_staff else [],
        codes_left=recovery_codes_left(uow.session, g.visitor.login_id),
    )


@identity.post("/me/language")
def choose_language() -> Answer:
    form = ChooseLanguage.from_post()
    if not form.validate():
        return page("errors/error.html", status=422, words=_l("Choose one of the list.")), 422
    if g.visitor is not None:
        uow.session.get_one(Login, g.visitor.login_id).choose_locale(form.locale.data, by=uow.actor, at=g.now)
    answer = make_response(redirect(_back(form.next.data), 303))
    tls = current_app.extensions["settings"].uses_tls
    answer.set_cookie("locale", form.locale.data, max_age=YEAR, httponly=True, samesite="Lax", secure=tls)
    return answer


@identity.post("/me/ended-devices")
def end_device() -> Answer:
    form = EndDevice.from_post()
    if not form.validate():
        return page("errors/error.html", status=422, words=_l("Choose one of the list.")), 422
    login_id, here = g.visitor.login_id, g.visitor.session_id
    if form.device.data == "others":
        count = end_sessions(uow.session, login_id, why="ended_by_owner", at=g.now, but=here)
    else:
        count = end_session(uow.session, login_id, int(form.device.data), why="ended_by_owner", at=g.now)
    if count:
        own_login(uow.session).record("login.sessions_ended", by=uow.actor, at=g.now, count=count)
    return see_other("identity.show_me", notice=_l("Signed out there."))


def _back(wanted: str | None) -> str:
    """To the page the button stood on: the form's word, else the browser's, else a first page."""
    came_from = urlsplit(request.referrer or "")
    before = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    home = home_of(g.visitor.hats if g.visitor else frozenset())
    return safe_address(wanted) or safe_address(before) or home
