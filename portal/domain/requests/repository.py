"""Filing service requests, and finding them: one of them, an account's, what was said about it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from portal.domain.accounts.models import Account
from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import NotFound
from portal.domain.contracts.models import Contract
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Staff
from portal.domain.products.models import Product
from portal.domain.requests.batches.noting import note_batch
from portal.domain.requests.calendar import work_minutes_around_today
from portal.domain.requests.catalogue import CATALOGUE, Facts, FactValue, Priority, RequestCategory, priority_of
from portal.domain.requests.categories.in_force import settings_in_force
from portal.domain.requests.categories.own import stored_answers
from portal.domain.requests.clocks.keeping import promised
from portal.domain.requests.clocks.policies import current_policy, policy_of
from portal.domain.requests.clocks.policy import Policy
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.extensions import ExtensionRepository
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.papers.asking import ask_for_papers
from portal.domain.requests.states import ENDED, OPEN
from portal.domain.requests.thread import Answer, Note
from portal.domain.requests.undertaking import Undertaking, undertaking_for
from portal.domain.requests.work_minutes import WorkMinutes
from portal.domain.series import next_number
from portal.domain.work import AnySelect, Repository
from portal.domain.working_days import WorkingDays
from portal.domain.writing_now import write_now


class RequestRepository(Repository):
    def get(self, number: str, *, alone: bool = False) -> ServiceRequest:
        """The request of that number within the scope, with account, contract and product unless it is wanted alone,
        as an act on it does; raises NotFound."""
        query = self.for_change(_BY_NUMBER if alone else _with_parties())
        service_request: ServiceRequest | None = self.session.scalar(query, {"number": number})
        if service_request is None:
            raise NotFound(number)
        return service_request

    def at_desk(self, number: str) -> ServiceRequest:
        """The request with its desk card and who has it (staff only); the card is read after the row is locked."""
        service_request = self.get(number)
        card: DeskCard | None = self.session.scalar(_card(), {"request_id": service_request.id})
        if card is None:
            raise NotFound(number)
        set_committed_value(service_request, "desk", card)
        return service_request

    def post(
        self, account: Account, *, category: RequestCategory, subject: str, text: str,
        fields: dict[str, FactValue] | None = None, contract: Contract | None = None, product: Product | None = None,
        files: Sequence[StoredFile] = (), channel: str = "portal", posted_by_id: int | None = None,
        undertaking: Undertaking | None = None,
    ) -> ServiceRequest:  # fmt: skip
        """File a request: number, priority, promised times in business hours, desk card, event; all in one go. One that
        asks for an extension begins it, and is Refused when its contract cannot be extended. `undertaking` is what was
        reckoned for the same facts before writing began."""
        fields = fields or {}
        undertaking = undertaking or self.undertaking(account, category, fields, contract)
        setting = settings_in_force(self.work)[RequestCategory(category)]
        service_request = self._file(files, {
            "account_id": account.id, "number": self._next_number(), "category": category, "subject": subject,
            "text": text, "fields": stored_answers(setting.category, fields), "channel": channel,
            "contract_id": contract.id if contract else None, "product_id": product.id if product else None,
            "posted_by_id": posted_by_id or self.work.actor.login_id, "posted_at": self.work.now,
            "papers_asked": len(setting.overlay.papers), **vars(undertaking),
        })  # fmt: skip
        ask_for_papers(self.session, service_request, setting)
        note_batch(self.work, service_request)
        if category is RequestCategory.CONTRACT_EXTENSION and contract and "months" in fields:
            ExtensionRepository(self.work).begin(service_request)
        return service_request

    def undertaking(
        self, account: Account, category: RequestCategory, fields: Facts, contract: Contract | None
    ) -> Undertaking:
        """What a request of these facts would be given, were it filed now."""
        return undertaking_for(self.work, account, category, fields, contract)

    def promised(self, category: RequestCategory, priority: Priority) -> tuple[datetime, datetime]:
        """The moments (UTC) of the first answer and of the resolution, were it filed now; NEVER without a clock."""
        return promised(self.policy.target(category, priority), self.work.now, self.working_days, self.policy)

    def usual_priority(self, category: RequestCategory) -> Priority:
        """The priority of a category filed today (Asia/Shanghai) before anything else is known of it."""
        return priority_of(CATALOGUE[category], {}, self.work.today, self.working_days)

    def of_account(
        self, account_id: int, *, is_open: bool | None = None, after: str | None = None, before: str | None = None
    ) -> Page:
        """Requests of one account, newest first; a resolved one counts as open until it is closed."""
        key, given = (ServiceRequest.posted_at, ServiceRequest.id), {"of_account": account_id}
        query = _of_account(is_open)
        return page_of(self.session, query, key, after=after, before=before, descending=True, values=given)

    def by_id(self, request_id: int | None) -> ServiceRequest | None:
        """The request that another row names by id, within the scope."""
        if request_id is None:
            return None
        return self.session.scalar(select(ServiceRequest).where(ServiceRequest.id == request_id))

    def about_contract(self, contract_id: int) -> list[ServiceRequest]:
        """The newest requests tied to an agreement, at most twenty."""
        query = select(ServiceRequest).where(ServiceRequest.contract_id == contract_id)
        newest = query.order_by(ServiceRequest.posted_at.desc(), ServiceRequest.id.desc()).limit(20)
        return list(self.session.scalars(newest))

    def open_count(self, account_id: int) -> int:
        """How many requests of the account are still our work."""
        query = select(func.count()).where(ServiceRequest.account_id == account_id, ServiceRequest.state.in_(OPEN))
        return self.session.scalar(query) or 0

    def answers(self, service_request: ServiceRequest, joined: Sequence[ServiceRequest] = ()) -> list[Answer]:
        """What both sides said in it and in those merged into it, oldest first."""
        query = select(Answer).where(Answer.request_id.in_([one.id for one in (service_request, *joined)]))
        return list(self.session.scalars(query.options(joinedload(Answer.author)).order_by(Answer.id)))

    def notes(self, service_request: ServiceRequest, joined: Sequence[ServiceRequest] = ()) -> list[Note]:
        """Internal notes on it and on those merged into it, oldest first; none in a partner's scope."""
        query = select(Note).where(Note.request_id.in_([one.id for one in (service_request, *joined)]))
        return list(self.session.scalars(query.options(joinedload(Note.author)).order_by(Note.id)))

    @cached_property
    def working_days(self) -> WorkingDays:
        """The official calendar around today."""
        return self.work_minutes.days

    @cached_property
    def work_minutes(self) -> WorkMinutes:
        """Working time around today, for reckoning how promises stand; by the hours of the policy in force."""
        return work_minutes_around_today(self.work, self.policy.hours)

    @cached_property
    def policy(self) -> Policy:
        """The clock policy by which a request would be filed now."""
        return current_policy(self.work)

    def policy_numbered(self, no: int) -> Policy:
        """The version a request was filed by."""
        return policy_of(self.work, no)

    def time_of(self, policy: Policy) -> WorkMinutes:
        """Working time around today by the hours of that version."""
        if policy.hours == self.policy.hours:
            return self.work_minutes
        return work_minutes_around_today(self.work, policy.hours)

    def _file(self, files: Sequence[StoredFile], columns: dict[str, Any]) -> ServiceRequest:
        """The row with its desk card, its files and its event."""
        service_request = write_now(self.session, ServiceRequest, columns)
        owner = {"account_id": service_request.account_id, "request_id": service_request.id}
        self.session.insert(DeskCard, owner | service_request.card() | {"touched_at": service_request.posted_at})
        AttachmentRepository(self.work).hang(files, service_request)
        facts = {name: getattr(service_request, name) for name in ("category", "priority", "channel")}
        service_request.record("request.posted", by=self.work.actor, at=self.work.now, **facts)
        return service_request

    def _next_number(self) -> str:
        month = f"{self.work.today:%Y%m}"
        return f"SR-{month}-{next_number(self.session, f'request.{month}'):04d}"


@cache
def _of_account(is_open: bool | None) -> AnySelect:
    query = select(ServiceRequest).where(ServiceRequest.account_id == bindparam("of_account"))
    ended = ServiceRequest.state.in_(ENDED)
    return query if is_open is None else query.where(~ended if is_open else ended)


@cache
def _card() -> AnySelect:
    query = select(DeskCard).where(DeskCard.request_id == bindparam("request_id"))
    return query.options(joinedload(DeskCard.assignee).joinedload(Staff.login))


_BY_NUMBER = select(ServiceRequest).where(ServiceRequest.number == bindparam("number"))


@cache
def _with_parties() -> AnySelect:
    """Put together once, as every page of a request begins with it."""
    return _BY_NUMBER.options(
        joinedload(ServiceRequest.account),
        joinedload(ServiceRequest.contract),
        joinedload(ServiceRequest.product),
        joinedload(ServiceRequest.posted_by),
    )  # fmt: skip
