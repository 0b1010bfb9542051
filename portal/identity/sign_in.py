"""Signing in and out, by e-mail or mainland mobile number."""

from urllib.parse import urlsplit

from flask import Response, g, make_response, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload
from wtforms import HiddenField, PasswordField

from portal.domain.accounts.models import Account
from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.base import half_width
from portal.domain.events import Actor
from portal.domain.people.models import Login, Membership, Staff
from portal.domain.scope import GuardedSession
from portal.identity.passwords import matches
from portal.identity.sessions import end_visit, open_session
from portal.identity.views import identity
from portal.identity.visits import client_address, late_write, visit, writing
from portal.web.current import uow
from portal.web.forms import Form, LineField, Text
from portal.web.pages import page, see_other


class SignIn(Form):
    login = LineField(_l("E-mail or mobile number"), [Text(1, 254)])
    password = PasswordField(_l("Password"), [Text(1, 200)])
    next = HiddenField()


@identity.get("/login")
def sign_in() -> Response:
    if g.visitor is not None:
        return make_response(redirect(_home(), 303))
    return page("identity/sign_in.html", form=SignIn.blank(next=request.args.get("next", "")))


@identity.post("/login")
@late_write
def start_session() -> Response | tuple[Response, int]:
    form = SignIn.from_post()
    if not form.validate():
        return page("identity/sign_in.html", form=form), 422
    login = find_login(uow.session, form.login.data)
    right = matches(login.password_hash if login else None, form.password.data)
    if not right or login is None or login.deactivated_at is not None:
        form.password.errors = [_l("Login or password is wrong.")]
        return page("identity/sign_in.html", form=form), 422
    with writing() as session:
        staff, membership = acting_posts(session, login.id)
        if staff is None and membership is None:
            form.password.errors = [_l("Login or password is wrong.")]
            return page("identity/sign_in.html", form=form), 422
        open_session(
            session, login, visit().renew(), staff=staff, membership=membership, factor_passed=True,
            at=g.now, address=client_address(), agent=request.user_agent.string,
        )
        actor = Actor(
            kind="staff" if staff else "partner", name=login.name, login_id=login.id, address=client_address(),
            account_id=membership.account_id if membership else None,
        )  # fmt: skip
        session.merge(login).record("login.signed_in", by=actor, at=g.now)
    return make_response(redirect(safe_address(form.next.data) or url_for("staff.today" if staff else "partner.home"), 303))


@identity.post("/logout")
def sign_out() -> Response:
    end_visit(uow.session, visit().visit_id, why="signed_out", at=g.now)
    visit().renew()
    response = see_other("identity.sign_in", notice=_l("You are signed out."))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def find_login(session: GuardedSession, name: str) -> Login | None:
    """The login of that e-mail or mobile number; case, width, blanks, dashes and +86 do not matter."""
    plain = half_width(name).strip().lower()
    mobile = "".join(letter for letter in plain.removeprefix("+86") if letter.isdigit())[-11:]
    return session.scalar(select(Login).where(or_(Login.email == plain, Login.mobile == (mobile or None))))


def acting_posts(session: GuardedSession, login_id: int) -> tuple[Staff | None, Membership | None]:
    """What the login acts as on arriving: a post in our company, else its first membership."""
    staff = session.scalar(select(Staff).where(Staff.login_id == login_id))
    if staff is not None:
        return staff, None
    query = (
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.login_id == login_id, Membership.ended_at.is_(None), Account.status.not_in(CLOSED_TO_PARTNERS))
    )
    return None, session.scalar(query.order_by(Membership.id).limit(1))


def safe_address(wanted: str | None) -> str | None:
    """`wanted` rebuilt from its parsed path and query if it leads to one of our own pages, else None."""
    if not wanted or len(wanted) > 500 or any(ord(letter) < 33 or letter == "\\" for letter in wanted):
        return None
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _home() -> str:
    return url_for("staff.today" if g.visitor.is_staff else "partner.home")
