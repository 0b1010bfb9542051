"""How well the feedback loop works, month by month: a page with filters, and the same as a table to take away."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.sales.months import month_of, months_on
from portal.domain.voice.figures import FigureFilter, LoopFigures
from portal.staff import staff
from portal.staff.table_file import kind_asked, table_file
from portal.web.account_words import ACCOUNT_KINDS, TIERS
from portal.web.current import uow
from portal.web.pages import page
from portal.web.region_words import provinces

SPANS = (3, 6, 12, 24)
"""How many months are looked at, the present one included."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for; whatever it does not know is left out."""

    months: int
    kind: str
    province: str
    tier: str

    @property
    def address(self) -> dict[str, Any]:
        told = {"months": self.months, "kind": self.kind, "province": self.province, "tier": self.tier}
        return {name: value for name, value in told.items() if value}

    @property
    def filter(self) -> FigureFilter:
        first = months_on(month_of(uow.today), 1 - self.months)
        return FigureFilter(first, uow.today, self.kind, self.province, self.tier)


@staff.get("/feedback/figures")
def show_feedback_figures() -> Response:
    asked = _asked()
    by_month, total = uow.voice_figures.by_month(asked.filter)
    return page(
        "staff/feedback/figures.html", asked=asked, by_month=by_month, total=total, spans=SPANS, today=uow.today,
        kinds=ACCOUNT_KINDS, tiers=TIERS, provinces=provinces(), cells=cells, headings=headings(),
        first=asked.filter.first,
    )  # fmt: skip


@staff.get("/feedback/figures/table")
def export_feedback_figures() -> Response:
    kind = kind_asked("format")
    by_month, total = uow.voice_figures.by_month(_asked().filter)
    rows = [[f"{month:%Y-%m}", *cells(one)] for month, one in by_month.items()]
    name = _("Feedback figures as of %(day)s", day=uow.today.isoformat())
    return table_file(name, kind, [_("Month"), *headings()], [*rows, [_("Together"), *cells(total)]])


def headings() -> list[str]:
    return [
        _("Feedback"), _("Complaints"), _("Loop closed"), _("Median answer time (h)"), _("Repeated"),
        _("Complaints per 100 active accounts"),
    ]  # fmt: skip


def cells(one: LoopFigures) -> list[str]:
    """As they are shown: shares with one decimal, a dash where there is nothing to take a share of."""
    hours = "–" if one.answer_hours is None else f"{one.answer_hours:.1f}"
    return [
        str(one.received), str(one.complaints), _share(one.closed), hours, _share(one.repeated),
        _number(one.per_hundred),
    ]  # fmt: skip


def _share(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):.1f} %"


def _number(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):.1f}"


def _asked() -> Asked:
    args, known = request.args, {str(span): span for span in SPANS}
    kind, province, tier = (args.get(name, "") for name in ("kind", "province", "tier"))
    return Asked(
        known.get(args.get("months", ""), 12), kind if kind in ACCOUNT_KINDS else "",
        province if province in provinces() else "", tier if tier in TIERS else "",
    )  # fmt: skip
