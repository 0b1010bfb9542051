"""Every request is measured, and told in one line of the log: which address it matched, never what stood in it."""

import logging
from time import perf_counter

from flask import Flask, Response, current_app, g, request

from portal.upkeep.measuring import Measured

log = logging.getLogger("portal.request")
READS = frozenset({"GET", "HEAD", "OPTIONS"})
UNTOLD = frozenset({"static", "web.answer_healthz", "web.answer_readyz", "upkeep.answer_metrics"})
"""Asked every few seconds by machines: neither told nor counted."""


def init_noticing(app: Flask) -> None:
    """Before all other hooks: the first to be told of a request is the last to see its answer."""
    app.extensions["measured"] = Measured()
    app.before_request(_begin)
    app.after_request(_tell)


def _begin() -> None:
    g.begun = perf_counter()


def _tell(answer: Response) -> Response:
    if request.endpoint not in UNTOLD and "begun" in g:
        seconds = perf_counter() - g.begun
        kind = "read" if request.method in READS else "write"
        current_app.extensions["measured"].add(kind, answer.status_code, seconds)
        told = {"method": request.method, "route": str(request.url_rule), "status": answer.status_code}
        log.info("request", extra=told | {"ms": round(seconds * 1000, 1)})
    return answer
