"""The application under test, a fresh copy of the cast's database for every test, and people to act."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy.util import LRUCache

from portal.app import create_app
from portal.db.extension import db
from portal.domain import notice_days
from portal.domain.people import away
from portal.domain.requests import calendar
from portal.domain.requests.categories import in_force as categories
from portal.domain.requests.clocks import policies
from portal.identity import passwords
from portal.settings import Settings
from tests.compiled import share_compiled
from tests.databases import Stage, make_stage
from tests.people import People
from tests.statements import statements

__all__ = ["statements"]


# A slow moment of the machine is not a failure of the code.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

# What a hash costs is measured in bench/; here it would only make everybody wait.
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who asks for no stage works with no database, or with one of their own: one engine's run is enough."""
    for item in items:
        if "stage" not in getattr(item, "fixturenames", ()):
            item.add_marker("engineless")


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Where databases come from: SQLite files, or an embedded PostgreSQL with PORTAL_TEST_ENGINE=postgresql."""
    engine = os.environ.get("PORTAL_TEST_ENGINE", "sqlite")
    stage = make_stage(engine, tmp_path_factory.mktemp("stage"))
    yield stage
    stage.close()


@pytest.fixture(scope="session")
def session_app(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = create_app(make_settings(stage, tmp_path_factory.mktemp("data")))
    stage.fill(app)
    with app.app_context():
        # the tests ask more kinds of questions between them than the program in any hour: each is put together once
        db.engine._compiled_cache = LRUCache(10_000)
    # as every worker of the web server does it: what lives for ever is not walked again by the collector
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    yield app
    stage.release(app)


@pytest.fixture
def app(session_app: Flask, stage: Stage) -> Flask:
    """The application over a fresh copy of the cast."""
    stage.reset(session_app)
    for kept in (policies, categories, away, notice_days, calendar):
        kept.forget_all()
    return session_app


@pytest.fixture
def people(app: Flask) -> People:
    return People(app)


def make_settings(stage: Stage, folder: Path, **changes: object) -> Settings:
    return Settings(
        env="development",
        data_dir=share_compiled(folder),
        database_url=stage.url,
        secret_keys=("k" * 40,),
        **{"undo_send_seconds": 0, "quiet_hours": "", **changes},  # type: ignore[arg-type]
    ).prepared()
