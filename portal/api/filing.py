"""Filing a request: what each category takes, read by the same catalogue as the forms of people."""

from collections.abc import Iterable
from typing import Any

from portal.api.fileable import fileable, raw_fields
from portal.api.files import FILES, hung_on, taken_for
from portal.api.operations import Body, operation
from portal.api.rendering import WHOLE_REQUEST, whole_request
from portal.api.shapes import Choice, Text, Thing, fault
from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.contracts.models import Contract
from portal.domain.products.models import Product
from portal.domain.requests.catalogue import BadFields, Category, RequestCategory, read_fields
from portal.web.current import uow
from portal.web.field_errors import field_error
from portal.web.offering import may_ask_of
from portal.web.problems import Fault, Problem

COMMON = {
    "account": Text(1, 20, "Number of the account it is for."), "subject": Text(2, 120, "In one sentence."),
    "text": Text(2, 4000, "What happened.", is_line=False), "contract": Text(1, 60, "Number of one of its contracts."),
    "product": Text(1, 40, "Code of a product."), "files": FILES,
}  # fmt: skip
MUST = frozenset({"account", "category", "subject", "text"})


def _shape(category: Category) -> Thing:
    own = fileable(category)
    must = MUST | own.needs | (frozenset({"fields"}) if own.fields.must else frozenset())
    return Thing({"category": Choice((category.code,)), **COMMON, "fields": own.fields}, must)


def _spec(categories: Iterable[Category]) -> dict[str, Any]:
    return {"oneOf": [{**_shape(one).spec(), "title": str(one.code)} for one in categories]}


def _read(value: Any) -> dict[str, Any]:
    faults: list[Fault] = []
    Thing({"category": Choice(tuple(RequestCategory))}, frozenset({"category"})).read(
        {"category": value.get("category")} if isinstance(value, dict) else value, "", faults
    )
    if not faults:
        value = _shape(uow.categories.setting(value["category"]).category).read(value, "", faults)
    if faults:
        raise Problem(422, faults=faults)
    taken: dict[str, Any] = value
    return taken


@operation(
    "POST", "/requests", "File a request", WHOLE_REQUEST, status=201, body=Body(_spec, _read), may_conflict=True,
    takes_files=True,
)  # fmt: skip
def file_request(sent: dict[str, Any]) -> dict[str, Any]:
    setting = uow.categories.setting(sent["category"])
    category = setting.category
    account = _found(sent["account"])
    if not uow.actor.is_staff:  # a partner's program files what the partner's people can file
        uow.categories.require_offered(category.code, account, may_ask_of(account, [setting]))
    contract, product = _tied(account, sent)
    facts = _facts(category, sent)
    made = uow.requests.post(
        account, category=category.code, subject=sent["subject"], text=sent["text"], fields=facts, contract=contract,
        product=product, channel="api", files=taken_for(account.id),
    )  # fmt: skip
    uow.session.flush()
    return whole_request(uow.feed.request(made.number), [], hung_on(made))


def _found(number: str) -> Account:
    try:
        return uow.accounts.get(number)
    except NotFound:
        raise _unknown("/account") from None


def _tied(account: Account, sent: dict[str, Any]) -> tuple[Contract | None, Product | None]:
    """What it names of this account's contracts and of the catalogue; Problem 422 for what it cannot name."""
    contract = product = None
    if "contract" in sent:
        theirs = uow.contracts.agreed_of_account(account.id)
        contract = next((one for one in theirs if one.number == sent["contract"]), None)
        if contract is None:
            raise _unknown("/contract")
    if "product" in sent:
        product = next((one for one in uow.products.all() if one.code == sent["product"]), None)
        if product is None:
            raise _unknown("/product")
    return contract, product


def _facts(category: Category, sent: dict[str, Any]) -> dict[str, Any]:
    try:
        return read_fields(category, raw_fields(category, sent))
    except BadFields as bad:
        faults = [
            Fault(_place(category, name), code, field_error(category.field(name), code))
            for name, code in bad.codes.items()
        ]
        raise Problem(422, faults=faults) from None


def _place(category: Category, name: str) -> str:
    return f"/fields/{name}" if name in fileable(category).fields.has else f"/{name}"


def _unknown(at: str) -> Problem:
    return Problem(422, faults=[fault(at, "not_a_choice")])
