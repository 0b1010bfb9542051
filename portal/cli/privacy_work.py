"""The worker's part of personal data: copies, erasures that are due, leads that nothing needs any more."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app

from portal.domain.events import Actor
from portal.domain.people.models import Login
from portal.domain.privacy.copies import KEPT_FOR, holdings, to_make, worn_out
from portal.domain.privacy.erasures import Erasures
from portal.domain.privacy.forgetting import forget
from portal.domain.privacy.models import DataCopy
from portal.domain.privacy.persons import Traces
from portal.domain.privacy.retention import old_leads, tell_or_let_go
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.work import Work
from portal.notify.jobs import Regular
from portal.search.index import index_accounts, index_all_of
from portal.storage.bundle import Entry, stream_bundle
from portal.storage.keeping import Storage

REASON = EveryAccount("the worker looks after personal data")
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would reckon instead of show."""


def make_copies(session: GuardedSession, now: datetime) -> int:
    """Make the copies that were asked for, and take away those whose time is over."""
    work, storage = _work(session, now), _storage()
    waiting, old = to_make(work), worn_out(work)
    for copy in waiting:
        _make(work, copy, storage)
    for copy in old:
        storage.remove(copy.sha256 or "")
        copy.sha256 = None
    return len(waiting) + len(old)


def carry_out_erasures(session: GuardedSession, now: datetime) -> int:
    """Erase the people whose approved wish is due; what finds them is made anew."""
    work = _work(session, now)
    due = Erasures(work).due()
    for erasure in due:
        _find_anew(session, forget(work, erasure))
    return len(due)


def let_old_leads_go(session: GuardedSession, now: datetime) -> int:
    """Tell of leads that were not touched for as long as the settings say, and take their people out 14 days later."""
    work = _work(session, now)
    leads = old_leads(work, current_app.extensions["settings"].retention_lead_months)
    done = [lead.account_id for lead in leads if tell_or_let_go(work, lead)]
    session.flush()
    index_accounts(session.unguarded("what finds a lead"), done)
    return len(done)


def _find_anew(session: GuardedSession, traces: Traces) -> None:
    session.flush()
    connection = session.unguarded("what finds the accounts of whoever was erased")
    index_all_of(connection, sorted(traces.account_ids))


def _make(work: Work, copy: DataCopy, storage: Storage) -> None:
    found = dict(holdings(work, copy.login_id))
    zipped = io.BytesIO(b"".join(stream_bundle(_entries(found), storage.open)))
    copy.sha256, copy.size = storage.put(zipped)
    copy.made_at, copy.expires_at = work.now, work.now + KEPT_FOR
    login = work.session.get_one(Login, copy.login_id)
    login.record("login.copy_made", by=work.actor, at=work.now, tables=len(found))


def _entries(found: dict[str, list[dict[str, Any]]]) -> Iterator[Entry]:
    """One JSON of everything for programs, one CSV of each table for people."""
    told = json.dumps(found, ensure_ascii=False, indent=1, default=_plain)
    yield Entry.of("data.json", told.encode())
    for name, rows in found.items():
        if rows:
            yield Entry.of(f"{name}.csv", _csv(rows))


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """With the mark by which spreadsheets know UTF-8; nothing in it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: Any) -> str:
    text = "" if value is None else str(_plain(value)) if not isinstance(value, dict | list) else json.dumps(
        value, ensure_ascii=False
    )  # fmt: skip
    return f"'{text}" if text.startswith(FORMULAS) else text


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def _work(session: GuardedSession, now: datetime) -> Work:
    return Work(session, Actor.system("privacy"), now, writes=True)


def _storage() -> Storage:
    found: Storage = current_app.extensions["storage"]
    return found


PRIVACY_JOBS = (
    Regular("copies", timedelta(seconds=5), make_copies),
    Regular("erasures", timedelta(minutes=1), carry_out_erasures),
    Regular("retention", timedelta(days=1), let_old_leads_go),
)
