"""Whether single keys do something by themselves, for one person of ours."""

from flask import Response, g
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from portal.domain.people.models import Login
from portal.identity.views import identity
from portal.web.current import uow
from portal.web.forms import Form
from portal.web.pages import see_other


class ChooseShortcuts(Form):
    has_shortcuts = BooleanField(_l("Single keys move through lists and requests"))


@identity.post("/me/shortcuts")
def choose_shortcuts() -> Response:
    wanted = bool(ChooseShortcuts.from_post().has_shortcuts.data)
    login = uow.session.get_one(Login, g.visitor.login_id)
    if login.has_shortcuts != wanted:
        login.choose_shortcuts(wanted, by=uow.actor, at=g.now)
    return see_other("identity.show_me", notice=_l("Saved."))
