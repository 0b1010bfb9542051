"""The quality of the archive: kept figures equal a recount, staff work the gaps off, every figure counts its list."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from portal.domain.accounts.models import Account, Contact, Qualification
from portal.domain.accounts.papers.waivers import PaperWaiver
from portal.domain.care.models import CareDuty
from portal.domain.contracts.models import Contract
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.quality.models import ArchiveQuality, ArchiveWeek, FieldCheck
from portal.domain.quality.refiguring import recount, refigure_due
from portal.domain.quality.weeks import monday, note_week
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.working_days import civil_day
from tests.people import People, Person

NUMBER = "D-000101"
PAGE, WORK = f"/staff/accounts/{NUMBER}", "/staff/accounts/quality"


@pytest.fixture
def staff(people: People) -> Person:
    return people.sign_in("business@demo.example")


def kept(people: People, number: str = NUMBER) -> ArchiveQuality:
    with people.backstage() as uow:
        return uow.quality.of(uow.accounts.get(number))


def act(staff: Person, what: str, status: int = 303, /, **data: Any) -> str:
    answer = staff.post(f"{PAGE}/{what}", {"next": "work", "whose": "mine", "show": "all", **data})
    assert answer.status_code == status, (what, data, answer.text[:400])
    return answer.text


def test_figures_are_kept_whatever_changes(people: People) -> None:
    """Every way in which a row changes is followed by the figures, in the same transaction."""
    today = civil_day(datetime.now(UTC))

    def change(uow: UnitOfWork, step: int) -> None:
        account = uow.accounts.get(NUMBER)
        by: dict[str, Any] = {"by": uow.actor, "at": uow.now}
        if step == 0:
            account.change({"legal_rep": "刘岷川", "mobile": "15400000111"}, **by)
        elif step == 1:
            uow.accounts.standing(account).judge({"tier": "a", "sponsor_id": None, "care_owner_id": None}, **by)
        elif step == 2:
            uow.session.add(Qualification(account_id=account.id, doc_type="bank_permit", expires_on=today))
            uow.session.add(Qualification(account_id=account.id, doc_type="seal_samples", state="submitted"))
        elif step == 3:
            for contact in uow.contacts.of(account):
                uow.contacts.remove(account, contact)
        elif step == 4:
            contract = uow.session.scalars(select(Contract).where(Contract.number == "D-2026-011")).one()
            contract.terminated_on = today
        elif step == 5:
            uow.accounts.add("peripheral", name_zh="晨汐招标代理有限公司", province="110000")
        elif step == 6:
            account.change_status("archived", **by)

    seen = []
    for step in range(7):
        with people.backstage() as uow:
            change(uow, step)
        with people.backstage() as uow:
            row = uow.quality.of(uow.accounts.get(NUMBER))
            seen.append((row.percent, row.rank, row.errors, row.weight > 0))
            assert recount(uow.session, today) == [], step
            if step == 2:
                assert "paper.bank_permit" not in row.gaps and "paper.seal_samples" in row.gaps, (
                    "unchecked is not there yet"
                )
    assert all(one != next_one for one, next_one in pairwise(seen[:5])) and seen[-1][1:] == (0, 0, False)
    with people.backstage() as uow:
        assert uow.session.scalar(select(ArchiveQuality.owner_id).join(
            Account, Account.id == ArchiveQuality.account_id).where(Account.number == "P-000001")) is None  # fmt: skip
        # what an import left out, and what turned overnight, is the worker's
        uow.session.execute(delete(ArchiveQuality).where(ArchiveQuality.province == "440000"))
        uow.session.execute(update(ArchiveQuality).values(percent=1, turns_on=date(2026, 1, 1)))
    with people.backstage() as uow:
        assert refigure_due(uow) == 5
        assert refigure_due(uow) == 0
        assert recount(uow.session, today) == []
        assert note_week(uow) == 4 and note_week(uow) == 0
        begun, now = uow.quality.past(0)[0].values()
        assert begun == now and now.gaps > 0 and now.accounts == 4


def test_staff_work_the_list_off(people: People, staff: Person) -> None:
    post, care = int(people.staff_id("business@demo.example")), people.staff_id("care@demo.example")
    with people.backstage() as uow:
        week_on = monday(uow.today)
        uow.session.add_all(ArchiveWeek(week_on=week_on, owner_id=owner, accounts=4, filled=10, weight=100, gaps=200)
                            for owner in (0, post))  # fmt: skip
        standing = uow.accounts.standing(uow.accounts.get(NUMBER))
        standing.care_owner_id = None
    first = staff.get(WORK).text
    assert first.index(NUMBER) < first.index("N-000201")
    assert staff.get(f"{WORK}?whose=all&show=errors").text.count('class="gap"') == 1
    assert "D-000102" not in staff.get(f"{WORK}?province=510000").text

    act(staff, "owners", field="care_owner_id", person=care)
    act(staff, "owners", 409, field="care_owner_id", person=care)
    before = kept(people)
    assert before.errors == 0
    # a field: refused with its reason, refused for a twin, filled in, too late
    refused = act(staff, "fillings", 422, field="tel", value="12")
    assert '<details class="gap-fill" open>' in refused and 'value="12"' in refused and "D-000102" not in refused
    act(staff, "fillings", 422, field="owner_id", value="1")
    act(staff, "fillings", 422, field="entity_type", value="nonsense")
    act(staff, "fillings", field="entity_type", value="wholesale")
    act(staff, "fillings", field="licence_until", value="2028-06-30")
    act(staff, "fillings", 409, field="licence_until", value="2029-06-30")
    after = kept(people)
    assert after.filled == before.filled + 4 and after.percent > before.percent
    # putting off takes it from the list, not from completeness; taking it up brings it back
    act(staff, "gaps/rests", 422, gap="paper.seal_samples", days="30", reason="")
    act(staff, "gaps/rests", gap="paper.seal_samples", days="30", reason="下月寄来")
    act(staff, "gaps/rests", 409, gap="paper.seal_samples", days="30", reason="再来一次")
    rested = kept(people)
    assert "paper.seal_samples" not in rested.gaps and rested.percent == after.percent
    assert "下月寄来" in staff.get(f"{PAGE}?tab=archive").text
    act(staff, "gaps/rests/endings", gap="paper.seal_samples")
    act(staff, "gaps/rests/endings", 404, gap="paper.seal_samples")
    assert kept(people).gaps == after.gaps
    page = staff.get(WORK).text
    assert "周一 10.0%" in page and "+" in page
    told = [event.kind for event in people.events()]
    assert [told.count(f"archive.{kind}") for kind in ("gap_put_off", "gap_taken_up")] == [1, 1]
    assert staff.get(f"{PAGE}?chapter=archive").status_code == 200


def test_a_key_field_goes_stale_is_confirmed_and_reset_by_a_change(people: People, staff: Person) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=366)
    with people.backstage() as uow:
        account = uow.accounts.get(NUMBER)
        account.created_at = long_ago
        uow.session.add(FieldCheck(account_id=account.id, field="uscc", changed_at=datetime.now(UTC)))
    assert {"stale.name_zh", "stale.mobile", "stale.contact"} <= set(kept(people).gaps)
    assert "stale.uscc" not in kept(people).gaps
    assert "未核对" in staff.get(f"{PAGE}?tab=archive").text
    act(staff, "checks", field="mobile")
    act(staff, "checks", 409, field="remark")
    act(staff, "checks", 409)
    assert "stale.mobile" not in kept(people).gaps
    assert "周一帆于" in staff.get(f"{PAGE}?tab=archive").text
    staff.post(f"{PAGE}/checks", {"field": ["name_zh", "mobile", "contact", "province"]})
    assert kept(people).stale == 0
    with people.backstage() as uow:
        account = uow.accounts.get(NUMBER)
        account.change({"mobile": "15400000119"}, by=uow.actor, at=uow.now)
        contact = uow.session.scalars(select(Contact).where(Contact.account_id == account.id)).one()
        contact.change({"name": "何晓岷"}, by=uow.actor, at=uow.now)
    with people.backstage() as uow:
        checks = uow.quality.checks(uow.accounts.get(NUMBER))
        assert {name for name, check in checks.items() if check.by} == {"name_zh", "province"}
    (one, every) = people.events("archive.confirmed")
    assert one.facts == {"fields": ["mobile"]} and len(every.facts["fields"]) == 4


def test_every_figure_leads_to_the_list_that_it_counts(people: People, staff: Person) -> None:
    today, owner = civil_day(datetime.now(UTC)), int(people.staff_id("care@demo.example"))
    with people.backstage() as uow:
        account = uow.accounts.get(NUMBER)
        author = uow.people.members(account.id)[0].login_id
        for place in range(4):
            filed = uow.requests.post(account, category=RequestCategory.DELIVERY_QUERY, subject=f"第 {place} 件",
                                      text="两件", posted_by_id=author)  # fmt: skip
            uow.feedback.post(
                account, kind=FeedbackKind.PRAISE, subject=f"好 {place}", text="谢谢", posted_by_id=author
            )
            if place == 0:
                filed.answer_due_at = filed.resolve_due_at = uow.now - timedelta(days=1)
        pledges = [
            uow.promises.give(account.id, what=f"寄 {place}", due_on=today, owner_id=owner) for place in range(3)
        ]
        pledges[0].due_on = today - timedelta(days=2)
        template = uow.session.scalars(select(Contract).where(Contract.number == "D-2026-011")).one()
        for place, ended in enumerate((None, today, today + timedelta(days=9))):
            uow.session.add(_like(template, f"D-2026-90{place}", ended))
        account.created_at = uow.now - timedelta(days=400)
    page = staff.get(PAGE).text
    figures = re.findall(r'data-figure="([\w-]+)" href="([^"]+)"[^>]*>(?:<b[^>]*>)?[^<\d]*(\d+)', page)
    counts = {name: int(count) for name, _, count in figures}
    assert counts == {
        "contracts": 1, "requests": 4, "overdue": 1, "feedback": 4, "promises": 3, "promises-overdue": 1,
        "gaps": kept(people).open_gaps, "stale": 5, "lacking-papers": 8,
    }  # fmt: skip
    for name, href, count in figures:
        tab = staff.get(href.replace("&amp;", "&").partition("#")[0]).text.split('id="tabs"')[1]
        rows = (
            tab.count("<tr data-row>")
            or tab.count('class="gap"')
            or len(re.findall(r"<li><div class=\"grow\"><a", tab))
        )
        assert rows == int(count), (name, rows, count)
    [people_named] = re.findall(r'\?tab=contacts#tabs"[^>]*>[^<]*<span class="count">(\d+)', page)
    assert staff.get(f"{PAGE}?tab=contacts").text.split("<tbody>")[2].count("<tr") == int(people_named)


def _like(template: Contract, number: str, terminated_on: date | None) -> Contract:
    """An agreement without signatures: a draft is not under way, whatever its dates."""
    return Contract(
        account_id=template.account_id, number=number, side="downstream", cooperation_mode="buyout",
        starts_on=template.starts_on, ends_on=template.ends_on, terminated_on=terminated_on,
        created_at=template.created_at,
    )  # fmt: skip


def test_personal_numbers_are_masked_and_blocks_stand_on_top(people: People, staff: Person) -> None:
    yesterday = civil_day(datetime.now(UTC)) - timedelta(days=1)
    with people.backstage() as uow:
        account = uow.accounts.get(NUMBER)
        for doc_type, number in (("poa_person_id", "519999197803120016"), ("bank_permit", "6222020200012345678"),
                                 ("integrity_undertaking", ""),
                                 ("business_licence", "91519999MADX0006X3")):  # fmt: skip
            uow.session.add(
                Qualification(account_id=account.id, doc_type=doc_type, number=number, expires_on=yesterday)
            )
        contract = uow.session.scalars(select(Contract).where(Contract.number == "D-2026-011")).one()
        contract.suspended_at = uow.now
        uow.session.add(PaperWaiver(account_id=account.id, doc_type="integrity_undertaking", until=uow.today,
                                    reason="原件在途", at=uow.now))  # fmt: skip
        uow.session.add(CareDuty(account_id=account.id, rhythm="call", due_on=yesterday, shown_from=yesterday))
        card = uow.qualifications.history(account.id, "poa_person_id")[0].id
        account.change({"name_zh": "迪丽娜尔·阿不都" * 10}, by=uow.actor, at=uow.now)
    page = staff.get(f"{PAGE}?tab=papers").text
    assert "519***********0016" in page and "519999197803120016" not in page
    for address in ("/staff/papers/?view=expired", f"/staff/papers/{card}"):
        assert "519***********0016" in (shown := staff.get(address).text) and "519999197803120016" not in shown, address
    assert re.search(r'data-fact="touch"><a href="[^"]*tab=care', page), "a rhythm is due"
    assert "5678" in page and "622202" not in page and "迪丽娜尔·阿不都" in page
    blocks = page.split('class="tiny blocks"')[1].split("</p>")[0]
    assert "营业执照已过期" in blocks and "D-2026-011 已中止" in blocks
    with people.backstage() as uow:
        standing = uow.accounts.standing(uow.accounts.get(NUMBER))
        standing.blacklist_reason, standing.blacklisted_at = "串货查实", uow.now
    blocks = staff.get(PAGE).text.split('class="tiny blocks"')[1].split("</p>")[0]
    assert blocks.index("已列入黑名单") < blocks.index("营业执照已过期")


def test_lists_are_narrowed_and_sorted_by_quality(people: People, staff: Person) -> None:
    with people.backstage() as uow:
        for place in range(55):
            uow.accounts.add(
                "peripheral", name_zh=f"第{place:02d}号杂志社", province="110000", city="北京" * (place % 2)
            )
    first = staff.get("/staff/accounts/?quality=worst").text
    shown = [int(percent) for percent in re.findall(r'<span class="tiny strong">(\d+)%', first)]
    assert len(shown) == 50 and shown == sorted(shown)
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    rest = [int(percent) for percent in re.findall(r'<span class="tiny strong">(\d+)%', staff.get(older).text)]
    assert len(rest) == 9 and min(rest) >= shown[-1]
    assert "D-000102" not in staff.get("/staff/accounts/?quality=errors").text
    assert NUMBER not in staff.get("/staff/accounts/?quality=green").text


@pytest.mark.parametrize("name", ["owner@minchuan.example", "finance@demo.example"])
def test_others_change_nothing(people: People, name: str) -> None:
    person = people.sign_in(name)
    for what, data in (("checks", {"field": "mobile"}), ("fillings", {"field": "tel", "value": "028-12345678"}),
                       ("gaps/rests", {"gap": "paper.poa", "days": "30", "reason": "以后"})):  # fmt: skip
        assert person.post(f"{PAGE}/{what}", data).status_code in (403, 404)
    assert not people.events("archive.confirmed")
