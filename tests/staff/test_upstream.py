"""Upstream limits downstream at the desk: refused or carried by a written reason, listed, and whom a notice hits."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.contracts.clauses import Side
from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.contracts.overrides import ContractOverride
from portal.domain.contracts.recording import Channel, ContractFacts, Level, Mode
from tests.people import People, Person
from tests.staff.test_contracts import KEEPER, PAPER, READER, put, sign
from tests.statements import Counting

PAGE, OTHER = "/staff/contracts/upstream", "D-000102"
REASON = "广东授权正在补签，补签前不供货"


def shorten(people: People, number: str, ends_on: date, **more: Any) -> None:
    """As if the supplier had given notice."""
    with people.backstage() as uow:
        contract = uow.session.scalars(select(Contract).where(Contract.number == number)).one()
        contract.ends_on = ends_on
        for name, value in more.items():
            setattr(contract, name, value)


def record(people: People, number: str, account: str, provinces: tuple[str, ...], **more: Any) -> None:
    """A signed agreement about PR02 from next month on, past the desk."""
    with people.backstage() as uow:
        starts_on = uow.today + timedelta(days=30)
        facts = ContractFacts(
            f"岭康 {number}", Mode.SERVICE, starts_on, starts_on + timedelta(days=99), (uow.products.get("PR02").id,),
            provinces, place=more.get("place", ""), channel=more.get("channel", Channel.ALL),
            level=more.get("level", Level.EXCLUSIVE),
        )  # fmt: skip
        contract = uow.contracts.record(
            uow.accounts.get(account), number=number, side=Side.DOWNSTREAM, facts=facts, override=more.get("why", "")
        )
        contract.versions[0].signed_by_us_on = contract.versions[0].signed_by_partner_on = uow.today


def overrides(people: People) -> list[tuple[str, list[str]]]:
    with people.backstage() as uow:
        found = uow.session.scalars(select(ContractOverride).order_by(ContractOverride.id))
        return [(row.reason, [note["kind"] for note in row.notes]) for row in found]


def test_what_exceeds_is_shown_beside_the_form_and_carried_by_a_reason(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    paper = {**PAPER, "ends_on": "2029-03-01", "months": ""}  # one day more than U-2024-001
    refused = keeper.post("/staff/contracts/", paper)
    assert refused.status_code == 422 and "岭康胶囊 四川" in refused.text
    said = refused.text.split('class="found-list"')[1].split("</ul>")[0]
    assert all(word in said for word in ("授权超期", "岭康胶囊", "四川省", "2029-03-01 – 2029-03-01", "U-2024-001"))
    assert keeper.post("/staff/contracts/", {**paper, "override": "  "}).status_code == 422
    assert people.events("contract.recorded") == [] and overrides(people) == []
    assert keeper.post("/staff/contracts/", {**paper, "override": REASON}).status_code == 303
    assert overrides(people) == [(REASON, ["term"])]
    (event,) = people.events("contract.override_recorded")
    assert event.number == "D-2027-001" and REASON not in str(event.facts)
    body = keeper.get("/staff/contracts/D-2027-001").text
    assert REASON in body and "周一帆" in body


def test_within_the_right_nothing_is_asked(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    assert "override" not in keeper.get("/staff/contracts/new").text
    assert keeper.post("/staff/contracts/", {**PAPER, "override": REASON}).status_code == 303
    assert overrides(people) == []


def test_a_correction_is_measured_too_and_an_answered_excess_is_not_asked_again(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/contracts/", PAPER)

    def correct(**facts: str) -> int:
        with people.backstage() as uow:
            version = str(uow.contracts.get("D-2027-001").version)
        sent = {**PAPER, "months": "", "version": version, **facts}
        return int(keeper.post("/staff/contracts/D-2027-001", sent).status_code)

    assert correct(ends_on="2029-03-31") == 422
    assert correct(ends_on="2029-03-31", override=REASON) == 303
    assert correct(ends_on="2029-03-20") == 303, "less than what was answered for"
    assert correct(ends_on="2029-04-01") == 422, "a day more"


def test_signing_measures_again(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/contracts/", PAPER)
    put(keeper, people, "D-2027-001", article="第 8 条")
    shorten(people, "U-2024-001", date(2027, 6, 30))
    with people.backstage() as uow:
        uow.contracts.get("D-2027-001").review_at = uow.now
    last = people.sign_in("director@demo.example").post("/staff/contracts/D-2027-001/sign-offs")
    assert last.status_code == 409, "what goes beyond our rights does not go out, whoever agrees"
    with people.backstage() as uow:
        uow.contracts.get("D-2027-001").review_at = None
    refused = sign(keeper, "D-2027-001")
    assert refused.status_code == 422 and "2027-07-01 – 2027-12-31" in refused.text and "2026-10-20" in refused.text
    days = {"us_on": "2026-10-20", "partner_on": "2026-10-20", "override": REASON}
    assert keeper.post("/staff/contracts/D-2027-001/signatures", days).status_code == 303
    kinds = [event.kind for event in people.events() if event.number == "D-2027-001"]
    assert kinds[-2:] == ["contract.override_recorded", "contract.signed"]


def test_an_exclusive_right_is_given_once(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/contracts/", PAPER)
    put(keeper, people, "D-2027-001", article="第 8 条")
    city = {**PAPER, "number": "D-2027-002", "account": OTHER, "place": "成都市", "override": REASON}
    assert keeper.post("/staff/contracts/", city).status_code == 303, "a draft binds nobody yet"
    sign(keeper, "D-2027-001")
    put(keeper, people, "D-2027-002", article="第 8 条")
    late = sign(keeper, "D-2027-002")
    assert late.status_code == 422 and "D-2027-001" in late.text and "他人独家" in late.text
    assert 'name="override"' not in late.text, "no reason makes two exclusive rights possible"
    again = keeper.post("/staff/contracts/", {**city, "number": "D-2027-003"})
    assert again.status_code == 422 and "四川省 · 成都市" in again.text and 'href="#level"' in again.text
    lesser = {**city, "number": "D-2027-004", "level": "non_exclusive"}
    assert keeper.post("/staff/contracts/", {**lesser, "override": ""}).status_code == 422
    assert keeper.post("/staff/contracts/", lesser).status_code == 303
    assert overrides(people) == [(REASON, ["overlap"])]
    own = {**city, "number": "D-2027-005", "account": "D-000101", "override": ""}
    assert keeper.post("/staff/contracts/", own).status_code == 303, "a renewal takes nothing from anybody"


@pytest.mark.parametrize(
    ("marks", "status"),
    [({}, 422), ({"suspended": True}, 422), ({"terminated_on": date(2027, 1, 1)}, 303),
     ({"terminated_on": date(2027, 1, 2)}, 422)],
)  # fmt: skip
def test_a_suspended_right_blocks_and_a_terminated_one_does_not(
    people: People, marks: dict[str, Any], status: int
) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/contracts/", PAPER)
    put(keeper, people, "D-2027-001", article="第 8 条")
    sign(keeper, "D-2027-001")
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2027-001")
        contract.suspended_at = uow.now if marks.get("suspended") else None
        contract.terminated_on = marks.get("terminated_on")
    answer = keeper.post("/staff/contracts/", {**PAPER, "number": "D-2027-002", "account": OTHER})
    assert answer.status_code == status


def test_the_page_lists_who_exceeds_with_partner_owner_and_reason(people: People) -> None:
    reader = people.sign_in(READER)
    assert "没有超出授权的合同" in reader.get(PAGE).text
    with people.backstage() as uow:
        far = uow.today + timedelta(days=100)
    record(people, "D-2027-007", OTHER, ("440000",))
    shorten(people, "U-2024-001", far)
    body = reader.get(PAGE).text
    row = body.split("<tbody>")[1].split("</tbody>")[0]
    assert all(word in row for word in ("D-2027-007", "粤桥药业", "周一帆", "授权超期", "广东省", "未写明理由"))
    assert (far + timedelta(days=1)).isoformat() in row and "D-2026-011" not in row
    assert "D-2027-007" in reader.get(f"{PAGE}?kind=term").text
    assert "D-2027-007" not in reader.get(f"{PAGE}?kind=territory").text.split('id="what-if"')[0]
    assert PAGE in reader.get("/staff/contracts/").text
    assert f"{PAGE}?upstream=U-2024-001" in reader.get("/staff/contracts/U-2024-001").text


def test_a_shorter_upstream_term_lists_exactly_who_is_hit(people: People) -> None:
    reader = people.sign_in(READER)
    record(people, "D-2027-007", OTHER, ("440000",))
    record(people, "D-2027-008", "N-000201", ("530000",), level=Level.NON_EXCLUSIVE)
    give_clauses(people)
    with people.backstage() as uow:
        today, last = uow.today, uow.today + timedelta(days=128)
    shown = hits(reader, last)
    assert "D-2027-007" in shown and "D-2027-008" in shown and "D-2026-011" not in shown
    assert shown.count(">1</td>") == 2, "the last of a hundred days"
    assert "粤桥药业" in shown and "罗景川" in shown and "周一帆" in shown
    assert shown.count("第 13 条") == 1, "of the penalties only the one that we pay"
    assert "第 12 条" in hits_page(reader, last).split("<table")[0]
    assert ("D-2026-011" in hits(reader, today)) is (today < date(2026, 12, 31))
    assert "没有合同受影响" in hits_page(reader, last + timedelta(days=1))
    assert "早于现到期日" in hits_page(reader, date(2029, 2, 28))
    assert hits_page(reader, "soon") and reader.get(f"{PAGE}?upstream=U-9&ends=2027-01-01").status_code == 200


def hits_page(reader: Person, last: date | str) -> str:
    return reader.get(f"{PAGE}?upstream=U-2024-001&ends={last}").text.split('id="what-if"')[1]


def hits(reader: Person, last: date) -> str:
    return hits_page(reader, last).split("<tbody>")[1].split("</tbody>")[0]


def give_clauses(people: People) -> None:
    """Compensation in the upstream contract; downstream a penalty on us and one on the partner."""
    ours = {"obligor": "us", "trigger": "exclusivity", "amount_fen": 5_000_000}
    theirs = {**ours, "obligor": "partner"}
    wanted = {
        "U-2024-001": [("第 12 条", "takeback_compensation", {"multiple": "2", "min_months": 6})],
        "D-2027-007": [("第 13 条", "penalty_fixed", ours), ("第 14 条", "penalty_fixed", theirs)],
    }  # fmt: skip
    with people.backstage() as uow:
        for number, clauses in wanted.items():
            version = uow.contracts.get(number).versions[0]
            for article, code, params in clauses:
                add_clause(uow.session, version, article, code, params)


def add_clause(session: Any, version: ContractVersion, article: str, code: str, params: dict[str, Any]) -> None:
    session.add(
        Clause(account_id=version.account_id, version_id=version.id, article=article, position=20, clause_type=code,
               params=params, binds="both", text_zh=article)
    )  # fmt: skip


def test_a_partner_sees_nothing_of_it(people: People) -> None:
    assert people.sign_in("owner@minchuan.example").get(PAGE).status_code == 404


def test_more_contracts_ask_no_more_of_the_database(people: People, statements: Counting) -> None:
    reader, asked_by = people.sign_in(READER), []
    question = f"{PAGE}?upstream=U-2024-001&ends={date(2026, 12, 1)}"
    for number, province in (("D-2027-007", "440000"), ("D-2027-008", "530000"), ("D-2027-009", "370000")):
        record(people, number, OTHER, (province,))
        reader.get(question)
        with statements() as asked:
            assert number in reader.get(question).text
        asked_by.append(len(asked))
    assert len(set(asked_by)) == 1
