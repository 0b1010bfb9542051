"""Tiers from proposal to effect, stages up by a word and down by figures, health in its parts, a partner's benefits."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, select, update

from portal.domain.accounts.models import Account
from portal.domain.care.models import CareDuty
from portal.domain.events import Actor
from portal.domain.levels.keeping import figure, figure_due, quarter_before
from portal.domain.levels.models import AccountHealth, StageQuarter, TierProposal, TierRun
from portal.domain.people.roles import Reach
from portal.domain.products.models import Product
from portal.domain.sales.keeping import renew_trailing
from portal.domain.sales.models import SalesMonth
from portal.domain.sales.months import last_ended, months_on
from portal.domain.work import Work
from portal.insight.tier_run import TierWork
from tests.cast import LONG_AGO
from tests.notify.acts import dispatch_all

MANAGER, CARE, OWNER = "business@demo.example", "care@demo.example", "owner@minchuan.example"
EARNED = {"D-000101": 800_000, "D-000102": 150_000, "N-000201": 50_000}


def book(uow, earned, month):
    """Two months of sales for each account, the gross profit in the second."""
    product = uow.session.scalars(select(Product).limit(1)).one()
    ids = dict(uow.session.execute(select(Account.number, Account.id)).all())
    for number, profit in earned.items():
        for back in (0, 1):
            uow.session.add(SalesMonth(account_id=ids[number], product_id=product.id, month=months_on(month, -back),
                                       amount=4 * profit, boxes=10, gross_profit=0 if back else profit,
                                       recorded_at=uow.now))  # fmt: skip
    uow.session.flush()
    renew_trailing(uow.session, ids.values())
    return ids


def tiers(people):
    with people.backstage() as uow:
        rows = uow.session.scalars(select(Account).where(Account.number.in_(EARNED)).order_by(Account.number))
        return {row.number: uow.accounts.standing(row).tier for row in rows}


def test_a_run_proposes_and_a_manager_decides(app, people):
    month = last_ended(datetime.now(UTC).date())
    with people.backstage() as uow:
        ids = book(uow, EARNED, month)
        for number in EARNED:
            uow.accounts.standing(uow.accounts.get(number)).tier = "c"
        uow.accounts.standing(uow.accounts.get("D-000101")).sponsor_id = None
        owner = uow.people.staff()[0].id
    manager = people.sign_in(MANAGER)
    assert people.sign_in(CARE).post("/staff/tiers/runs").status_code == 404
    assert "没有建议" in manager.get("/staff/tiers/").text
    assert manager.post("/staff/tiers/runs").status_code == 303
    with app.app_context():
        assert TierWork()() == 1 and TierWork()() == 0
    shown = manager.get("/staff/tiers/").text
    assert "3 个盈利客户中 1 个贡献了" in shown and "80.0 %" in shown and "先指定高层对接人" in shown
    with people.backstage() as uow:
        rows = {row.account_id: (row.id, row.tier_now, row.tier) for row in uow.session.scalars(select(TierProposal))}
        found = {number: rows[ids[number]] for number in EARNED}
    assert {number: row[1:] for number, row in found.items()} == {
        "D-000101": ("c", "vip"), "D-000102": ("c", "a"), "N-000201": ("c", "b"),
    }  # fmt: skip
    assert tiers(people) == dict.fromkeys(EARNED, "c"), "nothing changes before somebody decides"
    with people.backstage() as uow:
        post = next(one for one in uow.people.staff() if one.login.email == MANAGER)
        post.reach, post.provinces = Reach.REGION, ["440000"]
    here = people.sign_in(MANAGER)
    seen = here.get("/staff/tiers/").text
    assert "D-000102" in seen and "个盈利客户" not in seen and "tiers/runs" not in seen
    assert here.post("/staff/tiers/runs").status_code == 404, "what the company earns, and all tiers, are not theirs"
    with people.backstage() as uow:
        next(one for one in uow.people.staff() if one.login.email == MANAGER).reach = Reach.ALL
    manager = people.sign_in(MANAGER)
    refused = manager.post("/staff/tiers/refusals", {"chosen": found["N-000201"][0], "reason": "短"})
    assert refused.status_code == 422 and 'value="短"' in refused.text
    manager.post("/staff/tiers/refusals", {"chosen": found["N-000201"][0], "reason": "正在谈解约"})
    answer = manager.post("/staff/tiers/acceptances", {"all": "1"})
    assert answer.status_code == 303 and "D-000101" in manager.get("/staff/tiers/").text
    assert tiers(people) == {"D-000101": "c", "D-000102": "a", "N-000201": "c"}, "a VIP needs a sponsor first"
    with people.backstage() as uow:
        uow.accounts.standing(uow.accounts.get("D-000101")).sponsor_id = owner
    manager.post("/staff/tiers/acceptances", {"chosen": found["D-000101"][0]})
    assert tiers(people)["D-000101"] == "vip"
    dispatch_all(app)
    with people.backstage() as uow:
        rhythms = set(uow.session.scalars(select(CareDuty.rhythm).where(CareDuty.account_id == ids["D-000101"])))
    assert rhythms == {"message", "call", "visit", "executive"}, "the cadence follows"
    told = [
        (event.kind, event.account_id)
        for event in people.events()
        if event.kind in ("tier.refused", "standing.changed")
    ]
    assert told[0] == ("tier.refused", ids["N-000201"]) and told[-1] == ("standing.changed", ids["D-000101"])


def test_a_tier_by_hand_holds_until_its_day(app, people):
    month, today = last_ended(datetime.now(UTC).date()), datetime.now(UTC).date()
    with people.backstage() as uow:
        ids = book(uow, EARNED, month)
    manager = people.sign_in(MANAGER)
    far = manager.post("/staff/accounts/N-000201/tier", {"tier": "a", "reason": "战略品种的唯一代理",
                                                        "until": str(today + timedelta(days=400))})  # fmt: skip
    assert far.status_code == 422 and "战略品种的唯一代理" in far.text
    manager.post("/staff/accounts/N-000201/tier", {"tier": "a", "reason": "战略品种的唯一代理",
                                                   "until": str(today + timedelta(days=200))})  # fmt: skip
    assert tiers(people)["N-000201"] == "a"
    assert "战略品种的唯一代理" in manager.get("/staff/accounts/N-000201?tab=health").text
    with people.backstage() as uow:
        uow.tiering.ask(month).begun_at = datetime.now(UTC)
    with app.app_context():
        assert TierWork()() == 0, "another worker has it"
    with people.backstage() as uow:
        uow.session.execute(update(TierRun).values(begun_at=LONG_AGO))  # and was killed since
    with app.app_context():
        assert TierWork()() == 1
    with people.backstage() as uow:
        assert ids["N-000201"] not in set(uow.session.scalars(select(TierProposal.account_id)))
    assert "tier.overridden" in [event.kind for event in people.events()]


def test_health_stands_in_its_parts_and_a_stage_moves_both_ways(app, people):
    month = last_ended(datetime.now(UTC).date())
    with people.backstage() as uow:
        ids = book(uow, {"D-000101": 800_000}, month)
        standing = uow.accounts.standing(uow.accounts.get("D-000101"))
        standing.stage = "s0"
        work = Work(uow.session, Actor.system("worker"), uow.now, writes=True)
        while figure_due(work):
            pass
        kept = uow.session.scalars(select(AccountHealth).where(AccountHealth.account_id == ids["D-000101"])).one()
        assert kept.parts["payment"] == {"value": None} and "signed" in kept.met
    manager = people.sign_in(MANAGER)
    shown = manager.get("/staff/accounts/D-000101?tab=health").text
    assert "数据不足" in shown and "暂无数据" in shown and "已签协议" in shown
    assert "12 个月" in manager.get("/staff/accounts/D-000101?tab=sales").text
    assert manager.post("/staff/accounts/D-000101/stage").status_code == 303
    manager.post("/staff/accounts/D-000101/stage")
    with people.backstage() as uow:
        standing = uow.accounts.standing(uow.accounts.get("D-000101"))
        assert standing.stage == "s1", "the second step lacks a criterion"
        standing.stage = "s3"
        uow.session.execute(delete(StageQuarter))
        before = months_on(quarter_before(uow.today), -3)
        uow.session.add(StageQuarter(account_id=ids["D-000101"], quarter=before, met=["signed"]))
        uow.session.flush()
        work = Work(uow.session, Actor.system("worker"), uow.now, writes=True)
        figure(work, [ids["D-000101"]])
        figure(work, [ids["D-000101"]])
        assert uow.accounts.standing(uow.accounts.get("D-000101")).stage == "s2", "two quarters cost one stage, once"
    kinds = [event.kind for event in people.events() if event.kind.startswith("stage.")]
    assert kinds == ["stage.confirmed", "stage.lowered"]
    plan = {"note": "2027 年联合计划", "until": (date.today() + timedelta(days=90)).isoformat()}
    assert manager.post("/staff/accounts/D-000101/joint-plan", plan).status_code == 303
    with people.backstage() as uow:
        kept = uow.session.scalars(select(AccountHealth).where(AccountHealth.account_id == ids["D-000101"])).one()
        assert "joint_plan" in kept.met


def test_a_partner_reads_what_the_company_chose_and_nothing_else(people):
    owner, manager = people.sign_in(OWNER), people.sign_in(MANAGER)
    assert "暂无内容" in owner.get("/level/").text and "您的权益" not in owner.get("/company/").text
    for text, shown in (("专人对接，一小时内答复", "y"), ("内部口径：毛利前八成", "")):
        added = manager.post("/staff/tiers/benefits", {"tier": "vip", "text_zh": text, "is_shown": shown})
        assert added.status_code == 303
    manager.post("/staff/tiers/benefits", {"tier": "b", "text_zh": "季度返利说明会", "is_shown": "y"})
    page = owner.get("/level/").text
    assert "专人对接，一小时内答复" in page and "内部口径" not in page and "季度返利" not in page
    assert "您的权益" in owner.get("/company/").text
    with people.backstage() as uow:
        first = next(one for one in uow.benefits.all() if one.is_shown and one.tier == "vip")
    manager.post("/staff/tiers/benefits/changes", {"benefit": first.id, "act": "hide"})
    assert "专人对接" not in owner.get("/level/").text
    manager.post("/staff/tiers/benefits/changes", {"benefit": first.id, "act": "remove"})
    assert "专人对接" not in manager.get("/staff/tiers/benefits").text
    assert manager.post("/staff/tiers/benefits", {"tier": "vip", "text_zh": ""}).status_code == 422
