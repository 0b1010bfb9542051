"""Products by code, by generic, trade or English name and by approval number: dozens, looked through whole."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import select

from portal.domain.kept import rows_of
from portal.domain.products.models import Product
from portal.domain.work import Work
from portal.search.box import SHOWN, Group, hit_of
from portal.search.matching import Field, is_met
from portal.search.reading import Card
from portal.search.tokens import lead_token, plain, ways_of

_ALL = select(
    Product.id, Product.code, Product.name_zh, Product.trade_name, Product.name_en, Product.approval_no, Product.spec
).order_by(Product.code)


def find_products(work: Work, typed: str) -> Group:
    """Products that hold all the words, those called or beginning so first, else by code."""
    found = list(_found(work, typed))
    return Group("product", [hit_of(card, typed) for _id, card in found[:SHOWN]], len(found))


def ids_of_products(work: Work, typed: str) -> frozenset[int]:
    """The same for the catalogue's own list."""
    return frozenset(product_id for product_id, _card in _found(work, typed))


def _found(work: Work, typed: str) -> Iterable[tuple[int, Card]]:
    ways, typed = ways_of(typed), plain(typed)
    found = []
    for row in rows_of(work.session, _ALL, {}) if ways else ():
        card, tokens = _known(*row[1:])
        if any(all(is_met(term, tokens) for term in terms) for terms in ways):
            found.append((_rank(card, typed), row.id, card))
    found.sort(key=lambda each: each[0])
    return [(product_id, card) for _rank, product_id, card in found]


def _rank(card: Card, typed: str) -> tuple[int, str]:
    """0 what is called so, 1 what begins so, 2 the rest."""
    leads = [lead_token(field.text)[1:] for field in card.fields]
    if any(lead.rstrip("\ue001") == typed for lead in leads):
        return 0, card.key
    return (1 if any(lead.startswith(typed) for lead in leads) else 2), card.key


@lru_cache(maxsize=1024)
def _known(
    code: str, name_zh: str, trade_name: str, name_en: str, approval_no: str, spec: str
) -> tuple[Card, frozenset[str]]:  # fmt: skip
    """What it is found by: the same dozens of products are looked through for every word that is typed."""
    fields = [
        Field("name", name_zh, "name"), Field("trade_name", trade_name, "name"), Field("name_en", name_en),
        Field("code", code, "code"), Field("approval_no", approval_no, "code"),
    ]  # fmt: skip
    return Card(code, fields, (code, spec)), frozenset[str]().union(*(one.tokens for one in fields if one.text))
