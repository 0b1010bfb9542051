"""The pages around the care plan: who stands opposite whom with what is missing, the executive's few contacts, the
written duties, the month; where care people land (AZ1, BI2)."""

import io
import re
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

from sqlalchemy import select, update

from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.care.keeping import renew_all
from portal.domain.people.models import Login
from portal.domain.work import SHANGHAI
from tests.breaches import acting_staff
from tests.cast import PASSWORD
from tests.people import People

CARE, DIRECTOR, BUSINESS, SERVICE = (f"{name}@demo.example" for name in ("care", "director", "business", "service"))
ENDLESS = "1" * 5000
"""Digits that nobody can read as a number."""
COVERAGE, CALLS, DUTIES, REPORT = (f"/staff/care/{name}" for name in ("coverage", "executive", "duties", "report"))
SAID = "谈了四季度的任务与回款安排，客户答应月底前付清。"


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def row_of(page: str, name: str) -> str:
    return next(words(row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S) if name in row)


def test_care_people_begin_with_whom_to_contact_and_others_with_today(people: People) -> None:
    for who, home in ((CARE, "/staff/care/"), (SERVICE, "/staff/")):
        answer = people.anonymous().post("/login", {"login": who, "password": PASSWORD})
        assert answer.headers["Location"].endswith(home), who
    for who, home in ((CARE, "/staff/care/"), (BUSINESS, "/staff/"), (DIRECTOR, "/staff/")):
        assert people.sign_in(who).get("/").headers["Location"].endswith(home)


def test_who_stands_opposite_whom_and_what_is_missing_leads_to_where_it_is_mended(people: People) -> None:
    with people.backstage() as uow:
        first, second = uow.accounts.get("D-000101"), uow.accounts.get("D-000102")
        boss, buyer = (
            Contact(account_id=first.id, name="刘岷川", role="legal_rep", is_decision_maker=True),
            Contact(account_id=first.id, name="何晓岷", role="purchasing"),
        )
        uow.session.add_all([boss, buyer])
        uow.session.flush()
        uow.session.execute(
            update(AccountStanding).where(AccountStanding.account_id == second.id).values(sponsor_id=None)
        )
        gone = uow.session.scalars(select(Login).where(Login.email == BUSINESS)).one()
        gone.deactivated_at = uow.now
        boss_id = boss.id
    with acting_staff(people, DIRECTOR) as uow:
        on = uow.today - timedelta(days=12)
        uow.care.log(
            uow.accounts.get("D-000101"), {"type": "meeting", "on": on, "content": SAID, "contact_id": boss_id}
        )
    care = people.sign_in(CARE)
    page = care.get(COVERAGE).text
    first_row, second_row = row_of(page, "岷川医药"), row_of(page, "粤桥药业")
    assert "何晓岷 采购 我方无人" in first_row, "who left stands for nobody"
    assert "刘岷川 法定代表人 陈立衡 12 天前" in first_row and "顾婉" in first_row
    assert "联系人 老板 我方无人" in second_row and second_row.count("未登记") == 2
    assert 'href="/staff/accounts/D-000102/standing"' in page and 'href="/staff/accounts/D-000102/brief"' in page
    assert page.count("notice-bad") == 1 and "VIP 没有高层对接人: 1" in words(page.split("notice-bad")[1])
    lacking = care.get(f"{COVERAGE}?gap=sponsor").text
    assert "粤桥药业" in lacking and "岷川医药" not in lacking
    assert "粤桥药业" not in care.get(f"{COVERAGE}?gap=care_owner").text
    top = care.get(f"{COVERAGE}?gap=manager_contact&tier=vip").text
    assert "岷川医药" in top and "罗景川" not in top
    assert "罗景川" in care.get(f"{COVERAGE}?tier=a").text
    tab = care.get("/staff/accounts/D-000102?tab=care").text
    assert row_of(tab, "VIP 计划与拜访") == "VIP 计划与拜访 没有人：请指定高层对接人 顾婉、周一帆"


