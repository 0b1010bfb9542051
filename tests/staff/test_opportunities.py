"""Peripheral contacts: openings from the first word to won or lost, what a relationship brought, what it is worth."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.cli.figures import doing
from portal.domain.accounts.kinds import AccountKind, AccountStatus
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.levels.gathering import gather
from portal.domain.people.models import Login
from portal.domain.products.models import Product
from portal.domain.sales.keeping import renew_trailing
from portal.domain.sales.models import SalesMonth
from portal.domain.sales.months import last_ended
from portal.domain.surveys.kinds import Segment, SurveyKind
from portal.domain.surveys.models import SurveyAsk
from portal.domain.work import SHANGHAI
from portal.insight.radar_preparing import prepare_radar
from tests.notify.acts import dispatch_all
from tests.people import People, Person

LIST, CONTACT, KEY = "/staff/opportunities/", "P-000301", "P-000302"
TODAY = datetime.now(SHANGHAI).date()
SOON = TODAY + timedelta(days=10)
OPENING = {
    "account": CONTACT, "title": "川渝联盟招标", "about": "tender", "expected": "360,000", "product": "PR01",
    "decides_on": SOON.isoformat(), "next_step": "核对材料", "next_on": SOON.isoformat(), "remark": "MARK-REMARK",
}  # fmt: skip


@pytest.fixture
def contacts(people: People) -> People:
    """Two peripheral contacts; the first brought Minchuan, who brought Luo, and Minchuan earned something."""
    with people.backstage() as uow:
        made = {}
        for number, name in ((CONTACT, "晨汐招标代理有限公司"), (KEY, "药市观澜杂志社")):
            made[number] = Account(number=number, kind=AccountKind.PERIPHERAL, name_zh=name, province="110000",
                                   status=AccountStatus.ACTIVE, created_at=uow.now)  # fmt: skip
            uow.session.add(made[number])
        uow.session.flush()
        ids = dict(uow.session.execute(select(Account.number, Account.id)).all())
        for number, by in (("D-000101", CONTACT), ("N-000201", "D-000101")):
            standing = uow.session.scalars(select(AccountStanding).where(AccountStanding.account_id == ids[number]))
            standing.one().introduced_by_id = ids[by]
        product = uow.session.scalars(select(Product.id).limit(1)).one()
        month = last_ended(TODAY)
        uow.session.add(SalesMonth(account_id=ids["D-000101"], product_id=product, month=month, amount=9_000_00,
                                   boxes=9, gross_profit=3_210_00, recorded_at=uow.now))  # fmt: skip
        uow.session.flush()
        renew_trailing(uow.session, ids.values())
    return people


def version(people: People, number: str) -> str:
    with people.backstage() as uow:
        return str(uow.opportunities.get(number).version)


def move(person: Person, people: People, where: str, **facts: str) -> int:
    number = where.rpartition("/")[2]
    return person.post(f"{where}/stages", {"version": version(people, number), **facts}).status_code


def test_from_the_first_word_to_won_and_what_it_brought(app, contacts: People) -> None:
    people, care = contacts, contacts.sign_in("care@demo.example")
    assert "这里还没有商机" in care.get(LIST).text
    wrong = care.post(LIST, {**OPENING, "account": "D-000101"})
    assert wrong.status_code == 422 and "不是外围客户" in wrong.text and "MARK-REMARK" in wrong.text
    where = care.post(LIST, OPENING).headers["Location"]
    seen = care.get(where).text
    assert "¥360,000.00" in seen and SOON.isoformat() in seen and "MARK-REMARK" in seen
    listed = care.get(LIST).text
    assert "进行中 1 个" in listed and "预期 12 个月毛利 ¥360,000.00" in listed
    assert "川渝联盟招标" not in care.get(f"{LIST}?about=media").text
    with app.app_context():
        for _part in prepare_radar(doing):
            pass
    assert "川渝联盟招标" in people.sign_in("director@demo.example").get("/staff/insight/radar?of=tender").text

    assert move(care, people, where, stage="pursued") == 422, "no next step"
    assert move(care, people, where, stage="lost") == 422, "no reason"
    assert move(care, people, where, stage="pursued", next_step="递交", next_on=SOON.isoformat()) == 303
    stale = care.post(f"{where}/stages", {"version": "1", "stage": "won"})
    assert stale.status_code == 409
    assert move(care, people, where, stage="won", brought="D-000102") == 303
    assert move(care, people, where, stage="lost", lost_reason="price") == 422, "what was won is over"
    page = care.get(f"/staff/accounts/{CONTACT}?tab=relation").text
    for said in ("D-000101", "N-000201", "D-000102", "经 1 家转介", "¥3,210.00", "洛施坦缓释片", "川渝联盟招标"):
        assert said in page, said
    assert page.count("由其直接引荐") == 2
    for number in ("D-000102", "D-000101"):
        assert f"/staff/accounts/{CONTACT}" in care.get(f"/staff/accounts/{number}").text, "and the way back"
    assert "不是外围客户" in care.get("/staff/accounts/D-000101?tab=relation").text

    text = care.post(f"{LIST}exports?stage=won", {"kind": "csv"}).get_data(as_text=True)
    assert text.splitlines()[1].startswith("OP-") and "D-000102" in text
    kinds = [event.kind for event in people.events() if event.kind.startswith("opportunity.")]
    assert kinds == ["opportunity.added", "opportunity.moved", "opportunity.moved"]
    assert people.events("export.taken")[0].facts["what"] == "opportunities"
    owner = people.sign_in("owner@minchuan.example")
    assert "MARK-REMARK" not in owner.get("/").text and owner.get(where).status_code in (403, 404)
    assert people.sign_in("quality@demo.example").get(LIST).status_code == 404


def test_what_it_is_worth_makes_the_rhythm(app, contacts: People) -> None:
    people, care = contacts, contacts.sign_in("care@demo.example")
    assert care.post(f"/staff/accounts/{KEY}/value", {"rating": "4"}).status_code == 422
    assert care.post(f"/staff/accounts/{KEY}/value", {"rating": "4", "reason": "常有线索"}).status_code == 303
    assert care.post("/staff/accounts/D-000101/value", {"rating": "4", "reason": "常有线索"}).status_code == 404
    dispatch_all(app)
    page = care.get(f"/staff/accounts/{KEY}?tab=relation").text
    assert "4 分 有价值" in page and "常有线索" in page and "本级别不要求" not in page
    with people.backstage() as uow:
        assert uow.accounts.standing(uow.accounts.get(KEY)).tier == "peripheral_key"
    care.post(f"/staff/accounts/{KEY}/value", {"rating": "2", "reason": "半年没有消息"})
    with people.backstage() as uow:
        assert uow.accounts.standing(uow.accounts.get(KEY)).tier == "peripheral"
    assert [event.facts["after"] for event in people.events("relation.rated")] == [4, 2]


@pytest.mark.parametrize(("account", "marks", "opens"), [(CONTACT, (4, 4), 1), (CONTACT, (5, 3), 0),
                                                          ("D-000101", (5, 5), 0)])  # fmt: skip
def test_good_market_news_of_a_peripheral_contact_opens_one_once(contacts, account, marks, opens) -> None:
    with contacts.backstage() as uow:
        feedback = uow.feedback.post(
            uow.accounts.get(account), kind=FeedbackKind.MARKET_INTEL, subtype="tender_notice", subject="联盟招标预告",
            text="下月开标", posted_by_id=uow.session.scalar(select(Login.id).limit(1)),
        )  # fmt: skip
        for _again in range(2):
            uow.loop.rate(feedback, credibility=marks[0], value=marks[1])
        found = uow.opportunities.of(uow.accounts.get(account).id)
        assert len(found) == opens
        assert all((one.about, one.source, one.title) == ("tender", feedback.number, "联盟招标预告") for one in found)


def test_the_promoter_criterion_reads_the_latest_nps_answers(people: People) -> None:
    with people.backstage() as uow:
        ids = dict(uow.session.execute(select(Account.number, Account.id)).all())
        logins = dict(uow.session.execute(select(Login.email, Login.id)).all())
        now = datetime.now(UTC)
        for kind, ago, marks in (
            ("nps", 400, {"owner@minchuan.example": 10, "owner@yueqiao.example": 10}),
            ("nps", 90, {"owner@minchuan.example": 3}),
            ("nps", 10, {"owner@minchuan.example": 10, "member@minchuan.example": 8}),
            ("csat", 5, {"owner@minchuan.example": 1}),
        ):
            wave = uow.surveys.open(SurveyKind(kind), "问卷", Segment())
            wave.asked_at = now
            for email, score in marks.items():
                number = "D-000101" if "minchuan" in email else "D-000102"
                uow.session.add(SurveyAsk(account_id=ids[number], wave_id=wave.id, number=wave.number,
                                          login_id=logins[email], asked_at=now - timedelta(days=ago), score=score,
                                          answered_at=now - timedelta(days=ago)))  # fmt: skip
        uow.session.flush()
        known = gather(uow.session.unguarded("as the worker"), [ids["D-000101"], ids["D-000102"]], TODAY)
    assert (known[ids["D-000101"]].asked, known[ids["D-000101"]].promoted) == (2, 18)
    assert known[ids["D-000102"]].asked == 0, "ten, but more than a year ago"
