"""Writing accounts with their standing, contacts and papers, and the products."""

from datetime import date, datetime, time

from portal.cli.demo.clock import TODAY
from portal.cli.demo.hand.distributors import DISTRIBUTORS
from portal.cli.demo.hand.facts import AccountFacts
from portal.cli.demo.hand.individuals import INDIVIDUALS
from portal.cli.demo.hand.people import write_partners
from portal.cli.demo.hand.products import PRODUCTS
from portal.cli.demo.hand.profiles import INTRODUCED_BY, TAGS, VALUES, profile_of, show_birthday
from portal.cli.demo.hand.stage import Stage
from portal.cli.demo.hand.suppliers import PERIPHERAL, SUPPLIERS
from portal.domain.accounts.kinds import NUMBER_PREFIX, AccountKind
from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.accounts.names import name_key
from portal.domain.accounts.papers.reminders import next_after
from portal.domain.products.models import Product, Supply
from portal.domain.work import SHANGHAI
from portal.search.naming import name_facts

ACCOUNTS = (*SUPPLIERS, *DISTRIBUTORS, *INDIVIDUALS, *PERIPHERAL)


def write_accounts(stage: Stage) -> None:
    for facts in sorted(ACCOUNTS, key=lambda facts: facts.since):
        at = morning(facts.since)
        account = stage.accounts[facts.number] = _account(stage, facts, at)
        _standing(stage, facts, account)
        for person in facts.contacts:
            contact = Contact(
                account_id=account.id, name=person.name, role=person.role, mobile=person.mobile or None,
                email=person.email, is_primary=person is facts.contacts[0],
            )  # fmt: skip
            show_birthday(facts, contact)
            stage.session.add(contact)
        for paper in facts.papers:
            stage.session.add(
                Qualification(
                    account_id=account.id,
                    doc_type=paper.doc_type,
                    number=paper.number,
                    expires_on=paper.until,
                    remind_on=paper.until and next_after(paper.until, TODAY),
                )
            )
        write_partners(stage, facts, account, at)
    _tie(stage)
    for prefix in NUMBER_PREFIX.values():
        given = [int(facts.number[2:]) for facts in ACCOUNTS if facts.number.startswith(prefix)]
        stage.set_series(f"account.{prefix}", max(given))


def _tie(stage: Stage) -> None:
    """Who brought whom, and the words on accounts."""
    for number, by in INTRODUCED_BY.items():
        account, work = stage.accounts[number], stage.work(stage.accounts[number].created_at)
        work.accounts.standing(account).introduced_by_id = stage.accounts[by].id
    for number, words in TAGS.items():
        for word in words:
            stage.work(stage.accounts[number].created_at, "business").tags.add(stage.accounts[number], word)


def write_products(stage: Stage) -> None:
    for facts in PRODUCTS:
        product = Product(
            code=facts.code, name_zh=facts.name_zh, name_en=facts.name_en, spec=facts.spec, form=facts.form,
            boxes_per_case=facts.boxes_per_case, approval_no=facts.approval_no, approval_until=facts.approval_until,
            storage=facts.storage,
        )  # fmt: skip
        stage.session.add(product)
        stage.session.flush()
        stage.products[facts.code] = product
        supplier = stage.accounts[facts.supplier]
        stage.session.add(
            Supply(
                account_id=supplier.id, product_id=product.id, listed_price=facts.listed, supply_price=facts.supplied
            )
        )


def morning(day: date) -> datetime:
    """Ten o'clock in Asia/Shanghai."""
    return datetime.combine(day, time(10), SHANGHAI)


def _account(stage: Stage, facts: AccountFacts, at: datetime) -> Account:
    is_person = facts.kind == AccountKind.INDIVIDUAL
    primary = facts.contacts[0]
    return stage.work(at, "business").accounts.add(
        AccountKind(facts.kind), number=facts.number, status=facts.status, name_zh=facts.name,
        short_name=facts.short, name_key=name_key(facts.name), **name_facts(facts.name),
        uscc=None if is_person or not facts.code else facts.code, **profile_of(facts),
        entity_type=facts.entity_type, legal_rep="" if is_person else primary.name, licence_no=facts.licence_no,
        licence_until=facts.licence_until, mobile=primary.mobile, email=primary.email,
        province=facts.province, city=facts.city, address=facts.address, source=facts.source,
        business_manager_id=stage.staff["business"].id,
    )  # fmt: skip


def _standing(stage: Stage, facts: AccountFacts, account: Account) -> None:
    stage.session.flush()
    standing = stage.work(account.created_at).accounts.standing(account)
    assert isinstance(standing, AccountStanding)
    standing.tier, standing.stage, standing.remark = facts.tier, facts.stage, facts.remark
    if facts.kind == AccountKind.PERIPHERAL:
        standing.value_type = VALUES[int(facts.number[2:]) % len(VALUES)]
    standing.care_owner_id = stage.staff["care"].id
    standing.sponsor_id = stage.staff["director"].id if facts.tier in ("vip", "peripheral_key") else None
