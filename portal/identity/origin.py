"""Requests that other sites make in a visitor's browser, and addresses that other sites must not learn."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import BadRequest

from portal.web.problems import is_for_machines

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FORMS = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data"})


def init_origin(app: Flask) -> None:
    app.before_request(_refuse_foreign_origin)
    app.before_request(_refuse_what_is_no_form)
    app.after_request(_keep_tokens_out_of_referrers)


def _refuse_foreign_origin() -> None:
    origin = request.headers.get("Origin")
    if request.method in SAFE or origin is None or is_for_machines() or is_our_own(origin):
        return
    raise BadRequest("the form comes from another site")


def _refuse_what_is_no_form() -> None:
    """Only bodies of forms are read: WTForms would take JSON for one, and other sites may send plain text unasked."""
    if request.method not in SAFE and request.mimetype not in FORMS and not is_for_machines():
        raise BadRequest("the body is no form")


def is_our_own(origin: str) -> bool:
    """Whether the page that sent this request is one of ours; the Host header was checked already."""
    if origin == "null":  # what a page sends that keeps its address to itself
        return _names_a_token() or request.headers.get("Sec-Fetch-Site") == "same-origin"
    settings = current_app.extensions["settings"]
    try:
        parts = urlsplit(origin)
        host = (parts.hostname, parts.port)
        here = urlsplit(f"//{request.host}")
        own = (host == (here.hostname, here.port)) or origin == settings.base_url
    except ValueError:
        return False
    return own and parts.scheme in (("https",) if settings.uses_tls else ("http", "https"))


def _keep_tokens_out_of_referrers(response: Response) -> Response:
    if _names_a_token():
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _names_a_token() -> bool:
    """Addresses that carry a token call that part `token`."""
    return "token" in (request.view_args or {})
