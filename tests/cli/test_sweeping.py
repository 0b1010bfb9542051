"""The worker's daily job on stored files: whatever row names one keeps it, on both engines (FI5)."""

import io
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.cli import sweeping
from portal.cli.sweeping import sweep_work
from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.attachments.models import Attachment, BackstageAttachment
from portal.domain.people.models import Login
from portal.domain.scope import EveryAccount
from portal.notify.models import Job
from portal.storage.folder import FolderStorage

DAY = 24 * 3600.0


def hang(app: Flask, table: type[Attachment] | type[BackstageAttachment], sha256: str) -> None:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        account_id, login_id = session.scalar(select(Account.id)), session.scalar(select(Login.id))
        session.add(table(
            account_id=account_id, sha256=sha256, name="a.pdf", size=1, media_type="application/pdf",
            subject="account", subject_id=account_id, at=datetime.now(UTC), added_by_id=login_id,
        ))  # fmt: skip


def test_once_a_day_what_nothing_names_goes(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = FolderStorage(tmp_path)
    monkeypatch.setitem(app.extensions, "storage", storage)
    named, backstage, orphan = (storage.put(io.BytesIO(text))[0] for text in (b"named", b"noted", b"orphan"))
    now, begun = time.time(), datetime(2026, 11, 29, 4, 0, tzinfo=UTC)

    def worked(day: int) -> set[str]:
        """What can be read after the worker of that day has done all it had to."""
        monkeypatch.setattr(sweeping, "moment", lambda: now + (day + 1.5) * DAY)
        step = sweep_work()
        with app.app_context(), time_machine.travel(begun + timedelta(days=day)):
            while step():
                pass
            assert step() == 0, "once a day"
        return {name for name, _ in [*storage.names(), *storage.aside()]}

    assert worked(0) == {named, backstage, orphan}, "beside a database that names nothing, nothing is touched"
    hang(app, Attachment, named)
    hang(app, BackstageAttachment, backstage)
    assert worked(1) == {named, backstage, orphan} and [name for name, _ in storage.aside()] == [orphan]
    assert worked(2) == {named, backstage} and not list(storage.aside())
    with app.app_context(), transaction(EveryAccount("tests"), writes=False) as session:
        assert session.scalars(select(Job.name).where(Job.name == "files")).all() == ["files"]