def test_an_executive_finds_a_few_contacts_a_month_with_their_briefs(people: People) -> None:
    with people.backstage() as uow:
        uow.session.execute(update(Account).values(created_at=datetime.now(UTC) - timedelta(days=200)))
        uow.session.flush()
        renew_all(uow.session)
        boss = Contact(
            account_id=uow.accounts.get("D-000101").id,
            name="刘岷川",
            role="legal_rep",
            is_decision_maker=True,
            mobile="15400000601",
        )
        uow.session.add(boss)
        uow.session.flush()
        boss_id = boss.id
    director = people.sign_in(DIRECTOR)
    page = director.get(CALLS).text
    month = page.split('id="calls-1"')[1].split("</section>")[0]
    assert director.get(f"{CALLS}?whose={ENDLESS}").status_code == 200
    assert director.get(f"/staff/accounts/D-000101/brief?contact={ENDLESS}").status_code == 200
    assert month.count("<li>") == 3 and f"/staff/accounts/D-000101/brief?contact={boss_id}" in month
    assert "刘岷川 法定代表人" in words(month) and "tel:15400000601" in month and "晚" in month
    brief = director.get(f"/staff/accounts/D-000101/brief?contact={boss_id}").text
    assert "刘岷川" in brief.split("<h1>")[1].split("</h1>")[0] and "下一家：" in brief
    with acting_staff(people, DIRECTOR) as uow:
        uow.care.log(
            uow.accounts.get("D-000101"), {"type": "call", "on": uow.today, "content": SAID, "by_executive": True}
        )
    month, later = director.get(CALLS).text.split('id="calls-2"')
    assert "岷川医药" in later and month.split('id="calls-1"')[1].count("<li>") == 2
    assert "本月没有要做的高层联系" in people.sign_in(SERVICE).get(CALLS).text
    assert "岷川医药" in people.sign_in(CARE).get(f"{CALLS}?whose={people.staff_id(DIRECTOR)}").text


def test_the_written_duties_in_both_languages(people: People) -> None:
    care = people.sign_in(CARE)
    page = care.get(DUTIES).text
    assert row_of(page, "反馈闭环") == "反馈闭环 A/R R C C – C"
    assert "续签" in words(page.split('id="sponsor"')[1].split("</section>")[0])
    care.client.set_cookie("locale", "en")
    assert "Feedback, to its end" in care.get(DUTIES).text
    tab = care.get("/staff/accounts/D-000101?tab=care").text
    assert "Contract clauses and renewals" in tab and "Peripheral contacts" not in tab.split('id="doers"')[1]


def test_the_month_counts_what_was_done_and_kept_and_is_taken_away(people: People) -> None:
    with acting_staff(people, CARE) as uow:
        account = uow.accounts.get("D-000101")
        for kind, content in (("call", SAID), ("visit", SAID), ("call", "没接通")):
            uow.care.log(account, {"type": kind, "on": uow.today, "content": content})
        kept = uow.promises.give(account.id, what="寄彩页", due_on=uow.today)
        kept.keep(by=uow.actor, at=uow.now)
        late = uow.promises.give(account.id, what="回电话", due_on=uow.today)
        late.keep(by=uow.actor, at=uow.now)
        late.missed_on = uow.today - timedelta(days=1)
        today = uow.today
    boss = people.sign_in(DIRECTOR)
    page = boss.get(REPORT).text
    assert row_of(page, "顾婉") == "顾婉 4 2 1 0 1 1 0 50%"
    assert row_of(page, "合计").endswith("50%") and "拜访" in words(page.split('id="kinds"')[1])
    before = (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    assert row_of(boss.get(f"{REPORT}?month={before}").text, "顾婉") == "顾婉 4 0 0 0 0 0 0 –"
    for wrong in ("2999-01", "x", "2026-13", "0000-01", f"2026-{ENDLESS}"):
        assert row_of(boss.get(f"{REPORT}?month={wrong}").text, "顾婉").startswith("顾婉 4 2"), wrong
    book = boss.get(f"{REPORT}/table?kind=xlsx")
    assert "xlsx" in book.headers["Content-Disposition"]
    texts = ZipFile(io.BytesIO(book.data)).read("xl/sharedStrings.xml").decode()
    assert "顾婉" in texts and "按时兑现" in texts
    plain = boss.get(f"{REPORT}/table?kind=csv&month={datetime.now(SHANGHAI):%Y-%m}").data.decode("utf-8-sig")
    assert "顾婉,4,2,1,0,1,1,0,50" in plain
    assert people.sign_in(SERVICE).get(REPORT).status_code == 404
