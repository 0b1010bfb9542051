"""Counting what a page asks of the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from portal.db.extension import db

Counting = Callable[[], Any]


@pytest.fixture
def statements(app: Flask) -> Counting:
    """`with statements() as asked:` collects the SQL and its parameters; opening and pragmas are not counted."""

    @contextmanager
    def counting() -> Iterator[list[tuple[str, Any]]]:
        asked: list[tuple[str, Any]] = []

        def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            if not statement.startswith(("PRAGMA", "BEGIN", "SET TRANSACTION")):
                asked.append((statement, parameters))

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting
