"""Categories as the company has them: a draft, a preview, the form partners get, the way back (AZ1, BI4, IN1, IN2)."""

from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.contracts.models import Contract
from portal.domain.requests.categories.rows import CategorySetting
from tests.filing import filed, hidden, number_in
from tests.people import People

ADMIN, SERVICE, MEMBER = "admin@demo.example", "service@demo.example", "member@minchuan.example"
AGENT = "15400000201"
TRAINING = {
    "category": "training", "subject": "新代表培训", "text": "十二月有四位新代表", "product": "PR01",
    "topic": "产品知识", "people": "4", "held_on": "2026-12-20", "contract": "D-2026-011",
}  # fmt: skip
WANTED: dict[str, Any] = {
    "is_offered": "y", "team": "market", "line_zh": "请提前五个工作日", "line_en": "Five working days ahead",
    "kinds": ["distributor"], "with_contract": "y", "stricter": ["held_where"], "clause_types": ["delivery"],
    "papers_required": ["poa"], "papers_useful": ["rep_filing"], "free_0_zh": "学员名单", "free_0_required": "y",
    "own_0_zh": "讲师来自", "own_0_en": "Speaker from", "own_0_kind": "choice", "own_0_required": "y",
    "own_0_options": "公司 | Company\n医院｜Hospital", "own_0_place": "2",
    "own_1_zh": "到场时间", "own_1_kind": "date", "own_1_place": "1",
}  # fmt: skip


def address(category: str = "training") -> str:
    return f"/staff/admin/categories/{category}"


def change(people: People, wanted: dict[str, Any], category: str = "training") -> None:
    """Draft and put into force, as an administrator."""
    admin, path = people.sign_in(ADMIN), address(category)
    seen = hidden(admin.get(path).text, "seen", path)
    kept = admin.post(path, {**wanted, "seen": seen})
    assert kept.status_code == 303, kept.text
    assert admin.post(f"{path}/versions").status_code == 303


def test_a_category_switched_on_reaches_only_whom_it_fits(people: People) -> None:
    admin, member, agent = people.sign_in(ADMIN), people.sign_in(MEMBER), people.sign_in(AGENT)
    assert member.post("/requests/", TRAINING).status_code == 422  # optional, so not offered until switched on
    seen = hidden(admin.get(address()).text, "seen", address())
    assert admin.post(address(), {**WANTED, "seen": seen}).status_code == 303
    preview = admin.get(f"{address()}/draft").text
    for said in ("讲师来自", "到场时间", "请提前五个工作日", "学员名单", "法人授权委托书", "市场"):
        assert said in preview, said
    assert preview.index("到场时间") < preview.index("讲师来自")
    assert "category=training" not in member.get("/requests/new").text  # a draft is nothing yet
    assert admin.post(f"{address()}/versions").status_code == 303

    assert "category=training" in member.get("/requests/new").text
    form = member.get("/requests/new?category=training").text
    assert "请提前五个工作日" in form and "学员名单" in form and "讲师来自" in form
    without = member.post("/requests/", TRAINING)
    assert without.status_code == 422 and 'href="#held_where"' in without.text and 'href="#own_2"' in without.text
    bare = member.post("/requests/", {**TRAINING, "text": ""}).text
    assert bare.index('href="#own_2"') < bare.index('href="#text"'), "mistakes are told in the order of the page"
    number = number_in(member.post("/requests/", {**TRAINING, "held_where": "online", "own_2": "医院"}))

    assert "category=training" not in agent.get("/requests/new").text
    told = agent.get("/requests/new?category=training")
    assert told.status_code == 200 and "不向您开放" in told.text and "own_2" not in told.text
    assert agent.post("/requests/", {**TRAINING, "contract": ""}).status_code == 422
    assert [event.number for event in people.events("request.posted")] == [number]
    [event] = people.events("category.changed")
    assert (event.number, event.actor_kind) == ("training 1", "staff") and "fields" in event.facts["changed"]


def test_without_a_running_contract_it_is_kindly_refused(people: People) -> None:
    change(people, {"is_offered": "y", "team": "medical", "with_contract": "y", "clause_types": ["promotion_support"]})
    with people.backstage() as uow:
        for contract in uow.session.scalars(select(Contract).join(Account).where(Account.number == "D-000101")):
            contract.terminated_on = contract.starts_on
    member = people.sign_in(MEMBER)
    refused = member.post("/requests/", TRAINING)
    assert refused.status_code == 422 and "需要有正在履行的合同" in refused.text
    assert "category=training" not in member.get("/requests/new").text
    # we still file it for whoever calls
    by_phone = people.sign_in(SERVICE).post("/staff/requests/", {**TRAINING, "account": "D-000101"})
    assert by_phone.status_code == 303


