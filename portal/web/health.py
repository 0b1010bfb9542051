"""What machines ask: is the process up, and can it serve."""

from flask import Blueprint, Response, jsonify, make_response

from portal.db.readiness import why_not_ready

web = Blueprint("web", __name__)


@web.get("/healthz")
def answer_healthz() -> Response:
    return make_response(jsonify(status="up"))


@web.get("/readyz")
def answer_readyz() -> Response:
    """Of a newer database too: the nodes of the release before serve until those of the new one take over."""
    reason = why_not_ready()
    is_ready = reason in (None, "database_newer")
    return make_response(jsonify(status="ready" if is_ready else reason), 200 if is_ready else 503)
