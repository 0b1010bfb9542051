"""The worker's part: one workbook at a time, some rows in each round, so that messages go out in between."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import BinaryIO

from flask_babel import force_locale
from sqlalchemy import or_, select, update

from portal.db.transaction import transaction
from portal.domain.base import Unavailable
from portal.domain.events import Actor
from portal.domain.scope import EveryAccount, GuardedSession, Scope
from portal.domain.unit_of_work import UnitOfWork
from portal.intake.taking_out.exports import KEPT, reach_of
from portal.intake.taking_out.extract import Reading
from portal.intake.taking_out.extracts import sheets_of
from portal.intake.taking_out.models import FAILED, GONE, READY, WAITING, Export
from portal.intake.taking_out.writing import Workbook, rows_of
from portal.web.export_words import SUBJECTS

log = logging.getLogger("portal.worker")
SCOPE = EveryAccount("the worker writes what others asked for, with the reach of each")
LEASE = timedelta(seconds=60)
PLACE_COMES_BACK = timedelta(seconds=30)
MOST_TRIES = 3
TOLD_EVERY = 1.0
"""Seconds between two notes of how far it is: each note is a turn at writing."""
Reach = Callable[[GuardedSession, int], tuple[Actor, Scope] | None]
"""As whom a login may read at this moment; None when it may not any more."""
Put = Callable[[BinaryIO], tuple[str, int]]


def reading_as(actor: Actor, scope: Scope) -> Reading:
    """Short transactions that read with that reach."""

    @contextmanager
    def reading() -> Iterator[UnitOfWork]:
        with transaction(scope, writes=False) as session:
            yield UnitOfWork(session, actor, datetime.now(UTC))

    return reading


class ExportWork:
    """A step of the worker: each call writes some rows and returns how much was done, 0 when no export waits."""

    def __init__(self, put: Put, reach: Reach, worker: str) -> None:
        self._put, self._reach, self._worker = put, reach, worker
        self._running: Iterator[None] | None = None
        self._id = 0

    def __call__(self) -> int:
        if self._running is None:
            export = self._take()
            if export is None:
                return 0
            self._id, self._running = export.id, self._write(export)
        try:
            next(self._running)
        except StopIteration:
            self._running = None
        except Unavailable as mistake:  # there is no place to put it just now: that is no try of this export
            log.warning("an export waits for its place", extra={"reason": str(mistake)[:200]})
            self._running = None
            self._note(lease_until=datetime.now(UTC) + PLACE_COMES_BACK, tries=Export.tries - 1)
        except Exception:
            log.exception("an export stumbled")
            self._running = None
            self._note(lease_until=None)
        return 1

    def _take(self) -> Export | None:
        now = datetime.now(UTC)
        waiting = select(Export).where(
            Export.state == WAITING, or_(Export.lease_until.is_(None), Export.lease_until < now)
        )
        waiting = waiting.order_by(Export.id).limit(1)
        with transaction(SCOPE, writes=False) as session:
            if session.scalar(waiting) is None:
                return None
        with transaction(SCOPE) as session:
            export: Export | None = session.scalar(waiting.with_for_update(skip_locked=True))
            if export is None:
                return None
            export.tries += 1
            export.leased_by, export.lease_until = self._worker, now + LEASE
            if export.tries > MOST_TRIES:
                export.state, export.lease_until = FAILED, None
                return None
            session.flush()
            session.expunge(export)
            return export

    def _write(self, export: Export) -> Iterator[None]:
        with transaction(SCOPE, writes=False) as session:
            allowed = self._reach(session, export.asked_by_id)
        if allowed is None:
            self._note(state=FAILED)
            return
        with reading_as(*allowed)() as work:
            reach = reach_of(work)
        with tempfile.TemporaryFile() as target:
            book, done, told_at = Workbook(target), 0, monotonic()
            for sheet in sheets_of(export.subject):
                with force_locale(export.locale):
                    book.begin(str(SUBJECTS[sheet.name]))
                for some in rows_of(sheet, reading_as(*allowed), export.wanted, export.locale, reveals=export.reveals):
                    book.write(some)
                    done += len(some)
                    if monotonic() - told_at >= TOLD_EVERY:
                        self._note(done=done, lease_until=datetime.now(UTC) + LEASE)
                        told_at = monotonic()
                    yield
            book.close()
            target.seek(0)
            sha256, size = self._put(target)
        now = datetime.now(UTC)
        self._note(state=READY, sha256=sha256, size=size, done=export.total, ready_at=now, gone_at=now + KEPT,
                   lease_until=None, reach=reach)  # fmt: skip

    def _note(self, **columns: object) -> None:
        """Only as long as it is ours to write."""
        with transaction(SCOPE) as session:
            session.execute(
                update(Export).where(Export.id == self._id, Export.leased_by == self._worker).values(columns)
            )


def forget_old(session: GuardedSession, now: datetime) -> int:
    """Files nobody may fetch any more are let go; the sweep takes their bytes away."""
    old = select(Export).where(Export.state == READY, Export.gone_at <= now).limit(100)
    found = list(session.scalars(old))
    for export in found:
        export.state, export.sha256 = GONE, None
    return len(found)
