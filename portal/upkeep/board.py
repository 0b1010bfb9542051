"""The regular jobs as the operations page lists them: when each ran last, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from portal.notify.jobs import JOBS
from portal.notify.models import Job
from portal.notify.reminding import ROUND
from portal.upkeep.findings import Look
from portal.upkeep.running import AUDIT, BACKUP

EVERY: Mapping[str, timedelta] = {
    **{job.name: job.every for job in (*JOBS, ROUND)},
    "exports": timedelta(minutes=10),
    "copies": timedelta(seconds=5),
    "erasures": timedelta(minutes=1),
    "retention": timedelta(days=1),
    "figures": timedelta(minutes=30),
    "ask_reports": timedelta(minutes=15),
    "files": timedelta(days=1),
    "look": timedelta(minutes=2),
}
"""How often each is due; the last eight are hung on the worker by its command."""
PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True)
class JobLine:
    """`state` is well, late, failed or never; `every` None for commands, which nobody here calls."""

    name: str
    state: str
    every: timedelta | None
    last: datetime | None
    took_ms: int | None
    done: int | None
    failed_at: datetime | None
    failure: str
    note: str


def job_lines(look: Look) -> list[JobLine]:
    """What needs care first, then by name."""
    rows = {row.name: row for row in look.session.scalars(select(Job))}
    lines = [_line(name, every, rows.get(name), look.now) for name, every in EVERY.items()]
    return sorted(lines, key=lambda line: (line.state != "failed", line.state != "late", line.name))


def command_lines(look: Look) -> dict[str, JobLine]:
    """The backup and the check of the event log, by name."""
    found = look.session.scalars(select(Job).where(Job.name.in_((BACKUP, AUDIT))))
    rows = {row.name: row for row in found}
    return {name: _line(name, None, rows.get(name), look.now) for name in (BACKUP, AUDIT)}


def _line(name: str, every: timedelta | None, row: Job | None, now: datetime) -> JobLine:
    if row is None:
        return JobLine(name, "never", every, None, None, None, None, "", "")
    state = "failed" if row.failed_at else "late" if every and now - row.begun_at > 2 * every + PATIENCE else "well"
    last = None if row.failed_at and row.took_ms is None else row.begun_at
    return JobLine(name, state, every, last, row.took_ms, row.done, row.failed_at, row.failure, row.note)
