"""Who stands opposite whom at the core accounts, and the few contacts that an executive makes in a month."""

from flask import Response, request

from portal.domain.care.coverage import CORE, ERRORS, Gap
from portal.staff import staff
from portal.web.account_words import CONTACT_ROLES, TIERS
from portal.web.archive_words import CONTACT_LEVELS
from portal.web.care_words import GAPS, duty_clock
from portal.web.current import turn, uow
from portal.web.pages import page


@staff.get("/care/coverage")
def show_care_coverage() -> Response:
    gap, tier = request.args.get("gap", ""), request.args.get("tier", "")
    gap, tier = gap if gap in set(Gap) else "", tier if tier in set(CORE) else ""
    return page(
        "staff/care/coverage.html", found=uow.care_coverage.page(gap or None, tier or None, **turn()), gap=gap,
        tier=tier, counts=uow.care_coverage.counts(), gaps=GAPS, errors=ERRORS, levels=CONTACT_LEVELS,
        tiers={one: TIERS[one] for one in CORE}, roles=CONTACT_ROLES, today=uow.today,
        kept={name: value for name, value in (("gap", gap), ("tier", tier)) if value},
    )  # fmt: skip


@staff.get("/care/executive")
def list_executive_calls() -> Response:
    """Mine, or those of whoever the address names."""
    names, whose = uow.people.staff_names(), request.args.get("whose", "")
    me = uow.actor.staff_id or 0
    staff_id = {str(one): one for one in names}.get(whose, me)
    now, later = uow.executive_calls.of(staff_id)
    return page(
        "staff/care/executive.html", now=now, later=later, names=names, whose=staff_id, is_mine=staff_id == me,
        roles=CONTACT_ROLES, clock=duty_clock, today=uow.today,
    )  # fmt: skip
