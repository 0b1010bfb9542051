"""What the worker does by the clock: which regular jobs are due, asked for all of them at once."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.notify.models import Job
from portal.notify.regular import Regular

ASKED_EVERY, ASKED_WHEN_CALM = 1.0, 5.0
"""Seconds: asked between any two chunks of an import, the question would take as long as a tenth of a chunk."""
AT_MOST = timedelta(minutes=1)
"""How often a job runs at most while nothing happens."""
_ASKS = EveryAccount("the worker asks which of its jobs are due")


class Clockwork:
    """`jobs`: each with what is called when it is due, with the job and the moment."""

    def __init__(self, jobs: Mapping[Regular, Callable[[Regular, datetime], int]]) -> None:
        self._jobs, self._calm_jobs = jobs, {job.calmed(AT_MOST): act for job, act in jobs.items()}
        self._asked_at = float("-inf")

    def due(self, *, is_calm: bool = False) -> Iterator[Callable[[], int]]:
        """What is to be done now. While nothing happens it is looked for less often, and done less often: what most
        short jobs look for is made by events, and the others may as well be a minute late."""
        if monotonic() - self._asked_at < (ASKED_WHEN_CALM if is_calm else ASKED_EVERY):
            return
        self._asked_at, now = monotonic(), datetime.now(UTC)
        with transaction(_ASKS, writes=False) as session:
            begun = {row.name: row for row in session.scalars(select(Job))}
        for job, act in (self._calm_jobs if is_calm else self._jobs).items():
            if job.is_due(begun.get(job.name), now):
                yield partial(act, job, now)
