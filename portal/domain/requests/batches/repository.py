"""Batches under watch as staff see them: beside a request, and all of them with what was reported."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound, Refused
from portal.domain.requests.batches.models import BatchMention, BatchWatch
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Repository

MOST = 50
"""Watches on one page; the newest."""
MOST_ID = 2**62
"""No database counts further."""
MOST_REPORTS = 500
"""Reports told of on one page."""


class Report(NamedTuple):
    """A request that names the batch."""

    number: str
    subject: str
    category: str
    state: str
    posted_at: Any
    account_number: str
    account_name: str


@dataclass(frozen=True)
class Watched:
    """A watch with the reports whose accounts the reader sees, the newest first."""

    watch: BatchWatch
    reports: list[Report] = field(default_factory=list)


class BatchWatches(Repository):
    def of(self, filed: ServiceRequest) -> BatchWatch | None:
        """The watch that runs on the batch a request names; asks nothing where it names none."""
        batch = filed.fields.get("batch_no")
        if not batch:
            return None
        query = select(BatchWatch).where(BatchWatch.batch_no == batch, BatchWatch.ended_at.is_(None))
        if filed.product_id is not None:
            query = query.where(BatchWatch.product_id == filed.product_id)
        return self.session.scalar(query.order_by(BatchWatch.id).limit(1))

    def all(self, *, running: bool) -> list[Watched]:
        """Watches that run, or those that were ended, the newest first, with what was reported."""
        query = select(BatchWatch).options(joinedload(BatchWatch.product), joinedload(BatchWatch.ended_by))
        at = BatchWatch.ended_at
        query = query.where(at.is_(None) if running else at.is_not(None)).order_by(BatchWatch.id.desc()).limit(MOST)
        watches = list(self.session.scalars(query))
        found = self._reports({one.batch_no for one in watches})
        return [
            Watched(one, [report for product_id, report in found.get(one.batch_no, ())
                          if product_id in (None, one.product_id)])
            for one in watches
        ]  # fmt: skip

    def end(self, watch_id: int, reason: str) -> BatchWatch:
        """Stop watching; Refused when somebody did already, NotFound for one there never was."""
        if watch_id > MOST_ID:
            raise NotFound(str(watch_id))
        watch: BatchWatch | None = self.session.scalar(
            self.for_change(select(BatchWatch).where(BatchWatch.id == watch_id))
        )
        if watch is None:
            raise NotFound(str(watch_id))
        if watch.ended_at is not None:
            raise Refused("batch.ended", batch=watch.batch_no)
        watch.ended_at, watch.ended_by_id, watch.reason = self.work.now, self.work.actor.login_id, reason
        watch.record("batch.watch_ended", by=self.work.actor, at=self.work.now, reports=watch.reports)
        return watch

    def _reports(self, batches: set[str]) -> dict[str, list[tuple[int | None, Report]]]:
        """By batch, the requests that name it with the product they tell."""
        if not batches:
            return {}
        query = (
            select(
                BatchMention.batch_no, BatchMention.product_id, ServiceRequest.number, ServiceRequest.subject,
                ServiceRequest.category, ServiceRequest.state, ServiceRequest.posted_at, Account.number,
                Account.short_name, Account.name_zh,
            )
            .join(ServiceRequest, ServiceRequest.id == BatchMention.request_id)
            .join(Account, Account.id == BatchMention.account_id)
            .where(BatchMention.batch_no.in_(batches))
            .order_by(BatchMention.id.desc())
            .limit(MOST_REPORTS)
        )  # fmt: skip
        found: dict[str, list[tuple[int | None, Report]]] = {}
        for row in self.session.execute(query):
            batch, product_id, number, subject, category, state, posted_at, account, short, name = row
            report = Report(number, subject, category, state, posted_at, account, short or name)
            found.setdefault(batch, []).append((product_id, report))
        return found
