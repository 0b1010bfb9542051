"""The archive on the staff face: finding, one account at a glance, and its price in statements (AZ3, AZ7, IN3)."""

import re
from datetime import timedelta

import pytest

from portal.domain.events import Event
from portal.domain.requests.catalogue import RequestCategory
from tests.people import People, Person
from tests.statements import Counting

MINCHUAN, YUEQIAO, CHUANLING, LUO = "成都岷川医药有限公司", "广州粤桥药业有限公司", "川岭制药有限公司", "罗景川"
TABS = ("timeline", "contacts", "contracts", "requests", "feedback", "papers", "portal", "archive")


@pytest.fixture
def staff(people: People) -> Person:
    return people.sign_in("business@demo.example")


@pytest.mark.parametrize(
    "query, names",
    [
        ("", {MINCHUAN, YUEQIAO, CHUANLING, LUO}), ("q=岷川", {MINCHUAN}), ("q=cdmc", {MINCHUAN}),
        ("q=0102", {YUEQIAO}),
        ("q=D-000102", {YUEQIAO}), ("kind=supplier", {CHUANLING}), ("province=510000", {MINCHUAN, CHUANLING, LUO}),
        ("tier=vip", {MINCHUAN, YUEQIAO, CHUANLING}), ("tier=vip&kind=distributor&q=药业", {YUEQIAO}),
        ("status=suspended", set()), ("q=%22", set()), ("q=川&tier=a", {LUO}),
        ("kind=nonsense&status=&manager=x", {MINCHUAN, YUEQIAO, CHUANLING, LUO}),
    ],
)  # fmt: skip
def test_the_list_shows(staff: Person, query: str, names: set[str]) -> None:
    answer = staff.get(f"/staff/accounts/?{query}")
    assert answer.status_code == 200
    assert {name for name in (MINCHUAN, YUEQIAO, CHUANLING, LUO) if f">{name}</a>" in answer.text} == names


def test_typing_asks_for_the_list_alone(staff: Person) -> None:
    answer = staff.piece("/staff/accounts/?q=粤桥", "account_list")
    assert YUEQIAO in answer.text and MINCHUAN not in answer.text and "<html" not in answer.text


def test_pages_lead_on_and_back(staff: Person, people: People) -> None:
    with people.backstage() as uow:
        for place in range(60):
            uow.accounts.add("distributor", name_zh=f"第{place:02d}号医药公司", tel=f"{place}")
    first = staff.get("/staff/accounts/?q=号医药").text
    assert "第59号" in first and "第10号" in first and "第09号" not in first
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = staff.get(older).text
    assert "第09号" in second and "第10号" not in second
    newer = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "第59号" in staff.get(newer).text


@pytest.mark.parametrize(
    "query", ["", "q=医药", "kind=distributor", "status=active", "province=510000", "tier=vip", "manager=4",
              "q=有限&province=510000&tier=vip"],
)  # fmt: skip
def test_every_filter_has_its_index_and_few_statements(
    staff: Person, people: People, statements: Counting, query: str
) -> None:
    staff.get("/staff/accounts/")  # the calendar is read once a minute, by whichever page comes first
    with statements() as asked:
        assert staff.get(f"/staff/accounts/?{query}").status_code == 200
    assert len(asked) <= 6 + 2  # the frame asks for unread notices and overdue requests
    with people.backstage() as uow:
        connection = uow.session.unguarded("asks for plans")
        if connection.dialect.name == "sqlite":
            for statement, parameters in asked:
                if re.search(r"\baccount\b", statement) and "web_session" not in statement:
                    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
                    steps = [row[-1] for row in plan]
                    assert not any("TEMP B-TREE FOR ORDER BY" in step for step in steps), (query, steps)
                    walks = [step for step in steps if step.startswith("SCAN account")]
                    assert not walks or query == "", (query, steps)  # the whole list is read in the order of its key


