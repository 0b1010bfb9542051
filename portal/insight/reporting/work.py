"""The worker's part: one report at a time, a step in each round, so that messages go out in between."""

import io
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO, cast

from sqlalchemy import Table, delete, insert, or_, select, update

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.scope import EveryAccount
from portal.domain.work import Work
from portal.insight.reporting.gathering import STEPS, gathered, ledger_says
from portal.insight.reporting.models import FAILED, READY, WAITING, MonthReport, ReportFile

log = logging.getLogger("portal.worker")
SCOPE = EveryAccount("the report is about the company")
BY = Actor.system("report")
LEASE = timedelta(minutes=2)
MOST_TRIES = 3
LANGUAGES = ("zh", "en")
Put = Callable[[BinaryIO], tuple[str, int]]
Document = Callable[[Work, MonthReport, str], str]
"""The report in one language as a whole HTML document."""
Print = Callable[[str], bytes | None]
"""The document as a PDF; None where nothing here can make one."""
TOTAL = len(STEPS) + 2 * len(LANGUAGES)


class ReportWork:
    """A step of the worker: each call does one step of a report, 0 when none waits."""

    def __init__(self, document: Document, print_: Print, put: Put, worker: str) -> None:
        self._document, self._print, self._put, self._worker = document, print_, put, worker
        self._running: Iterator[None] | None = None
        self._id = 0

    def __call__(self) -> int:
        if self._running is None:
            report = self._take()
            if report is None:
                return 0
            self._id, self._running = report.id, self._make(report)
        try:
            next(self._running)
        except StopIteration:
            self._running = None
        except Exception:
            log.exception("a report stumbled")
            self._running = None
            self._note(lease_until=None)
        return 1

    def _take(self) -> MonthReport | None:
        now = datetime.now(UTC)
        free = or_(MonthReport.lease_until.is_(None), MonthReport.lease_until < now)
        waiting = select(MonthReport).where(MonthReport.state == WAITING, free).order_by(MonthReport.id).limit(1)
        with transaction(SCOPE, writes=False) as session:
            if session.scalar(waiting) is None:
                return None
        with transaction(SCOPE) as session:
            report: MonthReport | None = session.scalar(waiting.with_for_update(skip_locked=True))
            if report is None:
                return None
            report.tries, report.done, report.total = report.tries + 1, 0, TOTAL
            report.leased_by, report.lease_until = self._worker, now + LEASE
            if report.tries > MOST_TRIES:
                report.state, report.lease_until = FAILED, None
                report.record(
                    "report.failed", by=BY, at=now, month=f"{report.month:%Y-%m}", asked_by=report.asked_by_id
                )
                return None
            session.flush()
            session.expunge(report)
            return report

    def _make(self, report: MonthReport) -> Iterator[None]:
        with transaction(SCOPE, writes=False) as session:
            facts: dict[str, Any] = {"ledger": ledger_says(_work(session))}
        for step in range(len(STEPS)):
            with transaction(SCOPE, writes=False) as session:
                facts |= gathered(_work(session), report.month, step)
            self._note(done=step + 1, facts=facts)
            yield
        report.facts, files, done = facts, [], len(STEPS)
        for locale in LANGUAGES:
            with transaction(SCOPE, writes=False) as session:
                text = self._document(_work(session), report, locale)
            files.append(self._kept(locale, "html", text.encode()))
            self._note(done=done + 1)
            yield
            printed = self._print(text)
            if printed is not None:
                files.append(self._kept(locale, "pdf", printed))
            done += 2
            self._note(done=done)
            yield
        self._finish(files)

    def _kept(self, locale: str, kind: str, content: bytes) -> dict[str, Any]:
        sha256, size = self._put(io.BytesIO(content))
        return {"report_id": self._id, "locale": locale, "kind": kind, "sha256": sha256, "size": size}

    def _finish(self, files: list[dict[str, Any]]) -> None:
        table, now = cast(Table, ReportFile.__table__), datetime.now(UTC)
        with transaction(SCOPE) as session:
            report = session.scalar(
                select(MonthReport).where(MonthReport.id == self._id, MonthReport.leased_by == self._worker)
            )
            if report is None:
                return
            connection = session.unguarded("files of a report, which belongs to no account")
            connection.execute(delete(table).where(table.c.report_id == self._id))
            connection.execute(insert(table), files)
            report.state, report.ready_at, report.lease_until = READY, now, None
            month = f"{report.month:%Y-%m}"
            report.record("report.made", by=BY, at=now, month=month, about=month, asked_by=report.asked_by_id)

    def _note(self, **columns: object) -> None:
        """Only as long as it is ours to write."""
        if "lease_until" not in columns:
            columns["lease_until"] = datetime.now(UTC) + LEASE
        with transaction(SCOPE) as session:
            mine = update(MonthReport).where(MonthReport.id == self._id, MonthReport.leased_by == self._worker)
            session.execute(mine.values(columns))


def _work(session: Any) -> Work:
    return Work(session, BY, datetime.now(UTC))
