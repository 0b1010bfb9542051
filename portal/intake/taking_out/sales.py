"""The ledger as it can be taken out, narrowed as its page."""

from datetime import date

from portal.domain.accounts.models import Account
from portal.domain.products.models import Product
from portal.domain.sales.models import SalesMonth
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import AnySelect
from portal.intake.sales.columns import SALES
from portal.intake.taking_out.extract import Extract, Wanted


def _line(query: AnySelect) -> AnySelect:
    query = query.select_from(SalesMonth).join(Account, Account.id == SalesMonth.account_id)
    return query.join(Product, Product.id == SalesMonth.product_id)


def _narrowed(query: AnySelect, wanted: Wanted, _uow: UnitOfWork) -> AnySelect:
    if wanted.get("account"):
        query = query.where(Account.number == wanted["account"])
    if wanted.get("month"):
        query = query.where(SalesMonth.month == date.fromisoformat(wanted["month"]))
    return query


SOLD = Extract("sales", SALES, SalesMonth.id, _line, _narrowed)
