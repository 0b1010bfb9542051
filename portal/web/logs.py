"""One parseable line for each log event: JSON, whose escapes keep foreign text from beginning a line of its own."""

import json
import logging
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from flask import g, has_request_context

USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
"""What every record has; whatever else stands on one was named by whoever logged it."""


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The moment (UTC), level, logger, event and its facts; within a request which one it was and, by their ids
        alone, who asked and for which account; a traceback is one of the facts."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if has_request_context():
            line |= _whose()
        line |= {name: value for name, value in vars(record).items() if name not in USUAL}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def request_id() -> str:
    """What all lines of one request have in common; the code on an error page is its beginning."""
    if "request_id" not in g:
        g.request_id = token_hex(8)
    known: str = g.request_id
    return known


def _whose() -> dict[str, Any]:
    visitor = g.get("visitor")
    known = {"request": request_id()}
    if visitor is not None:
        known |= {"login": visitor.login_id, "account": visitor.account_id}
    return known


def log_to_stderr() -> None:
    """For processes that serve or work; tests look at records instead."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLine())
    logger = logging.getLogger("portal")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
