"""What was found, read for showing: the fields it may have been found by, and what is said beneath its title."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import bindparam, select

from portal.domain.accounts.models import Account, Contact
from portal.domain.accounts.regions import BY_CODE
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.models import Contract
from portal.domain.kept import rows_of
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import AnySelect, Work
from portal.search.matching import Field
from portal.search.words import TEXT_READ, region_words

AT_ONCE = 5
"""So many of a kind are read by one statement: one that has a place for each is kept in words, whatever is typed."""
_PLACES = tuple(f"found_{place}" for place in range(AT_ONCE))
NO_ID = 0


@dataclass(frozen=True)
class Card:
    """The first field is the title."""

    key: str
    fields: Sequence[Field]
    beneath: tuple[str, ...]


def read_accounts(work: Work, ids: list[int]) -> list[Card]:
    people = defaultdict(list)
    for account_id, name, mobile in _rows(work, _PEOPLE, ids):
        people[account_id].append((name, mobile))
    return _in_order(work, _ACCOUNTS, ids, lambda row: _account(row, people[row.id]))


def _account(row: Any, people: Iterable[tuple[str, str | None]]) -> Card:
    province = BY_CODE.get(row.province or "")
    region = " ".join(dict.fromkeys(filter(None, (province.zh if province else "", row.city))))
    fields = [
        Field("name", row.name_zh, "name"), Field("short_name", row.short_name, "name"),
        Field("number", row.number, "code"), Field("uscc", row.uscc or "", "code"),
        Field("mobile", row.mobile or "", "phone"), Field("tel", row.tel, "phone"),
        Field("licence_no", row.licence_no, "code"),
        *(Field("contact", name, "name") for name, _mobile in people),
        *(Field("contact_mobile", mobile, "phone") for _name, mobile in people if mobile),
        Field("region", region, "region", frozenset(region_words(row.province, row.city))),
    ]  # fmt: skip
    return Card(row.number, fields, (row.number, region))


def read_contracts(work: Work, ids: list[int]) -> list[Card]:
    def card(row: Any) -> Card:
        title = Field("title", row.title or row.number, "name")
        fields = [title, Field("number", row.number, "code"), *_owner(row)]
        return Card(row.number, fields, (row.number, row.short_name or row.name_zh))

    return _in_order(work, _CONTRACTS, ids, card)


def read_requests(work: Work, ids: list[int]) -> list[Card]:
    def card(row: Any) -> Card:
        batch = str((row.fields or {}).get("batch_no") or "")
        fields = [
            Field("subject", row.subject), Field("number", row.number, "code"), Field("batch_no", batch, "code"),
            *_owner(row)[:2], Field("text", row.text[:TEXT_READ]),
        ]  # fmt: skip
        return Card(row.number, fields, (row.number, row.short_name or row.name_zh))

    return _in_order(work, _REQUESTS, ids, card)


def read_breaches(work: Work, ids: list[int]) -> list[Card]:
    def card(row: Any) -> Card:
        fields = [Field("number", row.number, "code"), Field("batch_no", row.batch_no, "code"), *_owner(row)]
        return Card(row.number, fields, (row.short_name or row.name_zh,))

    return _in_order(work, _BREACHES, ids, card)


def _owner(row: Any) -> list[Field]:
    return [
        Field("account", row.short_name, "name"), Field("account", row.name_zh, "name"),
        Field("account", row.account_number, "code"),
    ]  # fmt: skip


def _in_order(work: Work, query: AnySelect, ids: list[int], card: Callable[[Any], Card]) -> list[Card]:
    """Cards in the order of the ids; what the scope hides is not there."""
    rows = {row.id: row for row in _rows(work, query, ids)}
    return [card(rows[one]) for one in ids if one in rows]


def _rows(work: Work, query: AnySelect, ids: Sequence[int]) -> list[Any]:
    lots = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return [
        row for lot in lots
        for row in rows_of(work.session, query, dict(zip_longest(_PLACES, lot, fillvalue=NO_ID)))
    ]  # fmt: skip


def _those(model: Any, *columns: Any) -> AnySelect:
    """Put together once, as every word that is typed asks it."""
    return select(model.id, model.number, *columns).where(model.id.in_(list(map(bindparam, _PLACES))))


def _with_owner(model: Any, *columns: Any) -> AnySelect:
    owner = (Account.name_zh, Account.short_name, Account.number.label("account_number"))
    return _those(model, *columns, *owner).join(Account, Account.id == model.account_id)


_ACCOUNTS = _those(
    Account, Account.name_zh, Account.short_name, Account.uscc, Account.mobile, Account.tel, Account.licence_no,
    Account.province, Account.city,
)  # fmt: skip
_PEOPLE = (
    select(Contact.account_id, Contact.name, Contact.mobile)
    .where(Contact.account_id.in_(list(map(bindparam, _PLACES))))
    .order_by(Contact.id)
)
_CONTRACTS = _with_owner(Contract, Contract.title)
_REQUESTS = _with_owner(ServiceRequest, ServiceRequest.subject, ServiceRequest.text, ServiceRequest.fields)
_BREACHES = _with_owner(Breach, Breach.batch_no)
READERS: dict[str, Callable[[Work, list[int]], list[Card]]] = {
    "account": read_accounts, "contract": read_contracts, "request": read_requests, "breach": read_breaches,
}  # fmt: skip
