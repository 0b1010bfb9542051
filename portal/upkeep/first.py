"""The page by which the first administrator comes in: by a link that works once, and never after that."""

from flask import Response, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import PasswordField
from wtforms.validators import InputRequired

from portal.domain.events import Actor
from portal.domain.people.hiring import hire
from portal.domain.people.models import LinkToken, Staff
from portal.domain.people.roles import Reach, StaffRole
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.identity import throttle
from portal.identity.password_rules import mistake_in
from portal.identity.passwords import hash_password
from portal.identity.pausing import refuse_while_paused
from portal.identity.tokens import open_token, use
from portal.identity.visits import client_address
from portal.identity.writing import late_write, writing
from portal.upkeep.views import upkeep
from portal.web.current import uow
from portal.web.email_field import EmailField
from portal.web.forms import Form, LineField, Text
from portal.web.pages import Answer, page, see_other

SETUP = "setup"


class FirstAdministrator(Form):
    name = LineField(_l("Your name"), [Text(1, 80)])
    email = EmailField(_l("E-mail"), [InputRequired(_l("Please fill this in.")), Text(1, 254)])
    password = PasswordField(_l("Choose a password"), [Text(1, 200)])

    def is_strong(self) -> bool:
        """Whether the password may be one; says on the form why not."""
        mistake = mistake_in(self.password.data, self.name.data, self.email.data)
        self.password.errors = [mistake] if mistake else []
        return not mistake


@upkeep.get("/setup/<ref:token>")
def show_setup(token: str) -> Answer:
    if _open(uow.session, token) is None:
        return _gone()
    return page("upkeep/setup.html", form=FirstAdministrator.blank(), token=token)


@upkeep.post("/setup/<ref:token>")
@late_write
def complete_setup(token: str) -> Answer:
    network = throttle.network_of(client_address())
    refuse_while_paused(uow.session, "token", network)
    if _open(uow.session, token) is None:
        with writing() as session:
            throttle.count(session, "token", network, g.now)
        return _gone()
    form = FirstAdministrator.from_post()
    if not form.validate() or not form.is_strong():
        return page("upkeep/setup.html", form=form, token=token), 422
    password_hash = hash_password(form.password.data)
    with writing() as session:
        link = _open(session, token)
        if link is None:
            return _gone()  # somebody was faster while ours was being hashed
        _make(session, form, password_hash)
        use(link, g.now)
    return see_other("identity.sign_in", _("You are the administrator now. Sign in, and set up the second factor."))


def has_administrator(session: GuardedSession) -> bool:
    return any("administrator" in roles for roles in session.scalars(select(Staff.roles)))


def _make(session: GuardedSession, form: FirstAdministrator, password_hash: str) -> None:
    work = Work(session, Actor(kind="system", name="setup", address=client_address()), g.now, writes=True)
    terms = {"title": "", "roles": [StaffRole.ADMINISTRATOR], "reach": Reach.ALL, "provinces": []}
    staff = hire(work, name=form.name.data, email=form.email.data, **terms)  # type: ignore[arg-type]
    staff.login.password_hash = password_hash


def _open(session: GuardedSession, token: str) -> LinkToken | None:
    link = open_token(session, SETUP, token, g.now)
    return None if link is None or has_administrator(session) else link


def _gone() -> tuple[Response, int]:
    """One answer for links that are unknown, used or too old, and once an administrator is there."""
    return page("upkeep/setup_gone.html"), 404
