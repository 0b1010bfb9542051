"""Everything that is looked at, by the command `doctor`, its mails and the operations page alike."""

import os
import shutil
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, text

from portal.db.readiness import why_not_ready
from portal.domain.people.models import Staff
from portal.domain.requests.calendar import CalendarDay
from portal.search.fresh import is_outdated
from portal.upkeep.doors import emergency, providers
from portal.upkeep.findings import Check, Finding, Look
from portal.upkeep.keeping_files import attachments
from portal.upkeep.running import backup, endpoints, event_log, jobs, mail, queue, worker

FREE_SPACE = 1_000_000_000
AHEAD = timedelta(days=60)
APART = 20
"""Seconds; a lease lasts for a minute at least."""


def folder(look: Look) -> Finding | None:
    place = look.settings.data_dir
    if not os.access(place, os.W_OK):
        return Finding("folder_closed", {"folder": place})
    free = shutil.disk_usage(place).free
    return None if free > FREE_SPACE else Finding("disk_full", {"megabytes": free // 1_000_000})


def secret_key(look: Look) -> Finding | None:
    file = look.settings.data_dir / "secret_key"
    return Finding("key_open") if file.exists() and file.stat().st_mode & 0o077 else None


def address(look: Look) -> Finding | None:
    return Finding("no_tls") if look.settings.env == "production" and not look.settings.uses_tls else None


def database(_: Look) -> Finding | None:
    reason = why_not_ready()
    return Finding(reason) if reason else None


def clock(look: Look) -> Finding | None:
    """Leases and due times are each node's own: their clocks must agree, and the database's is the one they share."""
    if look.settings.is_sqlite:
        return None
    connection = look.session.unguarded("asks the engine, not for rows")
    theirs = connection.scalar(text("SELECT clock_timestamp()"))
    apart = abs((datetime.now(UTC) - theirs).total_seconds()) if theirs else 0
    return Finding("clock_differs", {"seconds": round(apart)}) if apart > APART else None


def integrity(look: Look) -> Finding | None:
    if not look.settings.is_sqlite:
        return None
    connection = look.session.unguarded("looks at the file, not at rows")
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    return None if found == "ok" else Finding("file_damaged")


def administrator(look: Look) -> Finding | None:
    roles = look.session.scalars(select(Staff.roles)).all()
    return None if any("administrator" in found for found in roles) else Finding("no_administrator")


def calendar(look: Look) -> Finding | None:
    until = look.now.date() + AHEAD
    known = look.session.scalar(select(CalendarDay.is_provisional).where(CalendarDay.day == until))
    if known is None:
        return Finding("calendar_missing", {"day": until})
    return Finding("calendar_provisional", {"year": until.year}) if known else None


def search(look: Look) -> Finding | None:
    return Finding("index_outdated") if is_outdated(look.session) else None


CHECKS: dict[str, Check] = {
    "data folder": folder,
    "attachments": attachments,
    "secret key": secret_key,
    "public address": address,
    "database": database,
    "clock": clock,
    "database file": integrity,
    "administrator": administrator,
    "single sign-on": providers,
    "emergency sign-in": emergency,
    "worker": worker,
    "jobs": jobs,
    "mail": mail,
    "outbox": queue,
    "endpoints": endpoints,
    "backup": backup,
    "event log": event_log,
    "calendar": calendar,
    "search": search,
}
SLOW = frozenset({"database file"})
"""Reads the whole file: only who asks for everything waits for it."""
NO_PAGE_WAITS = SLOW | {"attachments", "single sign-on"}
"""What a page leaves out: a bucket and providers are asked over the network, and may take their time."""


def found_now(look: Look) -> dict[str, Finding]:
    """What needs care, by check; without what takes long."""
    found = {name: check(look) for name, check in CHECKS.items() if name not in NO_PAGE_WAITS}
    return {name: finding for name, finding in found.items() if finding}
