"""Asking for a report of a month, and finding those that were made."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.domain.base import NotFound, Refused
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.sales.months import last_day, last_ended, months_on
from portal.domain.series import next_number
from portal.domain.work import Repository
from portal.insight.periods import KEPT
from portal.insight.reporting.models import READY, WAITING, MonthReport, ReportFile


class Reports(Repository):
    def months(self) -> Sequence[date]:
        """The months that can be reported on, the last one that is over first: as far back as figures are kept."""
        latest = last_ended(self.work.today)
        return [months_on(latest, -back) for back in range(KEPT)]

    def ask(self, month: date) -> MonthReport:
        """Have the worker make one; the one that waits already, where there is one. Refused("report.no_such_month")
        for a month that is not over, or too long ago."""
        if month not in self.months():
            raise Refused("report.no_such_month", month=f"{month:%Y-%m}")
        waits = select(MonthReport).where(MonthReport.month == month, MonthReport.state == WAITING)
        found: MonthReport | None = self.session.scalar(waits.order_by(MonthReport.id).limit(1))
        if found is not None:
            return found
        now = f"{self.work.today:%Y%m}"
        report = MonthReport(
            number=f"MR-{now}-{next_number(self.session, f'report.{now}'):04d}", month=month,
            asked_by_id=self.work.actor.login_id, asked_at=self.work.now,
        )  # fmt: skip
        self.session.add(report)
        report.record("report.asked", by=self.work.actor, at=self.work.now, month=f"{month:%Y-%m}")
        return report

    def get(self, number: str) -> MonthReport:
        """With whoever asked for it and its files; raises NotFound."""
        query = select(MonthReport).where(MonthReport.number == number)
        found: MonthReport | None = self.session.scalar(
            query.options(joinedload(MonthReport.asked_by), selectinload(MonthReport.files))
        )
        if found is None:
            raise NotFound(number)
        return found

    def page(self, *, after: str | None = None, before: str | None = None) -> Page:
        """The newest first."""
        query = select(MonthReport).options(joinedload(MonthReport.asked_by), selectinload(MonthReport.files))
        return page_of(self.session, query, (MonthReport.id,), after=after, before=before, descending=True, size=24)

    def file(self, report: MonthReport, locale: str, kind: str) -> ReportFile:
        """Raises NotFound where there is none of that language or kind."""
        found = next((one for one in report.files if (one.locale, one.kind) == (locale, kind)), None)
        if found is None or report.state != READY:
            raise NotFound(report.number)
        return found

    def note_taken(self, report: MonthReport, file: ReportFile) -> None:
        """That somebody took it out of the house stays told."""
        taker = self.session.get_one(Login, self.work.actor.login_id)
        told = {"number": report.number, "until": last_day(report.month).isoformat(), "locale": file.locale}
        taker.record("export.taken", by=self.work.actor, at=self.work.now, what="insight.report", format=file.kind,
                     filter=told, rows=1, reveals=False)  # fmt: skip
