"""The cast: the demonstration company's people, a few accounts, one contract on each side."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from flask import Flask

from portal.db.extension import db
from portal.db.transaction import transaction
from portal.domain.accounts.kinds import AccountKind, AccountStatus
from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.contracts.models import Clause, Contract, ContractProduct, ContractTerritory, ContractVersion
from portal.domain.people.models import Login, Membership, Staff
from portal.domain.people.roles import StaffRole
from portal.domain.products.models import Product
from portal.domain.requests.clocks.policies import seed_policy
from portal.domain.scope import EveryAccount
from portal.domain.series import raise_to
from portal.identity.passwords import hash_password
from portal.search import schema

PASSWORD = "portal-demo-2026"
LONG_AGO = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)

STAFF = {
    "admin": ("管理员", StaffRole.ADMINISTRATOR),
    "service": ("田野", StaffRole.SERVICE),
    "care": ("顾婉", StaffRole.CARE),
    "business": ("周一帆", StaffRole.BUSINESS),
    "legal": ("沈立言", StaffRole.LEGAL),
    "quality": ("蒋清", StaffRole.QUALITY),
    "finance": ("吴衡", StaffRole.FINANCE),
    "director": ("陈立衡", StaffRole.EXECUTIVE),
}
PARTNERS = {
    "owner@minchuan.example": ("刘岷川", "D-000101", "owner"),
    "member@minchuan.example": ("何晓岷", "D-000101", "member"),
    "viewer@minchuan.example": ("廖远", "D-000101", "viewer"),
    "owner@yueqiao.example": ("梁粤", "D-000102", "owner"),
    "15400000201": ("罗景川", "N-000201", "owner"),
}
ACCOUNTS: dict[str, dict[str, Any]] = {
    "S-000001": {"kind": "supplier", "name_zh": "川岭制药有限公司", "province": "510000", "tier": "vip", "stage": "s4"},
    "D-000101": {
        "kind": "distributor", "name_zh": "成都岷川医药有限公司", "short_name": "岷川医药", "province": "510000",
        "uscc": "91519999MADX0006X3", "mobile": "15400000101", "tier": "vip", "stage": "s3",
    },
    "D-000102": {
        "kind": "distributor", "name_zh": "广州粤桥药业有限公司", "short_name": "粤桥药业", "province": "440000",
        "uscc": "91449999MADX00078Q", "mobile": "15400000102", "tier": "vip", "stage": "s4",
    },
    "N-000201": {"kind": "individual", "name_zh": "罗景川", "province": "510000", "mobile": "15400000201", "tier": "a"},
}  # fmt: skip


def make_tables(app: Flask) -> None:
    """All of them, with the cast and nothing else."""
    with app.app_context():
        db.create_all()
        with db.engine.begin() as connection:
            schema.create(connection)
        fill_cast()
        db.engine.dispose()


def fill_cast() -> None:
    """Fill an empty database; called once per run inside an application context."""
    with transaction(EveryAccount("tests")) as session:
        add = _adder(session)
        seed_policy(session)
        staff = {key: _staff(add, key, *facts) for key, facts in STAFF.items()}
        accounts = {number: _account(add, number, staff, dict(facts)) for number, facts in ACCOUNTS.items()}
        raise_to(session, "account.S", 1)  # the next supplier gets another number
        for login_name, facts in PARTNERS.items():
            _partner(add, accounts, login_name, *facts)
        product = add(
            Product(code="PR01", name_zh="洛施坦缓释片", spec="0.3 g × 12 片/盒", approval_no="国药准字H20990001")
        )
        other = add(Product(code="PR02", name_zh="岭康胶囊", spec="0.35 g × 24 粒", approval_no="国药准字Z20990012"))
        _contract(add, accounts["D-000101"], product, "D-2026-011", "downstream", date(2026, 1, 1), date(2026, 12, 31))
        _contract(add, accounts["D-000102"], product, "D-2026-012", "downstream", date(2026, 3, 15), date(2026, 12, 31))
        right = _contract(
            add, accounts["S-000001"], product, "U-2024-001", "upstream", date(2024, 2, 29), date(2029, 2, 28)
        )
        add(ContractProduct(account_id=right.account_id, contract_id=right.id, product_id=other.id))


def _adder(session: Any) -> Any:
    def add(row: Any) -> Any:
        session.add(row)
        session.flush()
        return row

    return add


@cache
def _hash() -> str:
    return hash_password(PASSWORD)


def _staff(add: Any, key: str, name: str, role: StaffRole) -> Staff:
    login = add(Login(name=name, email=f"{key}@demo.example", password_hash=_hash(), created_at=LONG_AGO))
    post: Staff = add(Staff(login_id=login.id, title=role, roles=[role]))
    return post


def _account(add: Any, number: str, staff: dict[str, Staff], facts: dict[str, Any]) -> Account:
    tier, stage = facts.pop("tier", None), facts.pop("stage", None)
    kind = AccountKind(facts.pop("kind"))
    account: Account = add(
        Account(
            number=number, kind=kind, status=AccountStatus.ACTIVE, created_at=LONG_AGO,
            business_manager_id=staff["business"].id, **facts,
        )
    )  # fmt: skip
    add(
        AccountStanding(
            account_id=account.id, tier=tier, stage=stage, care_owner_id=staff["care"].id,
            sponsor_id=staff["director"].id,
        )
    )  # fmt: skip  # fmt: skip
    add(Contact(account_id=account.id, name="联系人", mobile=facts.get("mobile"), is_primary=True))
    add(Qualification(account_id=account.id, doc_type="poa", number=f"POA-{number}", expires_on=date(2026, 12, 31),
                      remind_on=date(2100, 1, 1)))  # fmt: skip
    return account


def _partner(add: Any, accounts: dict[str, Account], login_name: str, name: str, number: str, role: str) -> None:
    email, mobile = (login_name, None) if "@" in login_name else (None, login_name)
    login = add(Login(name=name, email=email, mobile=mobile, password_hash=_hash(), created_at=LONG_AGO))
    add(Membership(account_id=accounts[number].id, login_id=login.id, role=role, joined_at=LONG_AGO))


def _contract(
    add: Any, account: Account, product: Product, number: str, side: str, starts_on: date, ends_on: date
) -> Contract:
    contract: Contract = add(
        Contract(
            account_id=account.id, number=number, side=side, title=f"{product.name_zh} {number}",
            cooperation_mode="buyout", starts_on=starts_on, ends_on=ends_on, created_at=LONG_AGO,
        )
    )  # fmt: skip
    version = add(
        ContractVersion(
            account_id=account.id, contract_id=contract.id, no=1, effective_from=starts_on,
            signed_by_us_on=starts_on, signed_by_partner_on=starts_on,
        )
    )  # fmt: skip
    add(ContractProduct(account_id=account.id, contract_id=contract.id, product_id=product.id))
    add(
        ContractTerritory(
            account_id=account.id, contract_id=contract.id, province=None if side == "upstream" else account.province
        )
    )
    add(
        Clause(
            account_id=account.id, version_id=version.id, article="第 9 条", position=9, clause_type="delivery",
            params={"days": 3, "day_kind": "working", "rate_per_day": "0.001"}, binds="us", page=4,
            text_zh=f"甲方应在三个工作日内发货（{number}）。",
            text_en=f"Goods leave within three working days ({number}).",
        )
    )  # fmt: skip
    return contract
