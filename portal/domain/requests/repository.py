"""Filing service requests, and finding them: the partner's list, the desk's queue, the thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.accounts.repository import AccountRepository
from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import NotFound
from portal.domain.contracts.models import Contract
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login, Staff
from portal.domain.products.models import Product
from portal.domain.requests.calendar import CalendarDay
from portal.domain.requests.catalogue import (
    CATALOGUE,
    FactValue,
    RequestCategory,
    priority_of,
    promised_minutes,
    to_stored,
)
from portal.domain.requests.models import Answer, DeskCard, Note, ServiceRequest
from portal.domain.requests.states import RequestState
from portal.domain.requests.working_time import WorkingDays, add_minutes
from portal.domain.series import next_number
from portal.domain.work import AnySelect, Repository

ENDED = (RequestState.CLOSED, RequestState.REJECTED, RequestState.CANCELLED)


@dataclass(frozen=True)
class QueueFilter:
    """What the queue can be narrowed by. `is_open` None is all; `assignee_id` 0 is nobody."""

    is_open: bool | None = True
    assignee_id: int | None = None
    state: str | None = None
    category: str | None = None
    priority: str | None = None
    due_before: datetime | None = None
    ids: tuple[int, ...] | None = None


class RequestRepository(Repository):
    def get(self, number: str) -> ServiceRequest:
        """The request of that number within the scope, with account, contract and product; raises NotFound."""
        query = select(ServiceRequest).where(ServiceRequest.number == number).options(*_with_parties())
        service_request: ServiceRequest | None = self.session.scalar(self.for_change(query))
        if service_request is None:
            raise NotFound(number)
        return service_request

    def post(
        self,
        account: Account,
        *,
        category: RequestCategory,
        subject: str,
        text: str,
        fields: dict[str, FactValue] | None = None,
        contract: Contract | None = None,
        product: Product | None = None,
        files: Sequence[StoredFile] = (),
        channel: str = "portal",
        posted_by_id: int | None = None,
    ) -> ServiceRequest:
        """File a request: number, priority, promised times in business hours, desk card, event; all in one go."""
        kind = CATALOGUE[category]
        fields = fields or {}
        days = self.working_days()
        tier = AccountRepository(self.work).tier_for_promise(account.id) or ""
        priority = priority_of(kind, fields, self.work.today, days, tier)
        answer_in, resolve_in = promised_minutes(kind, priority)
        service_request = ServiceRequest(
            account_id=account.id,
            number=self._next_number(),
            category=category,
            subject=subject,
            text=text,
            fields=to_stored(fields),
            contract_id=contract.id if contract else None,
            product_id=product.id if product else None,
            state=RequestState.NEW,
            priority=priority,
            channel=channel,
            posted_by_id=posted_by_id or self.work.actor.login_id,
            posted_at=self.work.now,
            answer_due_at=add_minutes(self.work.now, answer_in, days),
            resolve_due_at=add_minutes(self.work.now, resolve_in, days),
        )
        self.session.add(service_request)
        self.session.flush()
        self.session.add(DeskCard(account_id=account.id, request_id=service_request.id, **service_request.card()))
        AttachmentRepository(self.work).hang(files, service_request)
        facts = {"category": category, "priority": priority}
        service_request.record("request.posted", by=self.work.actor, at=self.work.now, **facts)
        return service_request

    def of_account(
        self, account_id: int, *, is_open: bool | None = None, after: str | None = None, before: str | None = None
    ) -> Page:
        """Requests of one account, newest first."""
        query = select(ServiceRequest).where(ServiceRequest.account_id == account_id)
        if is_open is not None:
            ended = ServiceRequest.state.in_(ENDED)
            query = query.where(~ended if is_open else ended)
        key = (ServiceRequest.posted_at, ServiceRequest.id)
        return page_of(self.session, query, key, after=after, before=before, descending=True)

    def queue(self, wanted: QueueFilter, *, after: str | None = None, before: str | None = None) -> Page:
        """Rows of the desk's queue, the promise that falls due first on top."""
        query = _narrowed(_QUEUE, wanted)
        return page_of(self.session, query, (DeskCard.due_at, DeskCard.request_id), after=after, before=before)

    def count(self, wanted: QueueFilter, most: int = 1000) -> int:
        """How many requests of the queue match, counted up to `most`."""
        cards = _narrowed(select(DeskCard.id), wanted).limit(most).subquery()
        return self.session.scalar(select(func.count()).select_from(cards)) or 0

    def desk(self, service_request: ServiceRequest) -> DeskCard:
        """Who has it (staff only)."""
        query = select(DeskCard).where(DeskCard.request_id == service_request.id)
        card = self.session.scalar(query.options(joinedload(DeskCard.assignee).joinedload(Staff.login)))
        if card is None:
            raise NotFound(service_request.number)
        return card

    def answers(self, service_request: ServiceRequest) -> list[Answer]:
        """What both sides said, oldest first."""
        query = select(Answer).where(Answer.request_id == service_request.id).options(joinedload(Answer.author))
        return list(self.session.scalars(query.order_by(Answer.id)))

    def notes(self, service_request: ServiceRequest) -> list[Note]:
        """Internal notes, oldest first; none in a partner's scope."""
        query = select(Note).where(Note.request_id == service_request.id).options(joinedload(Note.author))
        return list(self.session.scalars(query.order_by(Note.id)))

    def working_days(self) -> WorkingDays:
        """The official calendar from a month ago to a year ahead."""
        span = (self.work.today - timedelta(days=31), self.work.today + timedelta(days=366))
        rows = self.session.scalars(select(CalendarDay).where(CalendarDay.day.between(*span))).all()
        provisional = frozenset(row.day.year for row in rows if row.is_provisional)
        return WorkingDays({row.day: row.is_workday for row in rows}, provisional_years=provisional)

    def _next_number(self) -> str:
        month = f"{self.work.today:%Y%m}"
        return f"SR-{month}-{next_number(self.session, f'request.{month}'):04d}"


def _with_parties() -> tuple[Any, ...]:
    return (
        joinedload(ServiceRequest.account),
        joinedload(ServiceRequest.contract),
        joinedload(ServiceRequest.product),
        joinedload(ServiceRequest.posted_by),
    )


_QUEUE: AnySelect = (
    select(
        ServiceRequest.number, ServiceRequest.subject, DeskCard.category, DeskCard.state, DeskCard.priority,
        DeskCard.due_at, ServiceRequest.answered_at, ServiceRequest.posted_at, Account.number.label("account_number"),
        Account.name_zh, Account.short_name, AccountStanding.tier, Login.name.label("assignee"),
    )
    .select_from(DeskCard)
    .join(ServiceRequest, ServiceRequest.id == DeskCard.request_id)
    .join(Account, Account.id == DeskCard.account_id)
    .outerjoin(AccountStanding, AccountStanding.account_id == DeskCard.account_id)
    .outerjoin(Staff, Staff.id == DeskCard.assignee_id)
    .outerjoin(Login, Login.id == Staff.login_id)
)  # fmt: skip


def _narrowed(query: AnySelect, wanted: QueueFilter) -> AnySelect:
    for name in ("is_open", "state", "category", "priority"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(getattr(DeskCard, name) == value)
    if wanted.assignee_id is not None:
        query = query.where(DeskCard.assignee_id == (wanted.assignee_id or None))
    if wanted.due_before is not None:
        query = query.where(DeskCard.due_at < wanted.due_before)
    return query if wanted.ids is None else query.where(DeskCard.request_id.in_(wanted.ids))
