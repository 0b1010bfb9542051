"""One generated account: itself, its standing, contacts, login, papers and the event that began it."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from portal.cli.demo.bulk.days import morning
from portal.cli.demo.bulk.ids import ABOUT_ACCOUNTS, CONTACTS, FIRST, child, event_id
from portal.cli.demo.bulk.names import company_names, person_name
from portal.cli.demo.bulk.papers import write_papers
from portal.cli.demo.bulk.profiles import Profile
from portal.cli.demo.bulk.staff import CARE
from portal.cli.demo.bulk.writing import Batch
from portal.cli.demo.draw import Draw, spread
from portal.cli.demo.identifiers import licence_of, mobile_of, resident_id_of, uscc_of
from portal.domain.accounts.catalogue import TeamSize
from portal.domain.accounts.kinds import AccountKind, AccountStatus, ContactRole, EntityType, Source
from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.accounts.names import name_key
from portal.domain.accounts.regions import BY_CODE
from portal.domain.events import Event
from portal.domain.people.models import Login, Membership
from portal.intake.cities import CITIES
from portal.search.naming import name_facts

KNOWN_FROM, KNOWN_DAYS = date(2019, 1, 2), 2150
"""Customers were won before the two years that the generated requests and contracts cover; leads this year."""
ENTITIES = {
    AccountKind.SUPPLIER: (EntityType.MAH, EntityType.FACTORY),
    AccountKind.DISTRIBUTOR: spread(
        {EntityType.WHOLESALE: 7, EntityType.CSO: 1, EntityType.DELIVERY: 1, EntityType.RETAIL_CHAIN: 1}
    ),
    AccountKind.PERIPHERAL: (EntityType.TENDER_FIRM, EntityType.MEDIA, EntityType.ASSOCIATION),
}
STAGES = {"vip": ("s3", "s4"), "a": ("s2", "s3"), "b": ("s1", "s2"), "c": ("s1",), "dormant": ("s1",)}
_STREETS = "药城路 人民路 解放路 建设路 滨江路 学府路 文昌路 园区一路 科技大道 迎宾路"
STREETS = tuple(_STREETS.split())
SELLERS = (AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL)
CHANNELS = (("public_hospital",), ("public_hospital", "clinic"), ("pharmacy", "clinic"), ("third_terminal",))
OTHER_ROLES = (ContactRole.PURCHASING, ContactRole.QUALITY, ContactRole.FINANCE, ContactRole.SALES)


@cache
def cities_of(province: str) -> tuple[str, ...]:
    return tuple(city for city, code in CITIES.items() if code == province) or (BY_CODE[province].bare,)


def write_account(batch: Batch, seed: int, who: Profile, password_hash: str) -> None:
    draw = Draw(seed, "account", who.index)
    created = _known_since(who, draw)
    row = _columns(who, seed, draw, created)
    batch.add(Account, **row)
    _write_standing(batch, who, draw)
    contact = row["legal_rep"] or row["name_zh"]
    batch.add(Contact, **_contact(who, 0, contact, row["mobile"], row["email"]))
    if draw.happens("second contact", 40):
        name, mobile = person_name(draw, "second"), mobile_of(who.index * CONTACTS + 1)
        batch.add(Contact, **_contact(who, 1, name, mobile, "", draw.one_of("role", OTHER_ROLES)))
    if who.has_login:
        _write_login(batch, who, contact, row["mobile"], row["created_at"], password_hash)
    write_papers(batch, who, draw, row["licence_no"], row["licence_until"])
    _write_beginning(batch, who, row)


def _known_since(who: Profile, draw: Draw) -> date:
    if who.status == AccountStatus.LEAD:
        return date(2026, 1, 5) + timedelta(days=draw.number("known", 300))
    return KNOWN_FROM + timedelta(days=draw.number("known", KNOWN_DAYS))


def _columns(who: Profile, seed: int, draw: Draw, created: date) -> dict[str, Any]:
    person = person_name(draw)
    name, short = (person, "") if who.is_person else company_names(who.kind, who.rank, who.province, seed, draw)
    entity = None if who.is_person else draw.one_of("entity", ENTITIES[who.kind])
    licensed = who.kind in (AccountKind.SUPPLIER, AccountKind.DISTRIBUTOR) and entity != EntityType.CSO
    until = date(2026, 10, 1) + timedelta(days=draw.number("licence", 1700)) if licensed else None
    city = draw.one_of("city", cities_of(who.province))
    return {
        "id": who.id, "number": who.number, "kind": who.kind, "status": who.status, "name_zh": name,
        "name_key": name_key(name), "short_name": short, **name_facts(name),
        "uscc": None if who.is_person else uscc_of(who.province, who.index),
        "id_no_tail": resident_id_of(who.province, who.index, draw)[-4:] if who.is_person else None,
        "entity_type": entity, "legal_rep": "" if who.is_person else person,
        "licence_no": licence_of(who.province, who.index) if licensed else "", "licence_until": until,
        "mobile": mobile_of(who.index * CONTACTS), "tel": "", "email": f"{who.number.lower()}@partners.example",
        "province": who.province, "city": city, "source": draw.one_of("source", tuple(Source)),
        "address": f"{city}{draw.one_of('street', STREETS)} {1 + draw.number('house', 300)} 号",
        "channels": list(draw.one_of("channels", CHANNELS)) if who.kind in SELLERS else [],
        "team_size": draw.one_of("team", tuple(TeamSize)) if who.kind in SELLERS else None,
        "business_manager_id": who.manager_id, "created_at": morning(created), "version": 1,
    }  # fmt: skip


def _write_standing(batch: Batch, who: Profile, draw: Draw) -> None:
    batch.add(
        AccountStanding, id=FIRST + who.index, account_id=who.id, tier=who.tier,
        stage="s0" if who.status == AccountStatus.LEAD else draw.one_of("stage", STAGES.get(who.tier, ("s1", "s2"))),
        care_owner_id=CARE, sponsor_id=None, remark="",
    )  # fmt: skip


def _contact(who: Profile, place: int, name: str, mobile: str, email: str, role: str = "owner") -> dict[str, Any]:
    return {
        "id": child(who.index, CONTACTS, place), "account_id": who.id, "name": name, "role": role, "mobile": mobile,
        "email": email, "wechat": "", "is_primary": place == 0,
    }  # fmt: skip


def _write_login(batch: Batch, who: Profile, name: str, mobile: str, at: Any, password_hash: str) -> None:
    batch.add(
        Login, id=who.id, name=name, email=None, mobile=mobile, password_hash=password_hash, created_at=at,
        totp_last_step=0, version=1,
    )  # fmt: skip
    batch.add(
        Membership, id=who.id, ref=f"demo-{who.index}", account_id=who.id, login_id=who.id, role="owner", joined_at=at
    )


def _write_beginning(batch: Batch, who: Profile, row: dict[str, Any]) -> None:
    at = row["created_at"]
    batch.add(
        Event, id=event_id(at, ABOUT_ACCOUNTS, who.index, 0), account_id=who.id, kind="account.added",
        subject="account", subject_id=who.id, number=who.number, actor_kind="staff", actor_login_id=who.manager_id,
        address="", at=at, facts={}, dispatched_at=at,
    )  # fmt: skip
