"""What the hand-written accounts say beyond name, numbers and place: invoices, bank, market, birthdays, chains."""

from datetime import date
from typing import Any

from portal.cli.demo.hand.facts import AccountFacts
from portal.db.secret_fields import sealed_field
from portal.domain.accounts.birthday import Birthday
from portal.domain.accounts.kinds import AccountKind, EntityType
from portal.domain.accounts.models import Contact

SCOPES = {
    AccountKind.SUPPLIER: "片剂、硬胶囊剂、缓释制剂的生产与销售",
    AccountKind.DISTRIBUTOR: "中成药、化学药制剂、抗生素制剂、生化药品（含冷藏冷冻药品）的批发",
}
HOSPITALS = ("县人民医院 心内科", "县中医院 呼吸科", "市第二人民医院 神经内科")
BANKS = ("中国工商银行", "中国建设银行", "中国农业银行", "中国银行")
TEAMS, SALES = ("to_5", "to_20", "to_50"), ("to_200", "to_1000", "to_5000")
CHANNELS = (["public_hospital", "clinic"], ["public_hospital", "third_terminal"], ["private_hospital", "pharmacy"])
BIRTHDAYS = {
    "N-000202": Birthday("lunar", 5, 13), "N-000204": Birthday("solar", 2, 29, year=1992),
    "S-000001": Birthday("solar", 9, 8), "D-000101": Birthday("lunar", 8, 20), "D-000102": Birthday("solar", 4, 16),
}  # fmt: skip
INTRODUCED_BY = {"S-000002": "P-000301", "D-000103": "D-000101", "N-000203": "N-000201", "N-000201": "D-000101"}
VALUES = ("tender_info", "opportunity", "media")
TAGS = {"D-000101": ("冷链", "样板客户"), "D-000102": ("样板客户",), "N-000201": ("县域",), "N-000202": ("县域",)}


def profile_of(facts: AccountFacts) -> dict[str, Any]:
    """Columns of the account, the same on every run but for what sealing adds."""
    turn, kind = int(facts.number[2:]), AccountKind(facts.kind)
    if kind == AccountKind.PERIPHERAL:
        return {}
    bank = sealed_field("bank_account", f"6222{turn:06d}{turn * 7919 % 10**9:09d}")
    common = {
        "invoice_title": facts.name, "invoice_address": f"{facts.city}{facts.address}", "bank_holder": facts.name,
        "invoice_tel": facts.contacts[0].mobile, "bank_name": f"{BANKS[turn % 4]}{facts.city}分行",
        "bank_account_sealed": bank.sealed, "bank_account_hash": bank.hash, "bank_account_tail": bank.tail,
    }  # fmt: skip
    sells = {
        "channels": CHANNELS[turn % 3], "resources": "\n".join(HOSPITALS[: 1 + turn % 3]), "team_size": TEAMS[turn % 3],
        "annual_sales": SALES[turn % 3],
    }  # fmt: skip
    if kind == AccountKind.INDIVIDUAL:
        number = sealed_field("id_no", facts.code)
        known = {"id_no_sealed": number.sealed, "id_no_hash": number.hash, "id_no_tail": number.tail}
        return {**common, **sells, **known, "tax_mode": "tax_bureau"}
    company = {
        "invoice_uscc": facts.code, "reg_capital": (1 + turn % 9) * 500_000_000,
        "founded_on": date(1996 + turn % 20, 1 + turn % 12, 8),
        "business_scope": "" if facts.entity_type == EntityType.CSO else SCOPES[kind],
    }  # fmt: skip
    return {**common, **company, **(sells if kind == AccountKind.DISTRIBUTOR else {})}


def show_birthday(facts: AccountFacts, contact: Contact) -> None:
    """The birthday that the account's first contact told us."""
    birthday = BIRTHDAYS.get(facts.number)
    if birthday is not None and contact.is_primary:
        for name, value in birthday.columns().items():
            setattr(contact, name, value)
