"""A diversion to begin with: Minchuan's contract with the clauses that judge it, and Yueqiao, who complains."""

from datetime import date
from typing import Any

from portal.domain.contracts.breaches.deposit import EntryKind
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.reporting import Alleged, report
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.models import Clause
from portal.domain.products.models import Supply
from tests.filing import number_in
from tests.people import People
from tests.staff.png import png

LEGAL, BUSINESS, DIRECTOR = "legal@demo.example", "business@demo.example", "director@demo.example"
FINANCE, SERVICE, ADMIN = "finance@demo.example", "service@demo.example", "admin@demo.example"
OWNER, MEMBER, VIEWER = "owner@minchuan.example", "member@minchuan.example", "viewer@minchuan.example"
COMPLAINANT = "owner@yueqiao.example"
CONTRACT = "D-2026-011"
STEPS = [
    {"count": 1, "warning": True, "multiple": "3"},
    {"count": 2, "multiple": "5", "deposit_share": "0.5"},
    {"count": 3, "multiple": "10", "termination": True},
]
CLAUSES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "第 5 条": ("deposit", "both", {
        "amount_fen": 20_000_000, "due_days": 10, "purpose": ["performance"], "topup_days": 15, "refund_days": 30,
        "objection_days": 7,
    }),
    "第 11 条": ("anti_diversion", "both", {
        "evidence": ["batch", "photo"], "respond_days": 5, "buyback_days": 7, "harmed_party_share": "0.5",
        "penalty_article": "12",
    }),
    "第 12 条": ("penalty_tiered", "partner", {
        "obligor": "partner", "trigger": "diversion", "steps": STEPS, "window_months": 12, "no_cure": True,
    }),
}  # fmt: skip
COMPLAINT = {
    "category": "diversion_complaint", "subject": "广州药店出现洛施坦", "text": "我们自己去买的，小票在此。",
    "product": "PR01", "batch_no": "26031702", "boxes": "1700", "found_on": "2026-09-01", "province": "440000",
    "place": "广州市越秀区", "terminal": "越秀大药房", "suspect": "岷川医药",
}  # fmt: skip


def lay_clauses(people: People, held_fen: int = 20_000_000) -> None:
    """The clauses into Minchuan's contract, prices into the catalogue, and a deposit of `held_fen` paid in."""
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        for position, (article, (code, binds, params)) in enumerate(CLAUSES.items(), 20):
            uow.session.add(
                Clause(
                    account_id=contract.account_id, version_id=contract.versions[0].id, article=article,
                    position=position, clause_type=code, params=params, binds=binds, text_zh=f"{article} 原文",
                )
            )  # fmt: skip
        product, supplier = uow.products.get("PR01"), uow.accounts.get("S-000001")
        uow.session.add(Supply(account_id=supplier.id, product_id=product.id, listed_price=3860, supply_price=2860))
    if held_fen:
        pay_in(people, held_fen)


def pay_in(people: People, fen: int) -> None:
    with acting_staff(people, FINANCE) as uow:
        uow.deposits.enter(uow.contracts.get(CONTRACT), EntryKind.PAID, fen, date(2026, 1, 5))


def acting_staff(people: People, name: str) -> Any:
    from tests.notify.acts import acting

    return acting(people.app, name)


def complain(people: People) -> str:
    """Yueqiao's complaint with a picture; its number."""
    return number_in(people.sign_in(COMPLAINANT).post("/requests/", {**COMPLAINT, "files": (png(), "粤桥小票.png")}))


def reported(people: People, day: date = date(2026, 9, 1), by: str = BUSINESS, **more: Any) -> str:
    """A breach entered by hand; its number."""
    with acting_staff(people, by) as uow:
        facts = {"article": "第 12 条", "obligor": Party.PARTNER, "what": "批号 26031702 出现在广州", "boxes": 1700}
        product = uow.products.get("PR01")
        alleged = Alleged(occurred_on=day, product_id=product.id, batch_no="26031702", **{**facts, **more})
        breach: Breach = report(uow, uow.contracts.get(CONTRACT), alleged)
        return breach.number


def noticed(people: People, **more: Any) -> str:
    number = reported(people, **more)
    answer = people.sign_in(LEGAL).post(f"/staff/breaches/{number}/notices", {"channel": "portal"})
    assert answer.status_code == 303, answer.text
    return number


def confirmed(people: People, **more: Any) -> str:
    number = noticed(people, **more)
    assert people.sign_in(MEMBER).post(f"/breaches/{number}/replies", {"text": "不是我们卖的"}).status_code == 303
    decided = people.sign_in(LEGAL).post(
        f"/staff/breaches/{number}/decisions", {"verb": "confirm", "reason": "批号与发货单一致"}
    )
    assert decided.status_code == 303, decided.text
    return number


def computed(people: People, **more: Any) -> str:
    number = confirmed(people, **more)
    frozen = people.sign_in(LEGAL).post(
        f"/staff/breaches/{number}/penalties",
        {"act": "freeze", "boxes_proven": "1700", "supply_price_fen": "28.60", "loss_fen": "97240"},
    )
    assert frozen.status_code == 303, frozen.text
    return number
