"""One box in the bar of every page: what is found as one types, and as a page of its own without a script."""

from typing import Any

from flask import Response, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.search.box import Group, find_all
from portal.search.catalogue import find_products
from portal.search.places import places_called
from portal.staff import staff
from portal.staff.account_search import by_token, token_of, without_id, without_secret
from portal.web.current import uow
from portal.web.pages import page, see_other
from portal.web.region_words import province_name

KINDS: dict[str, tuple[Any, str, str, dict[str, str]]] = {
    "account": (_l("Accounts"), "staff.show_account", "staff.list_accounts", {}),
    "contract": (_l("Contracts"), "staff.show_contract", "staff.list_contracts", {"term": "all"}),
    "request": (_l("Requests"), "staff.show_request", "staff.list_requests", {"view": "all"}),
    "breach": (_l("Breaches"), "staff.show_breach", "staff.list_breaches", {"show": "all"}),
    "product": (_l("Products"), "staff.show_product", "staff.list_products", {}),
}
"""Each kind's heading, the address of one, and of the list that holds all that were found."""
FIELDS = {
    "name": lazy_pgettext("of a thing", "Name"), "short_name": _l("Short name"), "pinyin": _l("Pinyin"),
    "initials": _l("Pinyin initials"),
    "number": _l("Number"), "uscc": _l("Credit code"), "mobile": _l("Mobile"), "tel": _l("Telephone"),
    "licence_no": _l("Licence number"), "contact": _l("Contact"), "contact_mobile": _l("Contact's mobile"),
    "region": _l("Region"), "title": _l("Title"), "subject": _l("Subject"), "batch_no": _l("Batch number"),
    "account": _l("Account"), "text": _l("Text"), "trade_name": _l("Trade name"), "name_en": _l("English name"),
    "code": _l("Code"), "approval_no": _l("Approval number"), "tag": lazy_pgettext("account", "Tag"),
}  # fmt: skip
"""What the field that matched is called."""
KEYS = {"product": "code"}
"""By what name an address asks for its key, where that is not `number`."""


@staff.get("/find")
def find_anything() -> Response:
    typed = request.args.get("q", "").strip()[:100]
    if token := token_of(typed):
        return _by_secret(typed, token)
    return page("staff/find.html", q=typed, groups=_groups(typed), places=_places(typed), fields=FIELDS)


@staff.post("/find")
def find_number() -> Response:
    """A number that may be a secret one is sent here, so that no address carries it: to the list of who has it; else
    to what is found otherwise, a number like an identity number masked, which nothing is found by."""
    typed = request.form.get("q", "").strip()[:100]
    if token := token_of(typed):
        return see_other("staff.list_accounts", by=token)
    return see_other(".find_anything", q=without_id(typed))


def _by_secret(typed: str, token: str) -> Response:
    """A secret number is found by its keyed hash and echoed nowhere: the list of who has it opens."""
    address = url_for("staff.list_accounts", by=token)
    if request.headers.get("HX-Request-Type") != "partial":
        return see_other("staff.list_accounts", by=token)
    if by_token(token):
        return Response(status=204, headers={"HX-Redirect": address})
    return page("staff/find.html", q=without_secret(typed), groups=[], places=[], fields=FIELDS)


def _groups(typed: str) -> list[dict[str, Any]]:
    """What is found, in the order in which people mean it; nothing of a kind whose list is closed to them."""
    found = [*find_all(uow, typed, ("account", "contract", "request", "breach")), find_products(uow, typed)]
    return [_shown(group, typed) for group in found if group.hits]


def _shown(group: Group, typed: str) -> dict[str, Any]:
    heading, one, all_of_them, more = KINDS[group.kind]
    key = KEYS.get(group.kind, "number")
    return {
        "heading": heading, "lines": [(url_for(one, **{key: hit.key}), hit) for hit in group.hits],
        "all": url_for(all_of_them, q=typed, **more), "total": f"{group.total - 1}+" if group.is_more else group.total,
    }  # fmt: skip


def _places(typed: str) -> list[tuple[str, str]]:
    """Provinces that are called so, each with the address of its accounts."""
    return [
        (province_name(one.code, short=False), url_for("staff.list_accounts", province=one.code))
        for one in places_called(typed)
    ]
