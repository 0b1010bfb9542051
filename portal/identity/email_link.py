"""The link that was mailed to a new address: opening it shows a button, pressing it moves the sign-in there."""

from flask import g
from flask_babel import lazy_gettext as _l

from portal.domain.people.models import LinkToken
from portal.identity.credentials import confirm_email
from portal.identity.tokens import open_token
from portal.identity.views import identity
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other


@identity.get("/me/email/<ref:token>")
def show_email_link(token: str) -> Answer:
    link_token = _open(token)
    if link_token is None:
        return page("identity/link_gone.html"), 404
    return page("identity/email_link.html", token=token, email=link_token.facts["email"])


@identity.post("/me/email/<ref:token>")
def use_email_link(token: str) -> Answer:
    link_token = _open(token)
    if link_token is None:
        return page("identity/link_gone.html"), 404
    confirm_email(uow.session, link_token, by=uow.actor, at=g.now)
    words = _l("From now on you sign in with %(email)s.")
    notice = str(words) % {"email": link_token.facts["email"]}
    return see_other("identity.show_me" if g.visitor else "identity.sign_in", notice=notice)


def _open(token: str) -> LinkToken | None:
    return open_token(uow.session, "email", token, g.now)
