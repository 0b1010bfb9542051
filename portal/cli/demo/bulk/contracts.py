"""The agreements of a generated account: dates, cover, signed version and clauses."""

from datetime import date, timedelta
from typing import Any

from portal.cli.demo.bulk.clauses import Clause as Worded
from portal.cli.demo.bulk.days import day_before, morning
from portal.cli.demo.bulk.ids import ABOUT_ACCOUNTS, CLAUSES, CONTRACTS, child, event_id
from portal.cli.demo.bulk.profiles import Profile
from portal.cli.demo.bulk.writing import Batch
from portal.cli.demo.draw import Draw
from portal.domain.accounts.kinds import AccountKind
from portal.domain.contracts.models import Clause, Contract, ContractProduct, ContractTerritory, ContractVersion
from portal.domain.events import Event
from portal.domain.sales.months import months_on

FIRST_START, STARTS = date(2025, 3, 1), 21
"""Terms begin on the first of one of so many months."""
Wording = dict[str, tuple[tuple[Worded, ...], ...]]


def product_place(seed: int, who: Profile, place: int, products: int) -> int:
    """Which of the catalogue's products the agreement covers; requests ask for the same."""
    return Draw(seed, "contract", who.index * CONTRACTS + place).number("product", products)


def write_contracts(
    batch: Batch, seed: int, who: Profile, products: tuple[tuple[int, str], ...], worded: Wording
) -> None:
    for place in range(who.contracts):
        draw = Draw(seed, "contract", who.index * CONTRACTS + place)
        product_id, product_name = products[product_place(seed, who, place, len(products))]
        row = _columns(who, place, draw, product_name)
        batch.add(Contract, **row)
        own = {"account_id": who.id, "contract_id": row["id"]}
        signed_on = row["starts_on"] - timedelta(days=7)
        batch.add(
            ContractVersion, id=row["id"], **own, no=1, effective_from=row["starts_on"], signed_by_us_on=signed_on,
            signed_by_partner_on=signed_on, summary="",
        )  # fmt: skip
        batch.add(ContractProduct, id=row["id"], **own, product_id=product_id)
        level = "exclusive" if row["side"] == "upstream" else "non_exclusive"
        batch.add(ContractTerritory, id=row["id"], **own, province=who.province, place="", channel="all", level=level)
        _write_clauses(batch, who, row["id"], draw, worded[_template(who)])
        _write_events(batch, who, place, row, signed_on)


def _template(who: Profile) -> str:
    return {AccountKind.SUPPLIER: "supplier", AccountKind.INDIVIDUAL: "person"}.get(who.kind, "company")


def _columns(who: Profile, place: int, draw: Draw, product_name: str) -> dict[str, Any]:
    side, prefix = ("upstream", "U") if who.kind == AccountKind.SUPPLIER else ("downstream", "D")
    mode = None if side == "upstream" else "service" if who.is_person else draw.one_of("mode", ("buyout", "delivery"))
    starts_on = months_on(FIRST_START, draw.number("starts", STARTS))
    ends_on = day_before(months_on(starts_on, draw.one_of("months", (12, 12, 12, 24))))
    return {
        "id": who.contract_id(place), "account_id": who.id, "side": side, "cooperation_mode": mode,
        "number": f"{prefix}-{starts_on.year}-{who.number.replace('-', '')}-{place + 1}", "title": product_name,
        "goods_party_id": None, "starts_on": starts_on, "ends_on": ends_on, "suspended_why": "",
        "created_at": morning(starts_on - timedelta(days=7)), "version": 1,
    }  # fmt: skip


def _write_clauses(
    batch: Batch, who: Profile, contract_id: int, draw: Draw, articles: tuple[tuple[Worded, ...], ...]
) -> None:
    for place, variants in enumerate(articles):
        clause = draw.one_of(variants[0].clause_type, variants)
        batch.add(
            Clause, id=child(contract_id, CLAUSES, place), account_id=who.id, version_id=contract_id,
            article=f"第 {place + 1} 条", position=place + 1, change="add", clause_type=clause.clause_type,
            params=clause.params, params_schema=clause.schema, binds=clause.binds, text_zh=clause.text_zh,
            text_en=clause.text_en, page=1 + place // 3,
        )  # fmt: skip


def _write_events(batch: Batch, who: Profile, place: int, row: dict[str, Any], signed_on: date) -> None:
    kinds: tuple[tuple[str, dict[str, Any]], ...] = (
        ("contract.recorded", {"side": row["side"]}),
        ("contract.signed", {"version_no": 1, "us_on": str(signed_on), "partner_on": str(signed_on)}),
    )
    at = row["created_at"]
    for step, (kind, facts) in enumerate(kinds):
        batch.add(
            Event, id=event_id(at, ABOUT_ACCOUNTS, who.index, 1 + place * 2 + step), account_id=who.id, kind=kind,
            subject="contract", subject_id=row["id"], number=row["number"], actor_kind="staff",
            actor_login_id=who.manager_id, address="", at=at, facts=facts, dispatched_at=at,
        )  # fmt: skip
