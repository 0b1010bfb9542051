"""Changing one's own name, password, e-mail address and mobile number; each asks for the current password."""

from typing import Any

from flask import Response, g
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, TelField
from wtforms.validators import ValidationError

from portal.domain.base import Refused
from portal.identity import throttle
from portal.identity.confirming import Confirmed, change_page, is_confirmed, own_login
from portal.identity.cookie import visit
from portal.identity.credentials import ask_email_change, set_password
from portal.identity.credentials import change_mobile as give_mobile
from portal.identity.names import is_mobile, plain_name
from portal.identity.password_rules import mistake_in
from portal.identity.passwords import hash_password
from portal.identity.pausing import refuse_while_paused
from portal.identity.sessions import cookie_age, rotate
from portal.identity.views import identity
from portal.identity.writing import late_write, writing
from portal.web.current import uow
from portal.web.email_field import EmailField
from portal.web.forms import LineField, Text
from portal.web.pages import Answer, see_other
from portal.web.refusals import words_for


class ChangeName(Confirmed):
    name = LineField(_l("Name"), [Text(1, 80)])


class ChangePassword(Confirmed):
    password = PasswordField(_l("New password"), [Text(1, 200)])


class ChangeEmail(Confirmed):
    email = EmailField(_l("New e-mail address"), [Text(1, 254)])


class ChangeMobile(Confirmed):
    mobile = TelField(_l("Mobile number"), [Text(0, 30)])

    def validate_mobile(self, field: Any) -> None:
        field.data = plain_name(field.data or "") or None
        if field.data is not None and not is_mobile(field.data):
            raise ValidationError(_l("Write a mainland mobile number of 11 digits, or nothing."))


NAME = ("identity.change_name", _l("Change name"), _l("Save name"))
PASSWORD = ("identity.change_password", _l("Change password"), _l("Save password"))
EMAIL = ("identity.change_email", _l("Change e-mail address"), _l("Send confirmation"))
MOBILE = ("identity.change_mobile", _l("Change mobile number"), _l("Save number"))


@identity.get("/me/name")
def edit_name() -> Response:
    return change_page(ChangeName.blank(name=g.visitor.name), *NAME)


@identity.post("/me/name")
@late_write
def change_name() -> Answer:
    form = ChangeName.from_post()
    if not is_confirmed(form):
        return change_page(form, *NAME), 422
    with writing() as session:
        own_login(session).rename(form.name.data, by=uow.actor, at=g.now)
    return see_other("identity.show_me", notice=_l("Your name is changed."))


@identity.get("/me/password")
def edit_password() -> Response:
    return change_page(ChangePassword.blank(), *PASSWORD)


@identity.post("/me/password")
@late_write
def change_password() -> Answer:
    form = ChangePassword.from_post()
    if not is_confirmed(form) or not _is_fit(form):
        return change_page(form, *PASSWORD), 422
    new_hash = hash_password(form.password.data)
    with writing() as session:
        own, here = own_login(session), g.visitor.session_id
        set_password(session, own, new_hash, by=uow.actor, at=g.now, why="password_changed", keep=here)
        rotate(session, here, visit().renew(cookie_age(g.visitor.lasts)))
    return see_other("identity.show_me", notice=_l("Your password is changed. Other devices are signed out."))


@identity.get("/me/email")
def edit_email() -> Response:
    return change_page(ChangeEmail.blank(), *EMAIL)


@identity.post("/me/email")
@late_write
def change_email() -> Answer:
    form = ChangeEmail.from_post()
    if not is_confirmed(form):
        return change_page(form, *EMAIL), 422
    refuse_while_paused(uow.session, "email", str(g.visitor.login_id))
    with writing() as session:
        throttle.count(session, "email", str(g.visitor.login_id), g.now)
        ask_email_change(session, own_login(session), form.email.data, by=uow.actor, at=g.now)
    words = _l("If %(email)s can be used here, a mail is on its way there. Open its link within 24 hours.")
    return see_other("identity.show_me", notice=str(words) % {"email": form.email.data})


@identity.get("/me/mobile")
def edit_mobile() -> Response:
    return change_page(ChangeMobile.blank(mobile=own_login(uow.session).mobile), *MOBILE)


@identity.post("/me/mobile")
@late_write
def change_mobile() -> Answer:
    form = ChangeMobile.from_post()
    if not is_confirmed(form):
        return change_page(form, *MOBILE), 422
    own = str(g.visitor.login_id)
    refuse_while_paused(uow.session, "mobile", own)
    with writing() as session:
        throttle.count(
            session, "mobile", own, g.now
        )  # it is said whether a number is taken: not for any number of them
    try:
        with writing() as session:
            give_mobile(session, own_login(session), form.mobile.data, by=uow.actor, at=g.now)
    except Refused as refusal:
        form.mobile.errors = [words_for(refusal)]
        return change_page(form, *MOBILE), 422
    return see_other("identity.show_me", notice=_l("Your mobile number is changed."))


def _is_fit(form: ChangePassword) -> bool:
    own = own_login(uow.session)
    mistake = mistake_in(form.password.data, own.name, own.email, own.mobile)
    if mistake is not None:
        form.password.errors = [mistake]
    return mistake is None