def test_answers_outlive_their_field_and_the_way_back_is_a_version(people: People) -> None:
    change(people, WANTED)
    member, staff, admin = people.sign_in(MEMBER), people.sign_in(SERVICE), people.sign_in(ADMIN)
    answers = {**TRAINING, "held_where": "online", "own_2": "医院", "own_1": "2026-12-19"}
    number = number_in(member.post("/requests/", answers))
    gone = {"is_offered": "y", "team": "medical", "clause_types": ["promotion_support"],
            "own_0_zh": "几点开始", "own_0_kind": "text", "own_0_name": "own_77"}  # fmt: skip
    change(people, gone)
    for page in (member.get(f"/requests/{number}").text, staff.get(f"/staff/requests/{number}").text):
        assert "讲师来自" in page and "医院" in page and "2026-12-19" in page
    with people.backstage() as uow:
        current = uow.category_settings.newest(uow.categories.setting("training").category.code)
        assert [one.name for one in current.overlay.fields] == ["own_3"]  # no name is given twice, none is made up
    member.client.set_cookie("locale", "en")
    english = member.get(f"/requests/{number}").text
    member.client.delete_cookie("locale")
    assert "Speaker from" in english and "Hospital" in english

    assert admin.post(f"{address()}/restorations", {"no": "2"}).status_code == 409  # in force already
    assert admin.post(f"{address()}/restorations", {"no": "9"}).status_code == 404
    assert admin.post(f"{address()}/restorations", {"no": "1"}).status_code == 303
    assert "讲师来自" in member.get("/requests/new?category=training").text
    assert admin.post(f"{address()}/restorations", {"no": "0"}).status_code == 303
    assert member.post("/requests/", answers).status_code == 422  # as delivered it is not offered
    assert [event.facts["taken_from"] for event in people.events("category.changed")] == [None, None, 1, 0]


def test_what_cannot_be_or_came_too_late_is_said_and_kept(people: People) -> None:
    admin = people.sign_in(ADMIN)
    untouched = admin.get(address()).text
    assert untouched.count('class="card fold"') == 3 and 'class="card fold" id="own" open' not in untouched
    bad = [
        ({"own_0_kind": "choice", "own_0_options": "只有一个"}, "两"),
        ({"own_1_zh": "", "own_1_en": "No Chinese"}, "中文"),
        ({"papers_useful": ["poa"]}, "必"),
        ({"stricter": ["product_name"]}, "列表"),
        ({"kinds": ["everybody"]}, "列表"),
        ({"canned": "77"}, "列表"),
    ]
    for changes, said in bad:
        answer = admin.post(address(), {**WANTED, **changes, "seen": "0.0"})
        assert answer.status_code == 422 and said in answer.text, changes
        part = next((name for name in ("own", "papers") if next(iter(changes)).startswith(name)), "")
        assert not part or f'class="card fold" id="{part}" open' in answer.text, "what is wrong lies open"
    assert admin.post(address(), {**WANTED, "seen": "0.0"}).status_code == 303
    late = admin.post(address(), {**WANTED, "line_zh": "别丢了我", "seen": "0.0"})
    assert late.status_code == 409 and "别丢了我" in late.text
    assert admin.post(f"{address()}/discards").status_code == 303
    for act in ("discards", "versions"):
        assert admin.post(f"{address()}/{act}").status_code == 409
    with people.backstage() as uow:
        assert uow.session.scalars(select(CategorySetting)).all() == []
    assert admin.get(address("nonsense")).status_code == 404
    for stranger in (SERVICE, MEMBER):
        assert people.sign_in(stranger).get("/staff/admin/categories/").status_code == 404


def test_the_template_answer_stands_first(people: People) -> None:
    admin = people.sign_in(ADMIN)
    for title in ("甲第一", "乙模板"):
        admin.post("/staff/canned-replies/", {"title": title, "text": f"{title}答复", "shelf": "company"})
    with people.backstage() as uow:
        chosen = next(one.id for one in uow.canned.within_reach() if one.title == "乙模板")
    change(people, {"is_offered": "y", "team": "logistics", "clause_types": ["delivery", "interruption_extension"],
                    "canned": str(chosen)}, "delivery_query")  # fmt: skip
    desk = people.sign_in(SERVICE).get(f"/staff/requests/{filed(people)}").text
    assert desk.index("乙模板答复") < desk.index("甲第一答复")
