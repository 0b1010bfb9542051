"""Errors as programs read them: application/problem+json (RFC 9457) with a code of ours and what is wrong where."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, request
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

ROOT = "/api/"
PROBLEM = "application/problem+json"

PROBLEMS: Mapping[int, tuple[str, Any]] = {
    400: ("unreadable", _l("This could not be read.")),
    401: ("no_token", _l("Send a valid token: Authorization: Bearer …")),
    403: ("not_allowed", _l("This token does not open this.")),
    404: ("not_found", _l("There is no such thing, or this token does not reach it.")),
    405: ("no_such_method", _l("This address does not know this method.")),
    409: ("conflict", _l("This cannot be done now. Read it again and decide anew.")),
    413: ("too_large", _l("The body is too large.")),
    415: ("not_json", _l("Send application/json.")),
    422: ("invalid", _l("Something is missing or wrong; see the errors.")),
    429: ("too_many", _l("Too many calls. Wait as long as Retry-After says.")),
    500: ("broken", _l("Something went wrong on our side. Nothing was saved.")),
    503: ("unavailable", _l("We cannot save right now. Try again in a minute.")),
}
"""By status: the code for programs and the words for people."""


class Fault(NamedTuple):
    """What is wrong with one value; `at` is a JSON pointer into the body, or the name of a parameter."""

    at: str
    code: str
    words: str


def is_for_machines() -> bool:
    """Whether a program asks: by address alone, whether there is such an address or not."""
    return request.path.startswith(ROOT)


class Problem(HTTPException):
    """Raised to answer with a problem; the status is one of PROBLEMS."""

    def __init__(
        self, status: int, code: str | None = None, words: object = None, faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.code = status
        super().__init__(response=problem(status, code, words, faults, headers))


def problem(
    status: int, code: str | None = None, words: object = None, faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    usual_code, usual_words = PROBLEMS[status]
    body: dict[str, Any] = {
        "type": "about:blank", "title": str(usual_words), "status": status, "code": code or usual_code,
        "detail": str(words if words is not None else usual_words),
    }  # fmt: skip
    if faults:
        body["errors"] = [fault._asdict() for fault in faults]
    answer = Response(json.dumps(body, ensure_ascii=False), status, mimetype=PROBLEM)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    answer.headers.update(headers or {})
    return answer
