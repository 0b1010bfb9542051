"""Occasions ahead: festivals, birthdays and anniversaries of the next weeks, and the plans that are under way."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.models import Contact
from portal.domain.base import Conflict, Refused
from portal.domain.care.occasions import LUNAR, SOLAR, Occasion, plan_days
from portal.domain.care.planning.days import festivals_within
from portal.staff import staff
from portal.staff.contract_forms import account_named
from portal.staff.occasion_forms import OpenPlan
from portal.web.account_words import TIERS
from portal.web.current import uow
from portal.web.gift_words import OCCASIONS
from portal.web.lunar import to_solar
from portal.web.occasion_words import STATES, TONES, plan_clock, years_text
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for

FESTIVALS_WITHIN, OTHERS_WITHIN = 120, 45
"""Calendar days ahead that the page shows."""


@staff.get("/occasions/")
def list_occasions() -> Response:
    return _list(OpenPlan.blank())


@staff.post("/occasions/")
def open_plan() -> Answer:
    form = OpenPlan.from_post()
    if not form.validate():
        return _list(form), 422
    occasion, on = Occasion(form.occasion.data), form.on.data
    try:
        plan = uow.plans.open(occasion, on, _contacts(occasion, form))
    except Conflict:
        there = uow.plans.numbers().get((str(occasion), on))
        return see_other(".show_plan", _("There is a plan for this day already."), number=there)
    except Refused as refusal:
        form.on.errors = [words_for(refusal)]
        return _list(form), 422
    return see_other(".show_plan", _("The plan is open: look through the list."), number=plan.number)


def _contacts(occasion: Occasion, form: OpenPlan) -> Sequence[Contact]:
    """Who is put on the list to begin with: at a festival whoever is greeted, else whose occasion it is."""
    if form.account.data:
        account = account_named(form.account.data)
        return uow.contacts.of(account)[:1] if account else []
    if occasion in LUNAR or occasion in SOLAR:
        return uow.occasions_ahead.guests_of_festival()
    on = form.on.data
    ahead = uow.occasions_ahead.between(on, on, to_solar)
    return uow.occasions_ahead.guests_of([one for one in ahead if one.occasion == occasion])


def _list(form: OpenPlan) -> Response:
    today, whose = uow.today, request.args.get("whose", "")
    owner_id = None if whose == "all" else uow.actor.staff_id
    festivals = festivals_within(today, today + timedelta(days=FESTIVALS_WITHIN), to_solar)
    return page(
        "staff/occasions/index.html", form=form, whose=whose, plans=uow.plans.under_way(), numbers=uow.plans.numbers(),
        festivals=[(name, day, *plan_days(Occasion(name), day)) for name, day in festivals],
        ahead=uow.occasions_ahead.between(today, today + timedelta(days=OTHERS_WITHIN), to_solar, owner_id),
        today=today, days_ahead=OTHERS_WITHIN, occasions=OCCASIONS, states=STATES, tones=TONES, clock=plan_clock,
        tiers=TIERS, years=years_text,
    )  # fmt: skip
