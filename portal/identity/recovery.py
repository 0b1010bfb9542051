"""Keeping the second factor: new recovery codes, and doing without it where that is allowed."""

from flask import Response, abort, current_app, g, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.domain.people.models import Staff
from portal.identity import factor
from portal.identity.confirming import Confirmed, change_page, is_confirmed, own_login
from portal.identity.enrolment import start_afresh
from portal.identity.views import identity
from portal.identity.writing import late_write, writing
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other

DROP = (_l("Sign in without the second step"), _l("Do without it"))
RENEW = (_l("New recovery codes"), _l("Make new codes"))


@identity.get("/me/second-factor/removal")
def edit_factor() -> Response:
    return change_page(Confirmed.blank(), "identity.drop_factor", *DROP)


@identity.post("/me/second-factor/removal")
@late_write
def drop_factor() -> Answer:
    form = Confirmed.from_post()
    if not is_confirmed(form):
        return change_page(form, "identity.drop_factor", *DROP), 422
    with writing() as session:
        login = own_login(session)
        staff = session.scalar(select(Staff).where(Staff.login_id == login.id))
        required = factor.is_required(staff, current_app.extensions["settings"])
        factor.drop(session, login, required=required, by=uow.actor, at=g.now)
        start_afresh(session, login)
    return see_other("identity.show_me", notice=_l("Sign-in asks for the password alone from now on."))


@identity.get("/me/recovery-codes")
def edit_recovery_codes() -> Response:
    return change_page(Confirmed.blank(), "identity.renew_recovery_codes", *RENEW)


@identity.post("/me/recovery-codes")
@late_write
def renew_recovery_codes() -> Answer:
    form = Confirmed.from_post()
    if not g.visitor.has_second_factor:
        abort(404)
    if not is_confirmed(form):
        return change_page(form, "identity.renew_recovery_codes", *RENEW), 422
    with writing() as session:
        login = own_login(session)
        codes = factor.renew_recovery_codes(session, login)
        login.record("login.factor_changed", by=uow.actor, at=g.now, change="recovery_codes")
    return page("identity/recovery_codes.html", codes=codes, onwards=url_for("identity.show_me"))
