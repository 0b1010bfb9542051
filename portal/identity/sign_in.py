"""Signing in and out, by e-mail or mainland mobile number."""

from datetime import timedelta
from typing import Any

from flask import Response, current_app, g, make_response, redirect, request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField

from portal.domain.people.models import Login
from portal.domain.scope import GuardedSession
from portal.identity.addresses import home_of
from portal.identity.arriving import Arrival, Guess, arrive
from portal.identity.cookie import visit
from portal.identity.letting_in import first_page, let_in
from portal.identity.names import find_login, plain_name
from portal.identity.passwords import hash_password, is_outdated, matches
from portal.identity.providers.choosing import name_of, providers
from portal.identity.sessions import end_visit
from portal.identity.throttle import Standing
from portal.identity.views import identity
from portal.identity.visits import client_address
from portal.identity.vouched import password_is_closed
from portal.identity.writing import late_write, writing
from portal.web.current import uow
from portal.web.forms import Form, LineField, Text
from portal.web.pages import Answer, page, see_other


class SignIn(Form):
    login = LineField(_l("E-mail or mobile number"), [Text(1, 254)])
    password = PasswordField(_l("Password"), [Text(1, 200)])
    remember = BooleanField(_l("Stay signed in on this device for 30 days"))
    next = HiddenField("")


@identity.get("/login")
def sign_in() -> Response:
    if g.visitor is not None:
        return make_response(redirect(home_of(g.visitor.hats), 303))
    return _page(SignIn.blank(next=request.args.get("next", "")))


@identity.post("/login")
@late_write
def start_session() -> Answer:
    form = SignIn.from_post()
    if not form.validate():
        return _page(form), 422
    guess = Guess(plain_name(form.login.data), client_address(), g.now)
    login = find_login(uow.session, form.login.data)
    pause = guess.pause_left(uow.session)
    right = pause is None and matches(login.password_hash if login else None, form.password.data)
    right = right and not password_is_closed(uow.session, login, current_app.extensions["settings"])
    outdated = right and login is not None and is_outdated(login.password_hash or "")
    newer_hash = hash_password(form.password.data) if outdated else None
    with writing() as session:
        pause = pause or guess.pause_left(session)
        arrival = _arrive(session, login) if right and login and not pause else None
        if arrival:
            _forget_tries(session, arrival, guess, newer_hash)
            let_in(session, arrival, guess.address, remembered=form.remember.data)
        elif pause:
            guess.log(session, "login.refused", login)
        else:
            standing = guess.failed(session, login)
    if arrival:
        return make_response(redirect(first_page(arrival, form.next.data, remembered=form.remember.data), 303))
    return _paused(form, pause) if pause else _wrong(form, standing)


@identity.post("/logout")
def sign_out() -> Response:
    end_visit(uow.session, visit().visit_id, why="signed_out", at=g.now)
    if g.visitor is not None:
        uow.session.get_one(Login, g.visitor.login_id).record("login.signed_out", by=uow.actor, at=g.now)
    visit().renew()
    response = see_other("identity.sign_in", notice=_l("You are signed out."))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _arrive(session: GuardedSession, compared: Login) -> Arrival | None:
    """As of now: a password that was changed while it was being compared opens nothing any more, for whoever changed it
    has signed all others out."""
    now = session.get_one(Login, compared.id, with_for_update={"key_share": True}, populate_existing=True)
    return arrive(session, now.id) if now.password_hash == compared.password_hash else None


def _forget_tries(session: GuardedSession, arrival: Arrival, guess: Guess, newer_hash: str | None) -> None:
    guess.succeeded(session)
    if newer_hash:
        arrival.login.password_hash = newer_hash


def _wrong(form: SignIn, standing: Standing) -> tuple[Response, int]:
    return _page(form, is_wrong=True, left=standing.left), 422


def _paused(form: SignIn, pause: timedelta) -> tuple[Response, int]:
    answer = _page(form, pause_minutes=-(-pause // timedelta(minutes=1)))
    answer.headers["Retry-After"] = str(-(-pause // timedelta(seconds=1)))
    return answer, 429


def _page(form: SignIn, **more: Any) -> Response:
    """With the ways in by a provider, for our own people."""
    ways = [(code, name_of(code)) for code in providers()]
    closed = bool(current_app.extensions["settings"].staff_passwords)
    return page("identity/sign_in.html", form=form, ways=ways, passwords_closed=closed, **more)
