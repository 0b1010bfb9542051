"""Where a drill takes place: an application of its own over a database of its own, with the cast in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from portal.app import create_app
from portal.settings import Settings
from tests.compiled import share_compiled
from tests.conftest import make_settings
from tests.databases import Stage, make_stage

ENGINE = os.environ.get("PORTAL_TEST_ENGINE", "sqlite")


@contextmanager
def own_place(engine: str = ENGINE, inside: Path | None = None, **changes: Any) -> Iterator[tuple[Flask, Stage, Path]]:
    with TemporaryDirectory(prefix="portal-fault-", dir=inside, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        stage = make_stage(engine, folder)
        app = create_app(make_settings(stage, folder / "data", **changes))
        stage.fill(app)
        stage.reset(app)
        try:
            yield app, stage, folder
        finally:
            stage.release(app)
            stage.close()


def environment(settings: Settings, data_dir: Path | None = None, **more: str) -> dict[str, str]:
    """The same settings for programs of their own; names of `more` go without PORTAL_."""
    return {
        "PORTAL_ENV": "development", "PORTAL_QUIET_HOURS": "off", "PORTAL_UNDO_SEND_SECONDS": "0",
        "PORTAL_DATA_DIR": str(share_compiled(data_dir or settings.data_dir)),
        "PORTAL_DATABASE_URL": settings.database_url, "PORTAL_SECRET_KEYS": settings.secret_keys[0],
        "PORTAL_SMTP_URL": settings.smtp_url or "", "PORTAL_MAIL_FROM": settings.mail_from or "noreply@yanhe.example",
        "PORTAL_BASE_URL": settings.base_url, **{f"PORTAL_{name}": value for name, value in more.items()},
    }  # fmt: skip
