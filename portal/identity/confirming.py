"""Asking for the current password before anything is changed that lets a person in."""

from typing import Any

from flask import Response, g, url_for
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField

from portal.domain.people.models import Login
from portal.domain.scope import GuardedSession
from portal.identity import throttle
from portal.identity.passwords import matches
from portal.identity.pausing import refuse_while_paused
from portal.identity.writing import writing
from portal.web.current import uow
from portal.web.forms import Form, Text
from portal.web.pages import page


class Confirmed(Form):
    """A form that is worth something only together with the current password."""

    current_password = PasswordField(_l("Current password"), [Text(1, 200)])


def own_login(session: GuardedSession) -> Login:
    """The visitor's own login."""
    return session.get_one(Login, g.visitor.login_id)


def is_confirmed(form: Confirmed) -> bool:
    """Whether the form is complete and its password is the visitor's; says on the form what is wrong.

    Raises TooManyRequests after too many wrong ones; only then nothing was compared.
    """
    if not form.validate():
        return False
    refuse_while_paused(uow.session, "confirm", str(g.visitor.login_id))
    if matches(own_login(uow.session).password_hash, form.current_password.data):
        return True
    with writing() as session:
        throttle.count(session, "confirm", str(g.visitor.login_id), g.now)
        own_login(session).record("login.confirmation_failed", by=uow.actor, at=g.now)
    form.current_password.errors = [_l("This is not your current password.")]
    return False


def change_page(form: Form, action: str, title: Any, verb: Any, **more: Any) -> Response:
    """The page of one change: its form, what it changes, and what the button says."""
    return page("identity/change.html", form=form, action=url_for(action), title=title, verb=verb, **more)
