"""A kept view turns its pages by key: each page costs the same, on either engine."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from tests.filing import file_delivery
from tests.people import People
from tests.staff.test_queue_views import SERVICE, kept


@pytest.mark.parametrize("sort", ["", "newest"])
def test_a_kept_view_turns_its_pages_by_key_and_by_index(people: People, statements: Any, sort: str) -> None:
    member, service = people.sign_in("member@minchuan.example"), people.sign_in(SERVICE)
    numbers = [file_delivery(member) for _ in range(3)]
    with people.backstage() as uow:
        _more(uow, numbers[0], 55)
    view = kept(service, query=f"category=delivery_query&sort={sort}")
    seen: list[str] = []
    address = f"/staff/requests/?view={view}"
    service.get(address)  # who is away is read anew once a minute
    while address:
        with statements() as asked:
            page = service.get(address)
        assert len(asked) <= 7
        seen += re.findall(r'name="chosen" value="(SR-[0-9-]+)"', page.text)
        older = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = older[1].replace("&amp;", "&") if older else ""
        if address:
            [rows] = [one for one in asked if "desk_card" in one[0] and "LEFT OUTER JOIN" in one[0]]
            _walks_its_index(people, rows)
    assert len(seen) == len(set(seen)) == 58
    assert set(numbers) <= set(seen) and (sort or seen[0] == numbers[0])


def _more(uow: Any, like: str, count: int) -> None:
    """As many requests again, each like the first, which fall due after it."""
    row = uow.session.scalars(select(ServiceRequest).where(ServiceRequest.number == like)).one()
    card = uow.session.scalars(select(DeskCard).where(DeskCard.request_id == row.id)).one()
    columns = {each.key for each in ServiceRequest.__table__.columns} - {"id", "number"}
    held = {each.key for each in DeskCard.__table__.columns} - {"id", "request_id", "due_at"}
    for place in range(count):
        one = ServiceRequest(number=f"SR-202001-{place:04d}", **{name: getattr(row, name) for name in columns})
        uow.session.add(one)
        uow.session.flush()
        later = card.due_at + timedelta(minutes=place + 1)
        uow.session.insert(DeskCard, {"request_id": one.id, "due_at": later,
                                      **{name: getattr(card, name) for name in held}})  # fmt: skip


def _walks_its_index(people: People, rows: tuple[str, Any]) -> None:
    with people.backstage() as uow:
        connection = uow.session.unguarded("looks at the plan")
        if connection.dialect.name == "sqlite":
            plan = " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {rows[0]}", rows[1]))
            assert "USING INDEX ix_desk_card" in plan and "TEMP B-TREE" not in plan, plan
            return
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        connection.execute(text("SET LOCAL enable_sort = off"))
        connection.execute(text("SET LOCAL enable_hashjoin = off"))
        plan = " ".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {rows[0]}", rows[1]))
        assert "ix_desk_card" in plan and "Sort Key" not in plan, plan
