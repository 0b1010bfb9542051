"""A forgotten password: a link by mail to the address we know, and the same answer for every address."""

from flask import Response, current_app, g, request
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField

from portal.domain.base import Refused
from portal.domain.people.models import LinkToken, Login
from portal.domain.scope import GuardedSession
from portal.identity import throttle
from portal.identity.arriving import Guess
from portal.identity.credentials import ask_reset, set_password
from portal.identity.names import find_login, plain_name
from portal.identity.password_rules import mistake_in
from portal.identity.passwords import hash_password
from portal.identity.pausing import refuse, refuse_while_paused
from portal.identity.tokens import open_token, use
from portal.identity.views import identity
from portal.identity.visits import client_address
from portal.identity.vouched import password_is_closed
from portal.identity.writing import late_write, writing
from portal.web.current import uow
from portal.web.forms import Form, LineField, Text
from portal.web.pages import Answer, page, see_other


class AskReset(Form):
    login = LineField(_l("E-mail or mobile number"), [Text(1, 254)])


class ChoosePassword(Form):
    password = PasswordField(_l("New password"), [Text(1, 200)])


@identity.get("/password/forgot")
def forget_password() -> Response:
    return page("identity/forgot.html", form=AskReset.blank(), is_sent="sent" in request.args)


@identity.post("/password/forgot")
@late_write
def mail_reset_link() -> Answer:
    form = AskReset.from_post()
    if not form.validate():
        return page("identity/forgot.html", form=form), 422
    guess = Guess(plain_name(form.login.data), client_address(), g.now)
    counted = (("reset.name", guess.name), ("reset.address", guess.network))
    pause = throttle.pause_left(uow.session, *counted, at=g.now)
    if pause is not None:
        refuse(pause)
    with writing() as session:
        for what, whose in counted:
            throttle.count(session, what, whose, g.now)
        _send(session, guess, find_login(session, form.login.data))
    return see_other("identity.forget_password", sent=1)


@identity.get("/password/reset/<ref:token>")
def show_reset(token: str) -> Answer:
    if open_token(uow.session, "reset", token, g.now) is None:
        return page("identity/link_gone.html"), 404
    return page("identity/reset.html", form=ChoosePassword.blank(), token=token)


@identity.post("/password/reset/<ref:token>")
@late_write
def reset_password(token: str) -> Answer:
    network = throttle.network_of(client_address())
    refuse_while_paused(uow.session, "token", network)
    link_token = open_token(uow.session, "reset", token, g.now)
    if link_token is None:
        with writing() as session:
            throttle.count(session, "token", network, g.now)
        return page("identity/link_gone.html"), 404
    form = ChoosePassword.from_post()
    if not form.validate() or not _is_fit(form, uow.session.get_one(Login, link_token.subject_id)):
        return page("identity/reset.html", form=form, token=token), 422
    new_hash = hash_password(form.password.data)
    with writing() as session:
        _reset(session, session.merge(link_token, load=True), new_hash)
    return see_other("identity.sign_in", notice=_l("Your password is changed. Sign in with the new one."))


def _send(session: GuardedSession, guess: Guess, login: Login | None) -> None:
    """Mail the link to whoever has a password to forget; everybody else leaves only an event."""
    try:
        closed = password_is_closed(session, login, current_app.extensions["settings"])
        if login is None or login.password_hash is None or closed:
            raise Refused("login.unknown")
        ask_reset(session, login, by=uow.actor, at=g.now)
    except Refused:
        guess.log(session, "login.reset_refused", login)


def _reset(session: GuardedSession, link_token: LinkToken, new_hash: str) -> None:
    login = session.get_one(Login, link_token.subject_id)
    if login.deactivated_at is not None:
        raise Refused("login.already_deactivated")
    use(link_token, g.now)
    set_password(session, login, new_hash, by=uow.actor, at=g.now, why="password_reset")
    for name in (login.email, login.mobile):
        throttle.forgive(session, "login.name", name or "")


def _is_fit(form: ChoosePassword, login: Login) -> bool:
    mistake = mistake_in(form.password.data, login.name, login.email, login.mobile)
    if mistake is not None:
        form.password.errors = [mistake]
    return mistake is None
