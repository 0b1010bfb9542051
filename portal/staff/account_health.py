"""The tab of an account that shows how it stands: health in its parts, the way to the next stage, the tier by hand."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.domain.care.health import ENOUGH
from portal.domain.care.stages import Criterion
from portal.domain.care.tiers import longest_override
from portal.domain.glance import AccountGlance
from portal.staff import staff
from portal.staff.accounts import PANELS, account_page
from portal.staff.level_forms import MarkPlan, OverrideTier
from portal.web import level_words as words
from portal.web.current import uow
from portal.web.pages import Answer, see_other
from portal.web.refusals import words_for


def health_of(account: Account, glance: AccountGlance) -> dict[str, Any]:
    """Two statements: the kept row and the tier set by hand."""
    health = uow.levels.health(account.id)
    last = longest_override(uow.today)
    return {
        "health": health, "levels_in_words": words, "is_enough": health is not None and health.known >= ENOUGH,
        "stage": uow.levels.stage(glance.standing, health), "override": uow.tiering.override_of(account),
        "override_form": OverrideTier.blank(tier=glance.standing.tier or "b", until=last),
        "plan_form": MarkPlan.blank(until=last),
    }  # fmt: skip


PANELS["health"] = health_of


@staff.post("/accounts/<number:number>/tier")
def override_tier(number: str) -> Answer:
    account, form = uow.accounts.get(number), OverrideTier.from_post()
    if form.validate():
        try:
            uow.tiering.override(account, uow.accounts.standing(account), **form.facts())
            return _back(number, _("The tier is set; the figures do not change it until then."))
        except Refused as refusal:
            field = form.until if refusal.code == "tier.override_day" else form.tier
            field.errors = [words_for(refusal)]
    return account_page(number, "health", override_form=form), 422


@staff.post("/accounts/<number:number>/stage")
def promote_stage(number: str) -> Response:
    """Refused with words of its own while something is missing."""
    account = uow.accounts.get(number)
    try:
        uow.levels.promote(account, uow.accounts.standing(account), "")
    except Refused as refusal:
        return _back(number, str(words_for(refusal)), "warn")
    return _back(number, _("The stage is one higher now."))


@staff.post("/accounts/<number:number>/joint-plan")
def mark_plan(number: str) -> Answer:
    account, form = uow.accounts.get(number), MarkPlan.from_post()
    if form.validate():
        try:
            uow.levels.mark(account, Criterion.JOINT_PLAN, form.note.data or "", form.until.data)
            return _back(number, _("Confirmed."))
        except Refused as refusal:
            form.until.errors = [words_for(refusal)]
    return account_page(number, "health", plan_form=form), 422


def _back(number: str, notice: str, tone: str = "good") -> Response:
    return see_other(".show_account", notice, tone, number=number, tab="health", _anchor="tabs")
