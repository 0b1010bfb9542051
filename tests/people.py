"""People who act in tests: a signed-in browser without the browser."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import bindparam, func, select
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse, run_wsgi_app

from portal.db.transaction import transaction
from portal.domain.events import Actor, Event
from portal.domain.people.models import Login, Membership, Staff, WebSession
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.secrets import digest, keyed

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
WHO = (
    select(Login.id, Staff.id, func.min(Membership.id))
    .outerjoin(Staff, Staff.login_id == Login.id)
    .outerjoin(Membership, Membership.login_id == Login.id)
    .where((Login.email == bindparam("name")) | (Login.mobile == bindparam("name")))
    .group_by(Login.id, Staff.id)
)
"""Put together once: most tests sign somebody in."""


class Client(FlaskClient):
    """Flask's; host and path of cookies are taken from where they stand. It puts the whole address together for them
    and takes it apart again, twice for each request."""

    def _add_cookies_to_wsgi(self, environ: dict[str, Any]) -> None:
        where = _host_and_path(environ)
        kept = [cookie for cookie in (self._cookies or {}).values() if cookie._matches_request(*where)]
        environ.pop("HTTP_COOKIE", None)
        if kept:
            environ["HTTP_COOKIE"] = "; ".join(cookie._to_request_header() for cookie in kept)

    def run_wsgi_app(self, environ: dict[str, Any], buffered: bool = False) -> tuple[Iterable[bytes], str, Headers]:
        self._add_cookies_to_wsgi(environ)
        answer = run_wsgi_app(self.application, environ, buffered=buffered)
        if cookies := answer[2].getlist("Set-Cookie"):
            self._update_cookies_from_response(*_host_and_path(environ), cookies)
        return answer


def _host_and_path(environ: dict[str, Any]) -> tuple[str, str]:
    host = str(environ.get("HTTP_HOST") or environ["SERVER_NAME"]).partition(":")[0].lower()
    return host, str(environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"])


class Person:
    """One browser. `post` adds the CSRF token; `piece` asks for a part of a page as htmx would."""

    def __init__(self, app: Flask, visit_id: str) -> None:
        self.app, self.visit_id = app, visit_id
        self.client = Client(app, app.response_class)
        self.client.set_cookie("portal", visit_id)

    def come_back(self) -> None:
        """With the cookie of the beginning, as if nothing had happened since."""
        self.client.set_cookie("portal", self.visit_id)

    @property
    def csrf_token(self) -> str:
        cookie = self.client.get_cookie("portal")
        return csrf_token(self.app, cookie.value if cookie else self.visit_id)

    def get(self, address: str, **options: Any) -> TestResponse:
        return self.client.get(address, **{"buffered": True, **options})

    def piece(self, address: str, target: str, **options: Any) -> TestResponse:
        return self.client.get(address, headers={**HTMX, "HX-Target": f"div#{target}"}, **{"buffered": True, **options})

    def post(self, address: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.client.post(
            address, data={"csrf_token": self.csrf_token, **(data or {})}, **{"buffered": True, **options}
        )

    def open(self, address: str, method: str = "GET", data: dict[str, Any] | None = None) -> TestResponse:
        return self.get(address) if method == "GET" else self.post(address, data)


@lru_cache(maxsize=64)
def csrf_token(app: Flask, visit_id: str) -> str:
    with app.app_context():
        raw = keyed("csrf", visit_id).hex()
        return URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(raw)


class People:
    """Signs anybody of the cast in, and shows what the database and the event log hold."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def anonymous(self) -> Person:
        return Person(self.app, secrets.token_urlsafe(32))

    def sign_in(self, name: str, *, factor_passed: bool = True) -> Person:
        """`name` is the e-mail or mobile number of somebody in the cast."""
        visit_id, now = secrets.token_urlsafe(32), datetime.now(UTC)
        with self.app.app_context(), transaction(EveryAccount("tests")) as session:
            login_id, staff_id, first_membership = session.unguarded("nobody is recognised yet").execute(
                WHO, {"name": name}
            ).one()  # fmt: skip
            session.insert(
                WebSession,
                {
                    "id_hash": digest(visit_id), "login_id": login_id,
                    "membership_id": None if staff_id else first_membership,
                    "factor_passed": factor_passed, "started_at": now, "seen_at": now,
                    "expires_at": now + timedelta(hours=8), "address": "127.0.0.1", "agent": "tests",
                },
            )  # fmt: skip
        return Person(self.app, visit_id)

    def staff_id(self, email: str) -> str:
        """The id of a colleague's post, as forms send it."""
        with self.backstage() as uow:
            return str(uow.session.scalar(select(Staff.id).join(Login).where(Login.email == email)))

    @contextmanager
    def backstage(self) -> Iterator[UnitOfWork]:
        """A unit of work over everything, to arrange and to look."""
        with self.app.app_context(), transaction(EveryAccount("tests")) as session:
            yield UnitOfWork(session, Actor.system("tests"), datetime.now(UTC), writes=True)

    def events(self, kind: str | None = None) -> list[Event]:
        """The event log, oldest first."""
        with self.backstage() as uow:
            query = select(Event).order_by(Event.id)
            return list(uow.session.scalars(query if kind is None else query.where(Event.kind == kind)))
