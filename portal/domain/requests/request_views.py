"""A partner's requests narrowed down, and the ways of looking at them that one person keeps under a name."""

from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, NotFound, Refused
from portal.domain.events import Recorded
from portal.domain.paging import Page, page_of
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import ENDED
from portal.domain.work import Repository

FILTERS = ("show", "state", "category", "contract", "q")
"""What a view holds: the words of an address of the list."""
MOST = 10
"""So many one person may keep for one account."""


class RequestView(Recorded, AccountOwned, Base):
    __tablename__ = "request_view"
    __table_args__ = (Index(None, "account_id", "login_id"),)

    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[dict[str, Any]] = mapped_column(default=dict)


class RequestFilter(NamedTuple):
    """`is_open` None is all; a resolved request counts as open until it is closed."""

    is_open: bool | None = True
    state: str | None = None
    category: str | None = None
    contract_id: int | None = None
    ids: tuple[int, ...] | None = None
    number: str | None = None


class RequestViews(Repository):
    def page(
        self, account_id: int, wanted: RequestFilter, *, after: str | None = None, before: str | None = None
    ) -> Page:
        """Requests of one account, newest first."""
        query = select(ServiceRequest).where(ServiceRequest.account_id == account_id)
        if wanted.is_open is not None:
            ended = ServiceRequest.state.in_(ENDED)
            query = query.where(~ended if wanted.is_open else ended)
        for name in ("state", "category", "contract_id", "number"):
            value = getattr(wanted, name)
            if value is not None:
                query = query.where(getattr(ServiceRequest, name) == value)
        if wanted.ids is not None:
            query = query.where(ServiceRequest.id.in_(wanted.ids))
        key = (ServiceRequest.posted_at, ServiceRequest.id)
        return page_of(self.session, query, key, after=after, before=before, descending=True)

    def own(self) -> list[RequestView]:
        """Mine of the account I act for, the oldest first."""
        mine = RequestView.login_id == self.work.actor.login_id, RequestView.account_id == self.work.actor.account_id
        return list(self.session.scalars(select(RequestView).where(*mine).order_by(RequestView.id)))

    def get(self, view_id: int) -> RequestView:
        """One of mine; raises NotFound for everything else."""
        for one in self.own():
            if one.id == view_id:
                return one
        raise NotFound(str(view_id))

    def keep(self, name: str, query: dict[str, str]) -> RequestView:
        """Keep it, in place of one of the same name; Refused beyond `MOST`."""
        kept, actor = self.own(), self.work.actor
        one = next((one for one in kept if one.name == name), None)
        if one is None:
            if len(kept) >= MOST:
                raise Refused("view.too_many", most=MOST)
            one = RequestView(account_id=actor.account_id, login_id=actor.login_id, name=name)
            self.session.add(one)
        one.query = dict(query)
        one.record("view.kept", by=actor, at=self.work.now)
        return one

    def remove(self, one: RequestView) -> None:
        one.record("view.removed", by=self.work.actor, at=self.work.now)
        self.session.delete(one)
