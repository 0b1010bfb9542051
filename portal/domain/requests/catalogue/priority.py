"""How urgent a request is, and what that makes of our promise."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.requests.catalogue.codes import RequestCategory
from portal.domain.requests.catalogue.fields import Facts
from portal.domain.requests.catalogue.record import Category
from portal.domain.working_days import WorkingDays, add_working_days, working_days_between


class Priority(StrEnum):
    """p1 is urgent and halves both promised times; p3 is normal."""

    P1 = "p1"
    P2 = "p2"
    P3 = "p3"


Rule = Callable[[Facts, date, WorkingDays], bool]


def priority_of(category: Category, facts: Facts, today: date, days: WorkingDays, tier: str = "") -> Priority:
    """The priority of a request filed on civil day `today` (Asia/Shanghai).

    `facts` are the category's own fields, and two things the caller knows: `exclusive_territory` (bool, the place lies
    in the complainant's exclusive territory) and `notice_by` (date, last day to give notice under the contract).
    Tier `vip` raises one level, never above p1. Defaults of the service standard; a company may tune them.
    """
    rule = RULES.get(category.code)
    urgent = category.always_urgent or (rule is not None and rule(facts, today, days))
    if urgent:
        return Priority.P1
    return Priority.P2 if tier == "vip" else Priority.P3


def promised_minutes(category: Category, priority: Priority) -> tuple[int, int]:
    """Business minutes to the first answer and to resolution; p1 halves both, halves of a minute rounded up."""
    share = 2 if priority is Priority.P1 else 1
    return -(-category.first_response_minutes // share), -(-category.resolution_minutes // share)


def _ticked(name: str) -> Rule:
    return lambda facts, *_: facts.get(name) is True


def _chosen(name: str, *values: str) -> Rule:
    return lambda facts, *_: facts.get(name) in values


def _within_working_days(name: str, most: int) -> Rule:
    def near(facts: Facts, today: date, days: WorkingDays) -> bool:
        on = facts.get(name)
        return isinstance(on, date) and on < add_working_days(today, most + 1, days)

    return near


def _within_days(name: str, most: int) -> Rule:
    def near(facts: Facts, today: date, _: WorkingDays) -> bool:
        on = facts.get(name)
        return isinstance(on, date) and (on - today).days <= most

    return near


def _month_end(_: Facts, today: date, days: WorkingDays) -> bool:
    """`today` is among the last three working days of its month."""
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return working_days_between(today - timedelta(days=1), next_month - timedelta(days=1), days) <= 3


RULES: Mapping[RequestCategory, Rule] = {
    RequestCategory.QUALIFICATION_COPY: _within_working_days("needed_by", 2),
    RequestCategory.DELIVERY_QUERY: _ticked("stockout"),
    RequestCategory.DAMAGE_SHORT: _ticked("cold_chain"),
    RequestCategory.RETURN_EXCHANGE: _chosen("return_reason", "quality_defect"),
    RequestCategory.DIVERSION_COMPLAINT: _ticked("exclusive_territory"),
    RequestCategory.INVOICE_PAPER: _month_end,
    RequestCategory.TENDER_SUPPORT: _within_working_days("deadline_on", 5),
    RequestCategory.PRICE_ADJUSTMENT: _chosen("price_reason", "vbp_cut", "tender_cut"),
    RequestCategory.CONTRACT_EXTENSION: _within_days("notice_by", 10),
}
