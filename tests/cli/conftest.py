"""A filled instance and an empty one, ready for the commands."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from portal.app import create_app
from portal.db.extension import db
from portal.domain.attachments.models import Attachment
from portal.domain.people.models import LinkToken
from portal.search import schema
from portal.settings import Settings
from tests.cli.instances import call_current
from tests.compiled import share_compiled
from tests.people import People

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64


@pytest.fixture
def here(people: People) -> Iterator[People]:
    """The company with an attachment, ready for the commands."""
    call_current(people.app)
    with people.app.app_context():
        sha256, size = people.app.extensions["storage"].put(io.BytesIO(PHOTO))
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        uow.session.add(
            Attachment(
                account_id=account.id, sha256=sha256, name="照片·一.png", size=size, media_type="image/png",
                subject="account", subject_id=account.id, at=uow.now, added_by_id=1,
            )
        )  # fmt: skip
        uow.session.add(
            LinkToken(token_hash="h" * 64, purpose="reset", subject_id=1, salt="s", made_at=uow.now, expires_at=uow.now)
        )
    yield people
    with people.app.app_context(), db.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Flask]:
    """An empty SQLite instance."""
    folder = share_compiled(tmp_path / "elsewhere")
    app = create_app(Settings(env="development", data_dir=folder).prepared())
    with app.app_context():
        db.create_all()
        with db.engine.begin() as connection:
            schema.create(connection)
    call_current(app)
    yield app
    with app.app_context():
        db.engine.dispose()
