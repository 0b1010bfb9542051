"""Every error as a page in the reader's language, or as a notice where htmx asked; never a traceback."""

import errno
import logging

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError, TooManyRequests

from portal.domain.base import Conflict, NotFound, Refused, Unavailable
from portal.web.kept_text import written
from portal.web.logs import request_id
from portal.web.problems import PROBLEMS, is_for_machines, problem
from portal.web.refusals import words_for

log = logging.getLogger("portal")

WORDS = {
    400: _l("We could not read this. Go back, reload the page and send it again."),
    404: _l("There is no such page, or you cannot see it."),
    405: _l("There is no such page, or you cannot see it."),
    409: _l("Somebody was faster. Reload the page to see what changed."),
    413: _l("This is too large. Files of one form may have %(limit)s MB together."),
    422: _l("Something is missing or wrong. Please check your entries."),
    429: _l("Too many tries. Wait a few minutes and try again."),
    500: _l("Something went wrong on our side. Nothing was saved. Try again, or call us and name the code."),
    503: _l("We cannot save right now. Nothing was lost; try again in a minute."),
}
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})
"""What a disk says that takes nothing more: the visitor can do nothing about it, and the same will work later."""
FOREIGN_HOST = _l("The portal does not answer under this address; open it under its own.")
FORM_TOO_OLD = _l("This form is too old. Reload the page and send it again.")


def init_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(CSRFError, lambda _: _answer(400, FORM_TOO_OLD))
    app.register_error_handler(NotFound, nothing_there)
    app.register_error_handler(Conflict, _refused)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(StaleDataError, lambda _: _answer(409))
    app.register_error_handler(DataError, lambda _: _answer(422))
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Unavailable, _service)
    app.register_error_handler(Exception, _unexpected)


def nothing_there(_: NotFound) -> Response:
    """What is absent, and what the visitor cannot see."""
    return _answer(404)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None:
        return make_response(error.response)
    known = PROBLEMS if is_for_machines() else WORDS
    answer = _answer(status if status in known else (400 if status < 500 else 500), _own_words(error))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if isinstance(error, TooManyRequests) and isinstance(error.retry_after, int):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _refused(refusal: Refused) -> Response:
    return _answer(409, words_for(refusal), refusal.code)


def _foreign_host(_: SecurityError) -> Response:
    """A host that is not ours: a page cannot be shown, for no address of ours can be built under it."""
    g.failed = True
    return Response(str(FOREIGN_HOST), 400, mimetype="text/plain")


def _own_words(error: HTTPException) -> str | None:
    """What a pause says of itself: how long it still lasts."""
    return error.description if isinstance(error, TooManyRequests) and error.retry_after else None


def _database(error: OperationalError) -> Response:
    log.error("database unavailable", extra={"reason": str(error.orig)[:200]})
    return _answer(503)


def _disk(error: OSError) -> Response:
    if error.errno not in NO_ROOM:
        return _unexpected(error)
    log.error("the disk takes nothing", extra={"reason": str(error)[:200]})
    return _answer(503)


def _service(error: Unavailable) -> Response:
    log.error("a service is unavailable", extra={"reason": str(error)[:200]})
    return _answer(503)


def _unexpected(_error: Exception) -> Response:
    g.reference = request_id()[:8]
    log.exception("unexpected error", extra={"reference": g.reference, "route": str(request.url_rule)})
    return _answer(500)


def _answer(status: int, words: object = None, code: str | None = None) -> Response:
    """`code` is for programs, who are told in their own way."""
    if is_for_machines():
        g.failed = True
        return problem(status, code, words)
    limit = request.max_content_length or 0
    text = str(words if words is not None else WORDS[status] % {"limit": limit // 1_000_000})
    g.failed = True
    shown = {"status": status, "words": text, "reference": g.get("reference")}
    if request.headers.get("HX-Request-Type") == "partial":
        answer = make_response(render_template("ui/_failure.html", **shown), status)
        answer.headers["HX-Retarget"] = "#notices"
        answer.headers["HX-Reswap"] = "innerHTML"
        return answer
    shown["is_framed"] = status == 404 and g.get("uow") is not None
    return make_response(render_template("errors/error.html", **shown, written=written(status)), status)
