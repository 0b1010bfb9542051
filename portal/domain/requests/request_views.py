"""A partner's own ways of looking at their requests, kept under a name by one person for themselves."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, NotFound, Refused
from portal.domain.events import Recorded
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


class RequestViews(Repository):
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