def test_one_account_at_a_glance(staff: Person, people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        author = uow.people.members(account.id)[0].login_id
        filed = uow.requests.post(
            account, category=RequestCategory.DELIVERY_QUERY, subject="洛施坦到哪了", text="两件", posted_by_id=author
        ).number
    page = staff.get("/staff/accounts/D-000101").text
    for shown in (MINCHUAN, "91519999MADX0006X3", filed, "D-2026-011", "周一帆", "顾婉", "陈立衡", "15400000101"):
        assert shown in page
    assert YUEQIAO not in page


@pytest.mark.parametrize("tab", [*TABS, "x"])
def test_every_tab_opens(staff: Person, tab: str) -> None:
    assert staff.get(f"/staff/accounts/D-000101?tab={tab}").status_code == 200


@pytest.mark.parametrize("tab", TABS)
def test_the_page_costs_the_same_whatever_it_holds(
    staff: Person, people: People, statements: Counting, tab: str
) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        author = uow.people.members(account.id)[0].login_id
        for place in range(30):
            category = RequestCategory.DELIVERY_QUERY
            uow.requests.post(account, category=category, subject=f"第 {place} 件", text="两件", posted_by_id=author)
    with statements() as asked:
        assert staff.get(f"/staff/accounts/D-000101?tab={tab}").status_code == 200
    assert len(asked) <= 12, [statement for statement, _ in asked]


def test_what_is_missing_on_our_side_is_said(staff: Person, people: People) -> None:
    with people.backstage() as uow:
        standing = uow.accounts.standing(uow.accounts.get("D-000101"))
        standing.care_owner_id = standing.sponsor_id = None
    page = staff.get("/staff/accounts/D-000101").text
    assert 'class="bad strong"' in page and "顾婉" not in page.split('id="g-levels"')[1].split("</table>")[0]


def test_the_timeline_tells_who_did_what_in_pages(staff: Person, people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        manager = next(one for one in uow.people.staff() if "business" in one.roles)
        for place in range(25):
            uow.session.add(Event(
                account_id=account.id, kind="account.changed", subject="account", subject_id=account.id,
                number=account.number, actor_kind="staff", actor_login_id=manager.login_id,
                at=uow.now - timedelta(days=25 - place), facts={"changes": {"city": [f"旧{place}", f"新{place}"]}},
            ))  # fmt: skip
    page = staff.get("/staff/accounts/D-000101").text
    assert "<b>周一帆</b>" in page and "<ins>新24</ins>" in page and "<ins>新4</ins>" not in page
    older = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "<ins>新4</ins>" in staff.get(older.partition("#")[0]).text
    assert "<ins>新24</ins>" not in staff.get("/staff/accounts/D-000101?chapter=requests").text


def test_typed_text_is_shown_as_text(staff: Person, people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        account.change({"city": "<script>x</script>", "name_zh": "<b>粗</b>医药"}, by=uow.actor, at=uow.now)
    for address in ("/staff/accounts/D-000101", "/staff/accounts/?q=粗医药"):
        page = staff.get(address).text
        assert "<script>x" not in page and "<b>粗</b>" not in page


def test_whoever_sees_only_their_own_sees_no_other(people: People) -> None:
    with people.backstage() as uow:
        service = next(one for one in uow.people.staff() if "service" in one.roles)
        service.reach = "own"
        uow.accounts.standing(uow.accounts.get("D-000102")).care_owner_id = service.id
    person = people.sign_in("service@demo.example")
    listed = person.get("/staff/accounts/").text
    assert YUEQIAO in listed and MINCHUAN not in listed
    assert MINCHUAN not in person.get("/staff/accounts/?q=有限公司").text
    assert person.get("/staff/accounts/D-000101").status_code == 404
    assert person.get("/staff/accounts/D-000102").status_code == 200


@pytest.mark.parametrize("address", ["/staff/accounts/", "/staff/accounts/D-000101", "/staff/accounts/new"])
def test_partners_have_no_such_page(people: People, address: str) -> None:
    assert people.sign_in("owner@minchuan.example").get(address).status_code == 404
