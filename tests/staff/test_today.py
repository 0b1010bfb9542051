"""Today: the work in its groups, taking one in one click, what comes next (AZ7, BI3)."""

from datetime import timedelta
from typing import Any

from portal.domain.feedback.kinds import FeedbackKind
from tests.filing import filed
from tests.people import People
from tests.staff.test_requests import make_late

SERVICE = "service@demo.example"


def groups(people: People, who: str = SERVICE) -> dict[str, str]:
    """The text of each group by its anchor."""
    page = people.sign_in(who).get("/staff/").text
    names = ("overdue", "today", "mine", "unassigned", "feedback")
    found = {}
    for name in names:
        rest = page.split(f'id="{name}"')[1]
        found[name] = rest.split("</section>")[0].split('<p class="quiet"')[0]
    return found


def test_groups_hold_their_requests(people: People) -> None:
    late, mine = filed(people), filed(people)
    make_late(people, late)
    people.sign_in(SERVICE).post(f"/staff/requests/{mine}/assignment", {"staff": people.staff_id(SERVICE)})
    make_late(people, mine, by=-timedelta(days=3))
    shown = groups(people)
    assert late in shown["overdue"] and late in shown["unassigned"]
    assert mine in shown["mine"] and mine not in shown["unassigned"]


def test_without_work_each_group_is_one_quiet_line(people: People) -> None:
    page = people.sign_in(SERVICE).get("/staff/").text
    for line in ("没有逾期的请求", "没有在等您的请求", "都已分派", "没有待跟进的反馈"):
        assert line in page


def test_one_click_takes_a_request_and_stays_here(people: People) -> None:
    number, desk = filed(people), people.sign_in(SERVICE)
    taken = desk.post(f"/staff/requests/{number}/assignment", {"staff": people.staff_id(SERVICE), "next": "today"})
    assert (taken.status_code, taken.headers["Location"]) == (303, "/staff/")
    assert [event.number for event in people.events("request.assigned")] == [number]
    assert number not in groups(people)["unassigned"]


def test_new_feedback_waits_to_be_read(people: People) -> None:
    with people.backstage() as uow:
        member = uow.people.members(uow.accounts.get("D-000101").id)[0]
        uow.feedback.post(
            uow.accounts.get("D-000101"), kind=FeedbackKind.SUGGESTION, subject="能下载盖章资料就好了", text="…",
            posted_by_id=member.login_id,
        )  # fmt: skip
    assert "能下载盖章资料就好了" in groups(people)["feedback"]


def test_the_figure_counts_more_than_the_rows_shown(people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        author = uow.people.members(account.id)[0].login_id
        for place in range(9):
            uow.feedback.post(
                account, kind=FeedbackKind.SUGGESTION, subject=f"第 {place} 条", text="…", posted_by_id=author
            )
    shown = groups(people)["feedback"]
    assert '<span class="count">9</span>' in shown and shown.count("<li>") == 8


def test_contracts_and_papers_that_end_soon_stand_ahead(people: People) -> None:
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        contract.ends_on = uow.today + timedelta(days=9)
        for paper in uow.accounts.qualifications(contract.account_id):
            paper.expires_on = uow.today + timedelta(days=4)
    page = people.sign_in(SERVICE).get("/staff/").text
    assert "D-2026-011" in page and "10 天" in page and "5 天" in page


def test_the_rail_counts_what_is_late(people: People) -> None:
    make_late(people, filed(people))
    assert 'class="rail-count"' in people.sign_in(SERVICE).get("/staff/").text


def test_today_asks_the_same_however_much_there_is(people: People, statements: Any) -> None:
    desk = people.sign_in(SERVICE)
    make_late(people, filed(people))
    desk.get("/staff/")  # the calendar is read anew once a minute
    with statements() as few:
        desk.get("/staff/")
    for _ in range(6):
        make_late(people, filed(people))
    with statements() as many:
        desk.get("/staff/")
    assert len(many) == len(few) <= 14
