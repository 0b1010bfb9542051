"""What tests of identity share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.app import create_app
from portal.db.extension import db
from tests.conftest import make_settings
from tests.databases import Stage


@pytest.fixture
def second_app(app: Flask, stage: Stage, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Another process over the same database, with settings of its own."""
    started: list[Flask] = []

    def start(**changes: Any) -> Flask:
        started.append(create_app(make_settings(stage, tmp_path, **changes)))
        return started[-1]

    yield start
    for other in started:
        with other.app_context():
            db.engine.dispose()
