"""What programs read: accounts and requests in the order of their ids, or of their last change since a moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.contracts.models import Contract
from portal.domain.integrations.models import ThingChange
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.products.models import Product
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import AnySelect, Repository

Column = InstrumentedAttribute[Any]


class Wanted(NamedTuple):
    """Which page of a feed: what changed since a moment (aware, included), after a cursor, at most so many."""

    since: datetime | None = None
    after: str | None = None
    most: int = 50


class Feed(Repository):
    """Within the scope, like everything else; rows carry `changed_at`, None while nothing changed since filing."""

    def accounts(self, wanted: Wanted, *, kind: str | None = None, ids: Sequence[int] | None = None) -> Page:
        query = self._with_change(select(Account.id.label("own_id"), *_OF_ACCOUNT), "account", Account.id, wanted)
        if kind is not None:
            query = query.where(Account.kind == kind)
        if ids is not None:
            query = query.where(Account.id.in_(ids))
        return self._page(query, Account.id, wanted)

    def account(self, number: str) -> Any:
        """One account; raises NotFound."""
        query = self._with_change(select(*_OF_ACCOUNT), "account", Account.id, Wanted())
        return self._one(query.where(Account.number == number), number)

    def requests(self, wanted: Wanted, **equal: str | None) -> Page:
        """`equal` may name state, category and account (its number)."""
        columns = {"state": ServiceRequest.state, "category": ServiceRequest.category, "account": Account.number}
        query = self._with_change(_requests(), "service_request", ServiceRequest.id, wanted)
        for name, value in equal.items():
            if value is not None:
                query = query.where(columns[name] == value)
        return self._page(query, ServiceRequest.id, wanted)

    def request(self, number: str) -> Any:
        """One request; raises NotFound."""
        query = self._with_change(_requests(), "service_request", ServiceRequest.id, Wanted())
        return self._one(query.where(ServiceRequest.number == number), number)

    def _with_change(self, query: AnySelect, subject: str, own_id: Column, wanted: Wanted) -> AnySelect:
        """The rows with their last change; with `since` those that have changed."""
        tied = and_(ThingChange.subject == subject, ThingChange.subject_id == own_id)
        query = query.add_columns(ThingChange.at.label("changed_at"))
        query = query.join(ThingChange, tied, isouter=wanted.since is None)
        return query if wanted.since is None else query.where(ThingChange.at >= wanted.since)

    def _page(self, query: AnySelect, own_id: Column, wanted: Wanted) -> Page:
        key = (own_id,) if wanted.since is None else (ThingChange.at, ThingChange.subject_id)
        return page_of(self.session, query, key, after=wanted.after, size=wanted.most)

    def _one(self, query: AnySelect, number: str) -> Any:
        row = self.session.execute(query).one_or_none()
        if row is None:
            raise NotFound(number)
        return row


def key_of(subject: str, *, by_change: bool) -> tuple[Column, ...]:
    """The key behind a cursor of this feed, to read cursors that come back."""
    own: dict[str, Column] = {"account": Account.id, "service_request": ServiceRequest.id}
    return (ThingChange.at, ThingChange.subject_id) if by_change else (own[subject],)


_OF_ACCOUNT = (
    Account.number, Account.kind, Account.status, Account.name_zh, Account.short_name, Account.uscc, Account.province,
    Account.city, Account.address, Account.tel, Account.email, Account.created_at,
)  # fmt: skip


def _requests() -> AnySelect:
    filer = aliased(Login)
    return (
        select(
            ServiceRequest, Account.number.label("account"), Contract.number.label("contract"),
            Product.code.label("product"), filer.name.label("filed_by"),
        )
        .join(Account, Account.id == ServiceRequest.account_id)
        .join(filer, filer.id == ServiceRequest.posted_by_id)
        .outerjoin(Contract, Contract.id == ServiceRequest.contract_id)
        .outerjoin(Product, Product.id == ServiceRequest.product_id)
    )  # fmt: skip
