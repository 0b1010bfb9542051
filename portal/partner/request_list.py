"""What an address of our list asks for: under way or ended, a state, a category, a contract, words; or a kept view."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.base import NotFound, half_width
from portal.domain.contracts.models import Contract
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.request_views import FILTERS, RequestFilter, RequestView
from portal.domain.requests.states import RequestState
from portal.search.finding import find
from portal.web.current import uow

_NUMBER = re.compile(r"SR-[0-9]{6}-[0-9]{1,9}")


@dataclass(frozen=True)
class Asked:
    """`query` says everything by name; `kept` is the shortest address for the same; `view` is the kept one that is
    open."""

    query: dict[str, str]
    kept: dict[str, str]
    views: list[RequestView]
    contracts: list[Contract]
    view: RequestView | None = None

    @property
    def is_narrowed(self) -> bool:
        return any(self.query[name] for name in FILTERS if name != "show")

    @property
    def wanted(self) -> RequestFilter:
        """A value outside its list is as if not asked; a number finds its request whatever became of it."""
        query, words = self.query, half_width(self.query["q"]).strip()
        if _NUMBER.fullmatch(words.upper()):
            return RequestFilter(is_open=None, number=words.upper())
        state = query["state"] if query["state"] in set(RequestState) else None
        return RequestFilter(
            is_open=None if state else query["show"] != "ended",
            state=state,
            category=query["category"] if query["category"] in set(RequestCategory) else None,
            contract_id=next((one.id for one in self.contracts if one.number == query["contract"]), None),
            ids=tuple(find(uow, words, "request")) if words else None,
        )


def asked_by(args: Mapping[str, str], account_id: int) -> Asked:
    """Raises NotFound for a kept view that is not one's own."""
    views, named = uow.request_views.own(), args.get("view", "")[:20]
    view = next((one for one in views if str(one.id) == named), None)
    if named and view is None:
        raise NotFound(named)
    base = view.query if view else {}
    over = {name: args[name][:100] for name in FILTERS if name in args}
    query = {name: over.get(name, base.get(name, "")) for name in FILTERS}
    narrower = {name: value for name, value in over.items() if value != base.get(name, "")}
    contracts = uow.contracts.agreed_of_account(account_id)
    return Asked(query, {"view": named, **narrower} if view else narrower, views, contracts, view)
