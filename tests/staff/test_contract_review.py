"""A contract from draft to archive: reviewed by those who must, held back until what it waits for, put away empty."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Qualification
from portal.domain.contracts.models import Clause
from portal.domain.contracts.sign_offs import SignOff
from portal.domain.contracts.state import state_on
from tests.breaches import ADMIN, BUSINESS, CONTRACT, DIRECTOR, FINANCE, LEGAL, OWNER, SERVICE, lay_clauses, noticed
from tests.people import People
from tests.staff.test_contracts import PAPER, put

NUMBER, QUALITY = "D-2027-001", "quality@demo.example"
AT = f"/staff/contracts/{NUMBER}"
FURTHER: dict[str, dict[str, Any]] = {
    "minimum_purchase": {"period": "year", "targets_fen": [120_000_000], "unit": "fen", "counted_on": "invoice"},
    "anti_diversion": {}, "compliance": {},
    "deposit": {"amount_fen": 5_000_000, "due_days": 10, "purpose": ["performance"], "topup_days": 15,
                "refund_days": 30},
}  # fmt: skip
SOON = {"us_on": "2026-10-20", "partner_on": "2026-10-20"}


def state(people: People, number: str = NUMBER, day: date | None = None) -> str:
    with people.backstage() as uow:
        return str(state_on(uow.contracts.get(number), day or uow.today))


def drafted(people: People, *types: str) -> None:
    """The paper recorded, one clause about delivery in it and one each of `types`."""
    keeper = people.sign_in(LEGAL)
    assert keeper.post("/staff/contracts/", PAPER).status_code == 303
    assert put(keeper, people, NUMBER, article="第 8 条").status_code == 303
    with people.backstage() as uow:
        draft = uow.contracts.get(NUMBER).versions[0]
        uow.session.add_all(
            Clause(account_id=draft.account_id, version_id=draft.id, article=f"第 {place} 条", position=place,
                   clause_type=code, params=FURTHER[code], binds="both", text_zh="原文")
            for place, code in enumerate(types, 20)
        )  # fmt: skip


def kinds(people: People, number: str = NUMBER) -> list[str]:
    return [event.kind.removeprefix("contract.") for event in people.events() if event.number == number]


def test_sales_quality_and_legal_agree_before_it_goes_out(people: People) -> None:
    drafted(people, *FURTHER)
    legal, business, quality, owner = (people.sign_in(name) for name in (LEGAL, BUSINESS, QUALITY, OWNER))
    late = {"us_on": "2099-01-01", "partner_on": "2099-01-01"}
    refused = legal.post(f"{AT}/signatures", late)
    assert refused.status_code == 422 and "内部评审" in refused.text, "nothing new is signed without a review"
    assert business.post(f"{AT}/reviews").status_code == 303 and state(people) == "internal_review"
    assert owner.get(f"/contracts/{NUMBER}").status_code == 404
    shown = legal.get(AT).text
    assert all(word in shown for word in ("重点条款", "销售、质量、法务")) and "/clauses/new" not in shown
    assert put(legal, people, NUMBER, article="第 9 条").status_code == 409, "what is read stays as it is"
    refused = legal.post(f"{AT}/signatures", SOON)
    assert refused.status_code in (409, 422) and state(people) == "internal_review", "an early day does not pass it by"
    assert business.post(f"{AT}/sign-offs").status_code == 409, "who handed it in does not agree to it"
    assert legal.post(f"{AT}/sign-offs").status_code == 303
    assert legal.post(f"{AT}/sign-offs").status_code == 409, "nobody agrees twice"
    assert people.sign_in(SERVICE).post(f"{AT}/sign-offs").status_code == 404
    assert legal.post(f"{AT}/returns", {"why": ""}).status_code == 422
    assert quality.post(f"{AT}/returns", {"why": "第 8 条写五日"}).status_code == 303 and state(people) == "draft"
    assert "第 8 条写五日" in legal.get(AT).text and put(legal, people, NUMBER, article="第 8 条").status_code == 303
    assert legal.post(f"{AT}/reviews").status_code == 303, "another round: all are asked again"
    for person in (business, quality):
        assert person.post(f"{AT}/sign-offs").status_code == 303 and state(people) == "internal_review"
    assert people.sign_in(DIRECTOR).post(f"{AT}/sign-offs").status_code == 303 and state(people) == "sent"
    assert "第 8 条" in owner.get(f"/contracts/{NUMBER}").text
    assert put(legal, people, NUMBER, article="第 8 条").status_code == 409
    assert legal.post(f"{AT}/signatures", late).status_code == 303 and state(people) == "signed"
    assert kinds(people)[-7:] == [
        "clause_recorded", "review_submitted", "signed_off", "signed_off", "signed_off", "sent", "signed",
    ]  # fmt: skip


def test_without_its_clauses_only_the_management_hands_it_in_with_a_reason(people: People) -> None:
    drafted(people, "minimum_purchase", "compliance")
    legal, director = people.sign_in(LEGAL), people.sign_in(DIRECTOR)
    shown = legal.get(AT).text
    assert "保证金、防窜货" in shown and f"{AT}/reviews" not in shown
    assert f"{AT}/reviews" in director.get(AT).text
    assert legal.post(f"{AT}/reviews", {"waiver": "不需要"}).status_code == 422
    assert director.post(f"{AT}/reviews").status_code == 422 and state(people) == "draft"
    assert director.post(f"{AT}/reviews", {"waiver": "首单试销，三个月后补签"}).status_code == 303
    assert "首单试销" in legal.get(AT).text
    with people.backstage() as uow:
        (step,) = uow.session.scalars(select(SignOff))
    assert step.reason == "首单试销，三个月后补签"
    assert people.events("contract.review_submitted")[0].facts == {"lacking": ["deposit", "anti_diversion"]}
    assert director.post(f"{AT}/sign-offs").status_code == 409, "not even the management agrees to its own"
    assert people.sign_in(ADMIN).post(f"{AT}/sign-offs").status_code == 303 and state(people) == "sent"


def test_it_waits_for_the_deposit_and_for_valid_papers(people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        paper = Qualification(account_id=account.id, doc_type="drug_licence", expires_on=date(2026, 12, 31))
        account.licence_until = None
        uow.session.add(paper)
    drafted(people, "deposit")
    legal, finance, owner = people.sign_in(LEGAL), people.sign_in(FINANCE), people.sign_in(OWNER)
    assert legal.post(f"{AT}/signatures", {**SOON, "awaits_deposit": "y"}).status_code == 303
    with people.backstage() as uow:
        contract = uow.contracts.get(NUMBER)
        assert contract.awaits == "deposit papers", "the licence ends the day before the contract begins"
        contract.starts_on = contract.versions[0].effective_from = uow.today - timedelta(days=3)
    assert state(people) == "signed"
    for person, address in ((legal, AT), (owner, f"/contracts/{NUMBER}")):
        assert "保证金全额。" in person.get(address).text
    assert legal.post(f"{AT}/commencement").status_code == 409
    with people.backstage() as uow:
        today = uow.today.isoformat()
    pay = {"kind": "paid", "moved_on": today, "note": ""}
    assert finance.post(f"{AT}/deposit", {**pay, "sum": "49999.99"}).status_code == 303 and state(people) == "signed"
    assert finance.post(f"{AT}/deposit", {**pay, "sum": "0.01"}).status_code == 303 and state(people) == "active"
    assert kinds(people)[-1] == "took_effect" and legal.post(f"{AT}/commencement").status_code == 409


def test_valid_papers_alone_are_let_in_by_hand(people: People) -> None:
    drafted(people)
    assert people.sign_in(LEGAL).post(f"{AT}/signatures", SOON).status_code == 303
    with people.backstage() as uow:
        contract = uow.contracts.get(NUMBER)
        assert contract.awaits == ""
        contract.awaits, contract.starts_on = "papers", uow.today
        paper = Qualification(account_id=contract.account_id, doc_type="drug_licence", expires_on=date(2026, 1, 31))
        uow.session.add(paper)
        contract.account.licence_until = None
    assert people.sign_in(LEGAL).post(f"{AT}/commencement").status_code == 409 and state(people) == "signed"
    assert "在档证照已过期" in people.sign_in(OWNER).get(f"/contracts/{NUMBER}").text
    with people.backstage() as uow:
        uow.session.add(Qualification(account_id=paper.account_id, doc_type="drug_licence", expires_on=None))
    assert people.sign_in(LEGAL).post(f"{AT}/commencement").status_code == 303 and state(people) == "active"


def test_only_what_is_settled_and_has_nothing_open_is_put_away(people: People) -> None:
    lay_clauses(people, held_fen=100)
    noticed(people)
    legal = people.sign_in(LEGAL)
    at = f"/staff/contracts/{CONTRACT}"
    assert legal.post(f"{at}/archiving").status_code == 409, "not settled"
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        contract.terminated_on = contract.settled_on = uow.today
        assert uow.closing.still_open(contract) == ("breach", "deposit")
    shown = legal.get(at).text
    assert "违约、尚未退还的保证金" in shown and f"{at}/archiving" not in shown
    assert legal.post(f"{at}/archiving").status_code == 409 and state(people, CONTRACT) == "settled"
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        for breach in uow.breaches.of_contract(contract.id):
            breach.state = "dismissed"
        today = uow.today.isoformat()
    back = {"kind": "refund", "moved_on": today, "sum": "1.00", "note": ""}
    assert people.sign_in(FINANCE).post(f"{at}/deposit", back).status_code == 303
    assert f"{at}/archiving" in legal.get(at).text
    assert legal.post(f"{at}/archiving").status_code == 303 and state(people, CONTRACT) == "archived"
    assert legal.get(at).status_code == 200 and "已清算" in people.sign_in(OWNER).get(f"/contracts/{CONTRACT}").text
    again = legal.post(f"{at}/versions", {"effective_from": "2026-12-01", "summary": "改价"})
    assert again.status_code == 409 and kinds(people, CONTRACT)[-1] == "archived"
    pay = {"kind": "paid", "moved_on": "2026-11-01", "sum": "1.00", "note": ""}
    assert people.sign_in(FINANCE).post(f"{at}/deposit", pay).status_code == 409
