"""Setting up the second factor: a drawing to scan, and a first code to show that it works."""

from typing import NoReturn

from flask import Response, abort, current_app, g, make_response, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import HiddenField

from portal.domain.people.models import Login
from portal.domain.scope import GuardedSession
from portal.identity import factor
from portal.identity.addresses import landing
from portal.identity.code import make_whole, whole_hats
from portal.identity.confirming import Confirmed, is_confirmed
from portal.identity.cookie import visit
from portal.identity.sealing import seal, unseal
from portal.identity.sessions import cookie_age, end_sessions, rotate
from portal.identity.views import identity
from portal.identity.writing import late_write, writing
from portal.web.current import uow
from portal.web.forms import Form, LineField, Text
from portal.web.pages import Answer, page, see_other

OFFER_LASTS = 30 * 60
"""Seconds an offered secret may wait for its first code; until then it is kept nowhere but in the form."""


class Enrolment(Form):
    """Right after the password was given it is not asked again."""

    code = LineField(_l("Code shown by the app"), [Text(1, 12)])
    offered = HiddenField("")
    next = HiddenField("")


class ConfirmedEnrolment(Confirmed, Enrolment):
    """The same for somebody who signed in some time ago."""


@identity.get("/me/second-factor")
def offer_factor() -> Response:
    _send_away_who_owes_a_code()
    offered = _seal_of(factor.new_secret())
    return _show_offer(_enrolment().blank(offered=offered, next=request.args.get("next", "")))


@identity.post("/me/second-factor")
@late_write
def enrol_factor() -> Answer:
    _send_away_who_owes_a_code()
    form = _enrolment().from_post()
    secret = _secret_of(form)
    if secret is None:
        return see_other("identity.offer_factor", notice=_l("This took too long. Scan the new code."), tone="warn")
    if not (is_confirmed(form) if isinstance(form, Confirmed) else form.validate()):
        return _show_offer(form), 422
    step = factor.step_of(secret, form.code.data, g.now)
    if step is None:
        form.code.errors = [_l("The code does not fit. Set the phone's clock right and take the newest code.")]
        return _show_offer(form), 422
    with writing() as session:
        codes = _enrol(session, secret, step)
    return page("identity/recovery_codes.html", codes=codes, onwards=landing(form.next.data, whole_hats()))


def _enrol(session: GuardedSession, secret: str, step: int) -> list[str]:
    login = session.get_one(Login, g.visitor.login_id, with_for_update=True)
    if login.has_second_factor and not g.visitor.factor_passed:  # set up by somebody else since this page was opened
        _send_to_the_code()
    codes = factor.enrol(session, login, secret, step, by=uow.actor, at=g.now)
    if g.visitor.factor_passed:
        start_afresh(session, login)
    else:
        make_whole(session, login, remembered=False, by="enrolled")
    return codes


def start_afresh(session: GuardedSession, login: Login) -> None:
    """Other devices sign in again, by the new rules; this one goes on under a new id."""
    end_sessions(session, login.id, why="factor_changed", at=g.now, but=g.visitor.session_id)
    rotate(session, g.visitor.session_id, visit().renew(cookie_age(g.visitor.lasts)))


def _send_away_who_owes_a_code() -> None:
    if not g.visitor.factor_passed and g.visitor.has_second_factor:
        _send_to_the_code()


def _send_to_the_code() -> NoReturn:
    abort(make_response(redirect(url_for("identity.ask_code"), 303)))


def _enrolment() -> type[Enrolment]:
    return ConfirmedEnrolment if g.visitor.factor_passed else Enrolment


def _seal_of(secret: str) -> str:
    return seal(f"offer {g.visitor.login_id}", secret).decode()


def _secret_of(form: Enrolment) -> str | None:
    return unseal(f"offer {g.visitor.login_id}", str(form.offered.data or "").encode(), seconds=OFFER_LASTS)


def _show_offer(form: Enrolment) -> Response:
    import pyotp
    import segno

    secret = _secret_of(form) or ""
    issuer = current_app.extensions["settings"].company_name
    address = pyotp.TOTP(secret).provisioning_uri(name=g.visitor.name, issuer_name=issuer)
    drawing = Markup(segno.make(address, error="m").svg_inline(scale=4, light="#fff"))  # noqa: S704 — our own drawing
    words = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return page("identity/offer_factor.html", form=form, drawing=drawing, secret=words)
