"""Accounts, people, papers and products as they can be taken out, narrowed as their lists are."""

from typing import Any

from sqlalchemy import and_, or_, select

from portal.domain.accounts.filter import AccountFilter, narrowed
from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.accounts.papers.catalogue import PERSONAL
from portal.domain.accounts.tags import AccountTag, Tag
from portal.domain.people.models import Login, Staff
from portal.domain.products.models import Product, Supply
from portal.domain.quality.listing import QUALITIES
from portal.domain.quality.models import ArchiveQuality
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import AnySelect
from portal.intake.account_columns import COLUMNS
from portal.intake.more_columns import CareLogin, CarePost, Introducer, SponsorLogin, SponsorPost
from portal.intake.plain.columns import CONTACTS, PRODUCTS, QUALIFICATIONS
from portal.intake.taking_out.cells import Guarded
from portal.intake.taking_out.extract import Extract, Wanted
from portal.web.document_words import paper_number

FILTERS = ("kind", "status", "province", "business_manager_id")


def _narrowed_accounts(query: AnySelect, wanted: Wanted, _uow: UnitOfWork) -> AnySelect:
    ids = wanted.get("ids")
    asked = AccountFilter(**{name: wanted.get(name) for name in FILTERS}, ids=None if ids is None else tuple(ids))
    query = narrowed(query, asked)
    if wanted.get("tag"):
        tagged = select(AccountTag.account_id).join(Tag, Tag.id == AccountTag.tag_id).where(Tag.word == wanted["tag"])
        query = query.where(Account.id.in_(tagged))
    if wanted.get("quality"):
        query = query.join(ArchiveQuality, ArchiveQuality.account_id == Account.id)
        query = query.where(*QUALITIES.get(wanted["quality"], ()))
    return query.where(AccountStanding.tier == wanted["tier"]) if wanted.get("tier") else query


def _account(query: AnySelect) -> AnySelect:
    return (
        query.select_from(Account)
        .outerjoin(Contact, and_(Contact.account_id == Account.id, Contact.is_primary))
        .outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
        .outerjoin(Staff, Staff.id == Account.business_manager_id)
        .outerjoin(Login, Login.id == Staff.login_id)
        .outerjoin(CarePost, CarePost.id == AccountStanding.care_owner_id)
        .outerjoin(CareLogin, CareLogin.id == CarePost.login_id)
        .outerjoin(SponsorPost, SponsorPost.id == AccountStanding.sponsor_id)
        .outerjoin(SponsorLogin, SponsorLogin.id == SponsorPost.login_id)
        .outerjoin(Introducer, Introducer.id == AccountStanding.introduced_by_id)
    )


def _contact(query: AnySelect) -> AnySelect:
    query = query.select_from(Contact).join(Account, Account.id == Contact.account_id)
    return query.outerjoin(AccountStanding, AccountStanding.account_id == Account.id)


def _qualification(query: AnySelect) -> AnySelect:
    query = query.select_from(Qualification).join(Account, Account.id == Qualification.account_id)
    return query.outerjoin(AccountStanding, AccountStanding.account_id == Account.id)


def _masked_numbers(uow: UnitOfWork, ids: list[int]) -> dict[int, dict[str, Any]]:
    """Of papers with a person's or a bank account's number what may stand in a list (AL4)."""
    personal = select(Qualification.id, Qualification.doc_type, Qualification.number).where(
        Qualification.id.in_(ids), Qualification.doc_type.in_(PERSONAL), Qualification.number != ""
    )
    return {
        row.id: {"number": Guarded(row.number, str(paper_number(row)))} for row in uow.session.execute(personal)
    }  # fmt: skip


def _tags(uow: UnitOfWork, ids: list[int]) -> dict[int, dict[str, Any]]:
    """The words on each account, in one cell."""
    found: dict[int, list[str]] = {}
    query = select(AccountTag.account_id, Tag.word).join(Tag, Tag.id == AccountTag.tag_id)
    for account_id, word in uow.session.execute(query.where(AccountTag.account_id.in_(ids)).order_by(Tag.word)):
        found.setdefault(account_id, []).append(word)
    return {account_id: {"tags": "、".join(words)} for account_id, words in found.items()}


def _product(query: AnySelect) -> AnySelect:
    query = query.select_from(Product).outerjoin(Supply, Supply.product_id == Product.id)
    return query.outerjoin(Account, Account.id == Supply.account_id)


def _narrowed_products(query: AnySelect, wanted: Wanted, _uow: UnitOfWork) -> AnySelect:
    if not wanted.get("q"):
        return query
    columns = (Product.code, Product.name_zh, Product.name_en, Product.trade_name, Product.approval_no)
    return query.where(or_(*(column.icontains(wanted["q"], autoescape=True) for column in columns)))


ACCOUNTS = Extract(
    "accounts", tuple(column for column in COLUMNS if column.source is not None or column.name == "tags"), Account.id,
    _account, _narrowed_accounts, _tags,
)  # fmt: skip
PEOPLE = Extract("contacts", CONTACTS, Contact.id, _contact, _narrowed_accounts)
PAPERS = Extract(
    "qualifications", QUALIFICATIONS, Qualification.id, _qualification, _narrowed_accounts, _masked_numbers
)
CATALOGUE = Extract("products", PRODUCTS, Product.id, _product, _narrowed_products)
