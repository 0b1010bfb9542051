"""The cookie: a random id and nothing else. What it stands for is a row; its CSRF token is derived from it."""

from typing import Any, cast

from flask import Flask, Request, Response, session
from flask.sessions import SecureCookieSessionInterface, SessionInterface, SessionMixin
from itsdangerous import BadData

from portal.identity.secrets import keyed, random_id
from portal.settings import Settings
from portal.web.problems import is_for_machines

NOTICES = "_flashes"
MOST_NOTICES = 3
"""The newest wait for the next page; a form that is sent over and over must not outgrow a cookie."""


class Visit(dict[str, Any], SessionMixin):
    """What Flask calls the session: the cookie's id, the CSRF token bound to it, and notices for the next page."""

    def __init__(self, visit_id: str | None, notices: list[tuple[str, str]]) -> None:
        super().__init__({NOTICES: notices} if notices else {})
        self.had_notices = bool(notices)
        self.to_be_set = visit_id is None
        self.max_age: int | None = None
        self.visit_id = visit_id or random_id()
        self["csrf_token"] = keyed("csrf", self.visit_id).hex()

    def renew(self, max_age: int | None = None) -> str:
        """A new id, at sign-in and whenever rights change; the old one is worth nothing from now on.

        Without `max_age` (seconds) the browser forgets it on closing.
        """
        self.visit_id, self.to_be_set, self.max_age = random_id(), True, max_age
        self["csrf_token"] = keyed("csrf", self.visit_id).hex()
        return self.visit_id


def visit() -> Visit:
    return cast(Visit, session)


class VisitInterface(SessionInterface):
    """Reads and writes two cookies: the visit's id, and a short-lived signed one for notices."""

    def __init__(self, settings: Settings) -> None:
        prefix = "__Host-" if settings.uses_tls else ""
        self.name, self.notices_name = f"{prefix}portal", f"{prefix}notices"
        self.options: dict[str, Any] = {
            "httponly": True,
            "samesite": "Lax",
            "path": "/",
            "secure": settings.uses_tls,
        }
        self._signing = SecureCookieSessionInterface()

    def open_session(self, app: Flask, request: Request) -> Visit:
        sent = request.cookies.get(self.name, "")
        readable = 40 <= len(sent) <= 64 and sent.isascii() and sent.replace("-", "").replace("_", "").isalnum()
        return Visit(sent if readable else None, self._read_notices(app, request))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, Visit)
        if is_for_machines():
            return
        if session.to_be_set:
            response.set_cookie(self.name, session.visit_id, max_age=session.max_age, **self.options)
        notices = [(tone, str(text)) for tone, text in session.get(NOTICES, ())][-MOST_NOTICES:]
        if notices:
            response.set_cookie(self.notices_name, self._signer(app).dumps(notices), max_age=60, **self.options)
        elif session.had_notices:
            response.delete_cookie(self.notices_name, **self.options)

    def _read_notices(self, app: Flask, request: Request) -> list[tuple[str, str]]:
        packed = request.cookies.get(self.notices_name)
        if not packed:
            return []
        try:
            return [(str(tone), str(text)) for tone, text in self._signer(app).loads(packed, max_age=60)]
        except (BadData, ValueError, TypeError):
            return []

    def _signer(self, app: Flask) -> Any:
        return self._signing.get_signing_serializer(app)
