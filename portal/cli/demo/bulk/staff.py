"""The colleagues who have the generated accounts and requests; they cannot sign in."""

from typing import Any

from portal.cli.demo.bulk.ids import STAFF
from portal.cli.demo.bulk.writing import Batch
from portal.cli.demo.hand.people import COMPANY_BEGAN
from portal.domain.people.models import Login, Staff

COLLEAGUES = (
    ("许墨", "business", "商务经理"), ("江予", "business", "商务经理"), ("白朗", "business", "商务经理"),
    ("闻溪", "business", "商务经理"), ("沈南乔", "business", "商务经理"), ("陆放", "service", "客服"),
    ("温岚", "service", "客服"), ("方知夏", "service", "物流"), ("何明远", "quality", "质量"),
    ("郁青", "finance", "财务"), ("苏芮", "care", "客情专员"), ("穆清和", "legal", "法务"),
)  # fmt: skip


def colleagues(role: str) -> tuple[int, ...]:
    """Ids of those with this role; a colleague's staff row and login have the same id."""
    return tuple(STAFF + place for place, colleague in enumerate(COLLEAGUES) if colleague[1] == role)


BUSINESS = colleagues("business")
CARE = colleagues("care")[0]
BY_TEAM: dict[str, tuple[int, ...]] = {
    "quality": colleagues("quality"),
    "pv": colleagues("quality"),
    "finance": colleagues("finance"),
    "legal": colleagues("legal"),
    "market_control": colleagues("legal"),
    "logistics": colleagues("service"),
    "sales_admin": colleagues("service"),
}
"""Who works on a team's requests; sales, tenders and medical questions go to the business managers."""


def write_colleagues(batch: Batch) -> None:
    for place, (name, role, title) in enumerate(COLLEAGUES):
        batch.add(Login, **_login(place, name))
        batch.add(
            Staff, id=STAFF + place, ref=f"demo-{role}-{place}", login_id=STAFF + place, title=title, roles=[role],
            reach="all", provinces=[],
        )  # fmt: skip


def _login(place: int, name: str) -> dict[str, Any]:
    email = f"colleague{place + 1:02d}@demo.example"
    return {"id": STAFF + place, "name": name, "email": email, "created_at": COMPANY_BEGAN}
