"""What machines ask: is the process up, and can it serve."""

from flask import Blueprint, Response, jsonify, make_response

from portal.db.readiness import why_not_ready

web = Blueprint("web", __name__)


@web.get("/healthz")
def answer_healthz() -> Response:
    return make_response(jsonify(status="up"))


@web.get("/readyz")
def answer_readyz() -> Response:
    reason = why_not_ready()
    return make_response(jsonify(status="ready" if reason is None else reason), 200 if reason is None else 503)
