"""One plan: its words and gift, its list, a second person's word, its gifts, and what was sent."""

from collections.abc import Callable

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.care.messages import GAPS
from portal.domain.care.planning.models import OccasionPlan
from portal.staff import staff
from portal.staff.gift_limits import limits
from portal.staff.occasion_forms import DescribePlan, MarkSent, ReturnPlan
from portal.staff.occasion_table import texts_of
from portal.web.account_words import TIERS
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.gift_words import KINDS, OCCASIONS, SHORT, STOPS
from portal.web.occasion_words import STATES, TONES, WAYS, plan_clock
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/occasions/<number:number>")
def show_plan(number: str) -> Response:
    plan = uow.plans.get(number)
    asked = request.args.get("template", "")
    kept = next((one for one in uow.message_templates.within_reach() if str(one.id) == asked), None)
    return _page(plan, template=kept.text if kept else None)


@staff.post("/occasions/<number:number>")
def describe_plan(number: str) -> Answer:
    plan, form = uow.plans.get(number), DescribePlan.from_post()
    if not form.validate():
        return _page(plan, describe=form), 422
    try:
        uow.plans.describe(plan, form.facts(), seen=seen_version(form.version.data))
    except Conflict:
        raise
    except Refused as refusal:
        form.text.errors = [words_for(refusal)]
        return _page(plan, describe=form), 422
    return see_other(".show_plan", _("Saved."), number=number)


@staff.post("/occasions/<number:number>/list")
def arrange_plan(number: str) -> Response:
    """Every line of the list says how they are thought of; the main contact of an account that is named comes on it."""
    plan = uow.plans.get(number)
    ways = {int(name[4:]): way for name, way in request.form.items()
            if name.startswith("way-") and name[4:].isascii() and name[4:].isdigit() and len(name) < 22}  # fmt: skip
    stopped = uow.guest_lists.arrange(plan, ways, limits())
    if named := request.form.get("add", "").strip()[:12]:
        return _add(plan, named)
    if stopped:
        told = ngettext("Saved; for %(num)s person a rule forbids a gift.",
                        "Saved; for %(num)s people a rule forbids a gift.", stopped)  # fmt: skip
        return see_other(".show_plan", told, "warn", number=number)
    return see_other(".show_plan", _("Saved."), number=number)


@staff.post("/occasions/<number:number>/submissions")
def submit_plan(number: str) -> Answer:
    return _done(number, uow.plans.submit, _("Handed to a second person."))


@staff.post("/occasions/<number:number>/approvals")
def approve_plan(number: str) -> Answer:
    return _done(number, lambda plan: uow.plans.decide(plan, True), _("The list is agreed to."))


@staff.post("/occasions/<number:number>/returns")
def return_plan(number: str) -> Answer:
    plan, form = uow.plans.get(number), ReturnPlan.from_post()
    if not form.validate():
        return _page(plan, give_back=form), 422
    return _done(number, lambda one: uow.plans.decide(one, False, form.reason.data or ""), _("The list goes back."))


@staff.post("/occasions/<number:number>/gifts")
def propose_plan_gifts(number: str) -> Response:
    done, stopped = uow.plan_sending.propose_gifts(uow.plans.get(number), limits())
    told = ngettext("%(num)s gift is proposed.", "%(num)s gifts are proposed.", done)
    if stopped:
        more = ngettext("%(num)s was stopped by a rule and gets a message.",
                        "%(num)s were stopped by a rule and get a message.", stopped)  # fmt: skip
        return see_other(".show_plan", f"{told} {more}", "warn", number=number)
    return see_other(".show_plan", told, number=number)


@staff.post("/occasions/<number:number>/sendings")
def mark_plan_sent(number: str) -> Answer:
    plan, form = uow.plans.get(number), MarkSent.from_post()
    if not form.validate():
        return _page(plan, mark=form), 422
    ids = {int(one) for one in request.form.getlist("guest") if one.isascii() and one.isdigit() and len(one) < 19}
    done, unwelcome = uow.plan_sending.mark_sent(
        plan, ids, form.channel.data, texts_of(plan, uow.guest_lists.lines(plan))
    )
    told = ngettext("%(num)s is noted as sent.", "%(num)s are noted as sent.", done)
    if unwelcome:
        more = ngettext("%(num)s wants no such message.", "%(num)s want no such message.", unwelcome)
        return see_other(".show_plan", f"{told} {more}", "warn", number=number)
    return see_other(".show_plan", told, number=number)


@staff.post("/occasions/<number:number>/closings")
def close_plan(number: str) -> Answer:
    return _done(number, uow.plans.close, _("Put away."))


def _add(plan: OccasionPlan, account_number: str) -> Response:
    try:
        people = uow.contacts.of(uow.accounts.get(account_number.upper()))[:1]
    except NotFound:
        return see_other(".show_plan", _("No account with this number."), "warn", number=plan.number)
    if not uow.guest_lists.invite(plan, people):
        return see_other(
            ".show_plan", _("Nobody is named there, or they want no greetings."), "warn", number=plan.number
        )
    return see_other(".show_plan", _("Saved."), number=plan.number)


def _done(number: str, act: Callable[[OccasionPlan], None], told: str) -> Answer:
    plan = uow.plans.get(number)
    try:
        act(plan)
    except Conflict:
        raise
    except Refused as refusal:
        return _page(plan, wrong=words_for(refusal)), 422
    return see_other(".show_plan", told, number=number)


def _page(
    plan: OccasionPlan, *, describe: DescribePlan | None = None, give_back: ReturnPlan | None = None,
    mark: MarkSent | None = None, wrong: str = "", template: str | None = None,
) -> Response:  # fmt: skip
    facts = {name: getattr(plan, name) for name in ("version", "text", "gift_item")}
    if template is not None:
        facts["text"] = template
    facts |= {"gift_kind": plan.gift_kind or "local_food", "gift_cost": plan.gift_cost or None}
    lines = uow.guest_lists.lines(plan, limits())
    texts = texts_of(plan, lines) if plan.text else {}
    return page(
        "staff/occasions/show.html", plan=plan, lines=lines, texts=texts, gaps=GAPS,
        templates=uow.message_templates.fitting(plan.occasion, "zh"), describe=describe or DescribePlan.blank(**facts),
        give_back=give_back or ReturnPlan.blank(), mark=mark or MarkSent.blank(), wrong=wrong, states=STATES,
        tones=TONES, ways=WAYS, short=SHORT, stops=STOPS, kinds=KINDS, occasions=OCCASIONS, tiers=TIERS,
        clock=plan_clock, today=uow.today, is_own=plan.owner_id == uow.actor.staff_id,
        gifts_left=sum(1 for one in lines if one.row.way == "gift" and not one.row.gift_no),
    )  # fmt: skip
