"""The worker's part: one import at a time, a little in each round, so that messages go out between its chunks."""

import logging
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from time import monotonic
from typing import Any, BinaryIO

from portal.db.transaction import transaction
from portal.domain.base import Unavailable
from portal.domain.work import SHANGHAI
from portal.intake.applying import apply
from portal.intake.checking import check
from portal.intake.lease import MOST_TRIES, SCOPE, Lease, LostLease, give_back, take_lease
from portal.intake.models import CHECKING, FAILED, IMPORTING, ImportBatch
from portal.intake.undoing import undo
from portal.intake.workbook import BadWorkbook, open_workbook

log = logging.getLogger("portal.worker")


SLICE = 1.0
"""Seconds for which a worker goes on with an import before it looks whether messages wait: all that it looks for takes
as long as some of an import's chunks."""


def for_a_while(step: Callable[[], int], seconds: float = SLICE) -> Callable[[], int]:
    """The step done again and again within that time."""

    def slice_of_it() -> int:
        ends, done = monotonic() + seconds, 0
        while more := step():
            done += more
            if monotonic() >= ends:
                break
        return done

    return slice_of_it


def worker_name() -> str:
    return f"import:{os.getpid()}:{secrets.token_hex(4)}"


class ImportWork:
    """A step of the worker: each call does one chunk and returns how much was done, 0 when no import waits.

    `open_file` gives the stored bytes by their SHA-256, `seal_id` encrypts an identity number, `number` names the
    only import to work at.
    """

    def __init__(
        self, open_file: Callable[[str], BinaryIO], seal_id: Callable[[str], bytes], *, worker: str | None = None,
        number: str | None = None,
    ) -> None:  # fmt: skip
        self._open_file, self._seal_id, self._number = open_file, seal_id, number
        self._worker = worker or worker_name()
        self._lease: Lease | None = None
        self._running: Iterator[None] | None = None

    def __call__(self) -> int:
        if self._running is None:
            self._lease = take_lease(self._worker, self._number)
            if self._lease is None:
                return 0
            self._running = self._run(self._lease)
        try:
            next(self._running)
        except StopIteration:
            self._running = None
        except LostLease:
            self._running = None
        except BadWorkbook as reason:
            self._give_up(reason.code, reason.details)
        except Unavailable as mistake:
            self._wait_for(mistake)
            return 0
        except Exception as mistake:
            self._stumbled(mistake)
        return 1

    def _run(self, lease: Lease) -> Iterator[None]:
        if lease.state == CHECKING:
            workbook = open_workbook(self._content(lease))
            yield from check(lease, workbook, datetime.now(SHANGHAI).date(), self._seal_id)
        else:
            yield from apply(lease) if lease.state == IMPORTING else undo(lease)

    def _content(self, lease: Lease) -> bytes:
        with transaction(SCOPE, writes=False) as session:
            batch = session.get(ImportBatch, lease.batch_id)
            sha256 = batch.sha256 if batch else ""
        with self._open_file(sha256) as file:
            return file.read()

    def _stumbled(self, mistake: Exception) -> None:
        """Try again from where it stands; after some tries say so instead."""
        log.exception("an import stumbled", exc_info=mistake)
        with transaction(SCOPE) as session:
            batch = session.get(ImportBatch, self._lease.batch_id if self._lease else 0)
            tries = batch.tries if batch else 0
        if tries >= MOST_TRIES:
            self._give_up("unexpected", {})
        else:
            self._free()

    def _wait_for(self, mistake: Unavailable) -> None:
        """The workbook cannot be fetched just now: that is no try of this import."""
        log.warning("an import waits for its file", extra={"reason": str(mistake)[:200]})

        def wait(batch: ImportBatch) -> None:
            batch.lease_until, batch.tries = None, batch.tries - 1

        self._end(wait)

    def _give_up(self, code: str, details: dict[str, Any]) -> None:
        def fail(batch: ImportBatch) -> None:
            if batch.state == CHECKING:  # half a check is none
                batch.tally = {}
            give_back(batch, FAILED, reason={"code": code, "details": details}, finished_at=datetime.now(UTC))

        self._end(fail)

    def _free(self) -> None:
        self._end(lambda batch: setattr(batch, "lease_until", None))

    def _end(self, change: Callable[[ImportBatch], None]) -> None:
        lease, self._running = self._lease, None
        assert lease is not None
        try:
            with transaction(SCOPE) as session:
                change(lease.hold(session))
        except LostLease:
            pass
