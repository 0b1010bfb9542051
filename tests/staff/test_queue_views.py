"""Views of the queue that are kept under a name, what the queue opens with, and the list a request remembers."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import select, update

from portal.domain.accounts.models import Account
from portal.domain.people.models import Login, Staff
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import RequestState
from portal.web.request_words import PARTNER_STATES, STAFF_STATES
from tests.filing import filed
from tests.people import People, Person
from tests.staff.test_requests import has_row, shown

SERVICE, BUSINESS, ADMIN, DIRECTOR = (
    "service@demo.example", "business@demo.example", "admin@demo.example", "director@demo.example"
)  # fmt: skip
URGENT = {"name": "急件", "query": "priority=p1&view=unassigned", "shelf": "own", "is_pinned": "y"}


def kept(person: Person, **facts: Any) -> str:
    """Save a view; its id."""
    answer = person.post("/staff/requests/views/", {**URGENT, **facts})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].rsplit("view=", 1)[1])


def version_of(person: Person, view: str) -> str:
    page = person.get(f"/staff/requests/views/{view}").text
    return re.search(r'name="version" type="hidden" value="([0-9]+)"', page)[1]  # type: ignore[index]


def test_a_pinned_view_of_one_thing_is_counted(people: People) -> None:
    filed(people), filed(people)
    view = kept(people.sign_in(SERVICE), name="物流", query="category=delivery_query")
    assert re.search(r">物流 <b>2</b>", shown(people, f"?view={view}"))


def test_a_view_is_saved_from_an_address_sent_changed_and_removed(people: People) -> None:
    calm, urgent = filed(people), filed(people, stockout="y")
    service, business = people.sign_in(SERVICE), people.sign_in(BUSINESS)
    narrowed = service.get("/staff/requests/?view=unassigned&priority=p1").text
    save = re.search(r'href="(/staff/requests/views/new\?query=[^"]+)"', narrowed)
    assert save and "未分派 · 加急" in service.get(save[1]).text
    view = kept(service)
    for page in (shown(people, f"?view={view}"), service.get("/staff/requests/?view=open").text):
        assert re.search(r">急件</a>", page)  # pinned; counted only where one index has it in order
    page = shown(people, f"?view={view}")
    assert has_row(page, urgent) and not has_row(page, calm)
    wider = shown(people, f"?view={view}&priority=")
    assert has_row(wider, calm) and "改为现在这样" in wider
    # another person's private view is not there, neither to open nor to change
    for address in (f"/staff/requests/?view={view}", f"/staff/requests/views/{view}"):
        assert business.get(address).status_code == 404
    assert business.post(f"/staff/requests/views/{view}/removal").status_code == 404
    # a team is shown it by one of the team, everybody by a manager alone
    facts = {**URGENT, "shelf": "team:service", "name": "客服急件", "version": version_of(service, view)}
    assert service.post(f"/staff/requests/views/{view}", {**facts, "shelf": "company"}).status_code == 422
    assert service.post(f"/staff/requests/views/{view}", facts).status_code == 303
    assert service.post(f"/staff/requests/views/{view}", facts).status_code == 409  # somebody was faster
    assert business.get(f"/staff/requests/?view={view}").status_code == 404
    admin = people.sign_in(ADMIN)
    everybody = {**facts, "shelf": "company", "version": version_of(admin, view)}
    assert admin.post(f"/staff/requests/views/{view}", everybody).status_code == 303
    assert "客服急件</a>" in business.get(f"/staff/requests/?view={view}").text
    assert business.post(f"/staff/requests/views/{view}/removal").status_code == 409
    assert service.post(f"/staff/requests/views/{view}/removal").status_code == 303
    assert admin.get(f"/staff/requests/?view={view}").status_code == 404
    told = [each.kind for each in people.events() if each.kind.startswith("view.")]
    assert told == ["view.kept", "view.changed", "view.changed", "view.removed"]


def test_the_queue_opens_with_ones_own_choice_before_that_of_the_role(people: People) -> None:
    calm, urgent = filed(people), filed(people, stockout="y")
    service, director = people.sign_in(SERVICE), people.sign_in(DIRECTOR)
    opening = "/staff/requests/views/opening"
    assert service.post(opening, {"role": "service", "opening": "mine"}).status_code == 409
    assert director.post(opening, {"role": "service", "opening": "resolved"}).status_code == 303
    assert not has_row(shown(people), calm) and has_row(shown(people, "?view=open"), calm)
    assert has_row(shown(people, who=BUSINESS), calm)
    own = kept(service, opens="y")
    page = shown(people)
    assert has_row(page, urgent) and not has_row(page, calm)
    assert f'name="view" value="{own}"' in page  # what one narrows it by next is narrowed within it
    private = kept(director)
    assert director.post(opening, {"role": "service", "opening": private}).status_code == 409
    service.post(f"/staff/requests/views/{own}/removal")
    assert not has_row(shown(people), urgent)  # the role's again
    assert director.post(opening, {"role": "service", "opening": ""}).status_code == 303
    assert has_row(shown(people), calm)


def test_who_says_nothing_for_a_week_of_work_is_silent(people: People) -> None:
    silent, fresh = filed(people), filed(people)
    desk = people.sign_in(SERVICE)
    for number in (silent, fresh):
        desk.post(f"/staff/requests/{number}/state", {"verb": "wait_for_partner"})
    with people.backstage() as uow:
        asked = select(ServiceRequest.id).where(ServiceRequest.number == silent).scalar_subquery()
        long_ago = uow.now - timedelta(days=40)
        uow.session.execute(update(DeskCard).where(DeskCard.request_id == asked).values(touched_at=long_ago))
    page = shown(people, "?view=silent")
    assert has_row(page, silent) and not has_row(page, fresh)
    people.sign_in("member@minchuan.example").post(f"/requests/{silent}/answers", {"text": "单号在这里。"})
    assert not has_row(shown(people, "?view=silent"), silent)


def test_a_request_remembers_its_list_and_goes_on_in_it(people: People, statements: Any) -> None:
    first, second, third, calm = (filed(people, stockout=stockout) for stockout in ("y", "y", "y", ""))
    service = people.sign_in(SERVICE)
    page = shown(people, "?priority=p1")
    opened = [
        unquote(found)
        for found in re.findall(r'href="(/staff/requests/SR-[^"]+)"', page)
    ]  # fmt: skip
    assert len(opened) == 3 and all("?list=" in one for one in opened) and calm not in page
    address = re.search(rf'href="(/staff/requests/{second}[^"]+)"', page)[1]  # type: ignore[index]
    with statements() as plain:
        service.get(f"/staff/requests/{second}")
    with statements() as asked:
        desk = service.get(address).text
    assert len(asked) <= len(plain) + 2
    assert "第 2 条，共 3 条" in desk
    assert _beside(desk) == (first, third)
    assert f'data-key="u" href="/staff/requests/?priority=p1#{second}"' in desk
    # an answer leaves one in the list, with the same neighbours although its promise is another one now
    send = re.search(r'class="composer-pane pane-reply" action="([^"]+)"', desk)[1].replace("&amp;", "&")  # type: ignore[index]
    answered = service.post(send, {"text": "今天发出。", "resolve": "y"})
    assert answered.status_code == 303 and "list=" in answers_to(answered)
    after = service.get(answers_to(answered)).text
    assert _beside(after) == (first, third) and "已不在这份列表里" in after
    assert "第 1 条" in service.get(f"/staff/requests/{first}?list=priority%3Dp1").text
    assert service.get(f"/staff/requests/{second}?list=%00nonsense&at=nonsense").status_code == 200
    # whoever reaches some accounts only counts and finds only theirs
    foreign = filed(people, "owner@yueqiao.example", contract="D-2026-012", stockout="y")
    with people.backstage() as uow:
        legal = uow.session.scalars(select(Staff).join(Login).where(Login.email == "legal@demo.example")).one()
        legal.reach = "own"
        uow.session.scalars(select(Account).where(Account.number == "D-000101")).one().business_manager_id = legal.id
    reached = people.sign_in("legal@demo.example").get(f"/staff/requests/{third}?list=priority%3Dp1").text
    assert "第 2 条，共 2 条" in reached and foreign not in reached


def answers_to(answer: Any) -> str:
    return str(answer.headers["Location"])


def _beside(page: str) -> tuple[str, ...]:
    """The neighbours; they are named in the bar and, for the phone, above the request."""
    return tuple(dict.fromkeys(re.findall(r'rel="(?:prev|next)" href="/staff/requests/(SR-[0-9-]+)\?list=', page)))


def test_keys_can_be_off_and_their_help_is_a_page(people: People) -> None:
    service = people.sign_in(SERVICE)
    assert "/static/js/keys" in service.get("/staff/requests/").text
    assert "上一行" in service.get("/staff/keys").text
    piece = service.piece("/staff/keys", "key_list").text
    assert "上一行" in piece and "<html" not in piece
    assert service.post("/me/shortcuts").status_code == 303
    assert "/static/js/keys" not in service.get("/staff/requests/").text
    [event] = people.events("login.shortcuts_chosen")
    assert event.facts == {"after": False}
    assert people.sign_in("owner@minchuan.example").post("/me/shortcuts").status_code == 404


@pytest.mark.engineless
def test_every_state_has_a_word_for_each_side() -> None:
    assert set(STAFF_STATES) == set(PARTNER_STATES) == set(RequestState)
