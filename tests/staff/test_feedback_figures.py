"""The loop in figures: recounted by other code from the rows, on the page and in the file (E)."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from portal.domain.feedback.models import Feedback
from portal.domain.voice.figures import Told, figures_of
from tests.people import People

CARE, LEGAL = "care@demo.example", "legal@demo.example"
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def told(days_ago: float, kind: str = "complaint", subtype: str = "speed", state: str = "new", account: int = 1,
         hours: float | None = None) -> Told:  # fmt: skip
    at = NOW - timedelta(days=days_ago)
    return Told(account, kind, subtype, state, at, None if hours is None else at + timedelta(hours=hours))


@pytest.mark.engineless
@pytest.mark.parametrize(("rows", "before", "active", "shown"), [
    ([], [], 10, (0, 0, None, None, None, 0)),
    ([], [], 0, (0, 0, None, None, None, None)),
    # 3 of 4 closed; what was turned into a request is no part of that
    ([told(1, "praise", "", "closed", hours=2), told(2, "praise", "", "confirmed_by_partner", hours=4),
      told(3, "suggestion", "", "closed", hours=30), told(4, "praise", ""), told(5, state="converted", hours=1)],
     [], 50, (5, 1, 75, 3.0, 0, 2)),
    # the second within ninety days, the third beyond them; another account and another subtype are other causes
    ([told(0), told(1, account=2), told(2, subtype="delivery")], [told(90), told(181)], 300,
     (3, 3, 0, None, 100 / 3, 1)),
    ([told(0)], [told(90.1)], 100, (1, 1, 0, None, 0, 1)),
    ([told(0, subtype=""), told(1, subtype="")], [], 100, (2, 2, 0, None, 0, 2)),
])  # fmt: skip
def test_the_figures(rows: list[Told], before: list[Told], active: int, shown: tuple[Any, ...]) -> None:
    one = figures_of(rows, before, active)
    found = (one.received, one.complaints, one.closed, one.answer_hours, one.repeated, one.per_hundred)
    assert all(
        (mine is None and theirs is None) or float(mine or 0) == pytest.approx(float(theirs or 0))
        for mine, theirs in zip(found, shown, strict=True)
    ), found


def test_page_and_file_agree_with_a_recount(people: People) -> None:
    states = ("new", "answered", "closed", "confirmed_by_partner", "converted", "disputed")
    with people.backstage() as uow:
        writer = uow.people.members(uow.accounts.get("D-000101").id)[0].login_id
        accounts = [uow.accounts.get(number).id for number in ("D-000101", "D-000102")]
        for place in range(40):
            at = uow.now - timedelta(days=place * 4 % 85, hours=place)
            uow.session.add(Feedback(
                account_id=accounts[place % 2], number=f"FB-209901-{place:04d}", subject="x", text="x",
                kind=("complaint", "suggestion", "praise")[place % 3],
                subtype=("speed", "delivery", "integrity", "")[place % 4] if place % 3 == 0 else "",
                state=states[place % 6], posted_by_id=writer, posted_at=at,
                answered_at=at + timedelta(hours=place * 3 % 17) if place % 6 else None,
            ))  # fmt: skip
    for who, sees_all in ((CARE, False), (LEGAL, True)):
        desk = people.sign_in(who)
        row = list(csv.reader(io.StringIO(
            desk.get("/staff/feedback/figures/table?months=6&format=csv").data.decode("utf-8-sig"))))[-1]  # fmt: skip
        assert row[1:] == recounted(people, sees_all), who
        page = desk.get("/staff/feedback/figures?months=6").text
        assert all(cell in page for cell in row[1:])
    assert people.sign_in(CARE).get("/staff/feedback/figures/table?tier=vip&kind=distributor").data[:2] == b"PK"
    nothing = people.sign_in(CARE).get("/staff/feedback/figures?province=540000&months=x&tier=nonsense")
    assert "这段时间没有反馈" in nothing.text


def recounted(people: People, sees_all: bool) -> list[str]:
    """By plain SQL for the rows and a slow loop over all pairs."""
    with people.backstage() as uow:
        raw = uow.session.unguarded("a recount")
        rows = [dict(row._mapping) for row in raw.execute(text("SELECT * FROM feedback"))]
        active = raw.execute(text("SELECT count(*) FROM account WHERE status = 'active'")).scalar() or 0
    for row in rows:
        for name in ("posted_at", "answered_at"):
            row[name] = datetime.fromisoformat(str(row[name])).replace(tzinfo=UTC) if row[name] else None
    rows = [row for row in rows if sees_all or row["subtype"] != "integrity"]
    complaints = [row for row in rows if row["kind"] == "complaint"]
    again = [
        one for one in complaints if one["subtype"] and any(
            0 < (one["posted_at"] - other["posted_at"]).total_seconds() <= 90 * 86400
            and (one["account_id"], one["subtype"]) == (other["account_id"], other["subtype"]) for other in complaints
        )
    ]  # fmt: skip
    counted = [row for row in rows if row["state"] != "converted"]
    done = sum(row["state"] in ("closed", "confirmed_by_partner") for row in counted)
    hours = sorted((row["answered_at"] - row["posted_at"]).total_seconds() / 3600 for row in rows if row["answered_at"])
    middle = (hours[len(hours) // 2] + hours[(len(hours) - 1) // 2]) / 2
    return [str(len(rows)), str(len(complaints)), f"{100 * done / len(counted):.1f} %", f"{middle:.1f}",
            f"{100 * len(again) / len(complaints):.1f} %", f"{100 * len(complaints) / active:.1f}"]  # fmt: skip
