"""One parseable line for each log event: JSON, whose escapes keep foreign text from beginning a line of its own."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
"""What every record has; whatever else stands on one was named by whoever logged it."""


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The moment (UTC), level, logger, event and its facts; a traceback is one of them."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in USUAL}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def log_to_stderr() -> None:
    """For processes that serve or work; tests look at records instead."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLine())
    logging.getLogger("portal").handlers = [handler]
