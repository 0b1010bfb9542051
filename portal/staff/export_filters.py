"""What each list is narrowed by, read from the same address as the list itself and kept with the export as JSON."""

from collections.abc import Callable
from typing import Any

from flask import request

from portal.intake.taking_out.service import queue_wanted
from portal.search.finding import find
from portal.staff.account_search import AccountSearch, by_secret, by_token, without_secret
from portal.staff.contracts import wanted_contracts
from portal.staff.feedback import SHOWS, loop_filter, shown_feedback
from portal.staff.gifts import asked_gifts
from portal.staff.prospects import wanted_prospects
from portal.staff.queue_address import asked_by, filter_of
from portal.staff.sales import chosen_month
from portal.web.current import uow

Wanted = dict[str, Any]
UNTOLD = "****"
"""What is told of a search by a secret number."""


def _accounts() -> Wanted:
    search = AccountSearch()
    chosen: Wanted = dict(search.chosen)
    if manager := chosen.pop("manager", None):
        chosen["business_manager_id"] = int(manager)
    if search.by:
        return chosen | {"q": UNTOLD, "ids": list(by_token(search.by))}
    if not search.q:
        return chosen
    hits = by_secret(search.q) or find(uow, search.q, "account")
    return chosen | {"q": without_secret(search.q), "ids": list(hits)}


def _products() -> Wanted:
    q = request.args.get("q", "").strip()[:100]
    return {"q": q} if q else {}


def _sales() -> Wanted:
    if account := request.args.get("account"):
        return {"account": account[:12]}
    month = chosen_month()
    return {"month": month.isoformat()} if month else {}


def _prospects() -> Wanted:
    """Every stage where the address says `stage=all`: what goes to another place goes whole."""
    wanted, product = wanted_prospects()
    told = {"product_id": product.id if product else None, "province": wanted.province, "owner_id": wanted.owner_id,
            "stage": "" if request.args.get("stage") == "all" else wanted.stage}  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _contracts() -> Wanted:
    wanted = wanted_contracts()
    told = {"side": wanted.side, "term": wanted.term, "q": wanted.q}
    return {name: value for name, value in told.items() if value}


def _requests() -> Wanted:
    return queue_wanted(filter_of(asked_by(request.args).query, uow.people.staff_names())[0])


def _feedback() -> Wanted:
    show, kind = shown_feedback()
    wanted = loop_filter(show, kind)
    told = {"states": [str(state) for state in SHOWS[show]], "kind": kind, "owner": wanted.owner_id,
            "late": wanted.is_late}  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _gifts() -> Wanted:
    wanted = asked_gifts()
    told = {"show": wanted.show, "occasion": wanted.occasion, "account": wanted.account, "year": wanted.year}
    return {name: value for name, value in told.items() if value is not None}


WANTED: dict[str, Callable[[], Wanted]] = {
    **dict.fromkeys(("accounts", "contacts", "qualifications"), _accounts),
    "products": _products,
    **dict.fromkeys(("contracts", "clauses", "amendments", "territories", "deposits"), _contracts),
    "sales": _sales,
    "prospects": _prospects,
    "requests": _requests,
    "feedback": _feedback,
    "gifts": _gifts,
}
