"""The territory page: whose cell it is on a day, what exceeds, and what a colleague of small reach may know."""

from datetime import date, datetime

from sqlalchemy import select

from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import Reach
from portal.domain.work import SHANGHAI
from tests.people import People
from tests.staff.test_contracts import READER
from tests.staff.test_upstream import shorten

PAGE = "/staff/coverage/"
SICHUAN = f"{PAGE}?product=PR01&at=510000"


def cell_of(people: People, address: str) -> str:
    return people.sign_in(READER).get(address).text.split('id="h-cell"')[1].split("</section>")[0]


def test_a_cell_names_who_holds_it_and_by_what_right_of_ours(people: People) -> None:
    assert all(word in cell_of(people, SICHUAN) for word in ("四川省", "岷川", "D-2026-011", "独家", "U-2024-001"))
    seen = people.sign_in(READER).get(SICHUAN).text
    assert seen.count('class="tile c') == 34 and "示意图，不代表行政边界" in seen


def test_who_held_it_on_a_day_is_an_address(people: People) -> None:
    assert "这一天没有人" in cell_of(people, f"{SICHUAN}&on=2025-12-31")
    assert "D-2026-011" in cell_of(people, f"{SICHUAN}&on=2026-01-01")


def test_what_exceeds_our_right_is_signed_and_listed(people: People) -> None:
    shorten(people, "U-2024-001", date(2026, 6, 30))
    assert "超出上游" in cell_of(people, SICHUAN)
    seen = people.sign_in(READER).get(SICHUAN).text
    assert "tile-over" in seen and "授权超期" in seen.split('id="h-beyond"')[1].split("</section>")[0]


def test_a_cell_beyond_ones_reach_is_not_white_and_names_nobody(people: People) -> None:
    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).join(Login).where(Login.email == READER)).one()
        post.reach, post.provinces = Reach.REGION, ["440000"]
    seen = people.sign_in(READER).get(SICHUAN).text
    cell = seen.split('id="h-cell"')[1].split("</section>")[0]
    assert "不在您查看范围内的客户" in cell and "岷川" not in seen and "D-000101" not in seen
    assert "粤桥" in cell_of(people, f"{PAGE}?product=PR01&at=440000")


def test_what_is_no_day_no_product_or_no_place_shows_today(people: People) -> None:
    seen = people.sign_in(READER).get(f"{PAGE}?product=%27&at=99&on=gestern&channel=x")
    assert seen.status_code == 200 and f'value="{datetime.now(SHANGHAI).year}' in seen.text
