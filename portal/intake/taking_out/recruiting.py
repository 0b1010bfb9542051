"""Prospects as they can be taken out, narrowed as their list is."""

from portal.domain.accounts.models import Account
from portal.domain.people.models import Login, Staff
from portal.domain.products.models import Product
from portal.domain.recruiting.models import Prospect
from portal.domain.recruiting.prospects import Wanted as Asked
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import AnySelect
from portal.intake.recruiting.columns import PROSPECTS
from portal.intake.taking_out.extract import Extract, Wanted


def _prospect(query: AnySelect) -> AnySelect:
    query = query.select_from(Prospect).join(Product, Product.id == Prospect.product_id)
    query = query.outerjoin(Account, Account.id == Prospect.account_id)
    return query.outerjoin(Staff, Staff.id == Prospect.owner_id).outerjoin(Login, Login.id == Staff.login_id)


def _narrowed(query: AnySelect, wanted: Wanted, uow: UnitOfWork) -> AnySelect:
    asked = Asked(wanted.get("product_id"), wanted.get("province", ""), wanted.get("stage", ""), wanted.get("owner_id"))
    return uow.prospects.narrowed(query, asked)


CANDIDATES = Extract("prospects", PROSPECTS, Prospect.id, _prospect, _narrowed)
