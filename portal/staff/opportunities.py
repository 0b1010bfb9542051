"""Openings that peripheral contacts bring: the list, one of them, how far it is."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Conflict, Refused
from portal.domain.opportunities.models import Opportunity
from portal.domain.opportunities.repository import Wanted
from portal.domain.opportunities.stages import OPEN, Stage
from portal.staff import staff
from portal.staff.opportunity_forms import AddOpportunity, DescribeOpportunity, MoveOpportunity
from portal.staff.table_file import kind_asked, table_file
from portal.web.contract_words import product_name
from portal.web.current import turn, uow
from portal.web.forms import Form, seen_version
from portal.web.locale import money
from portal.web.opportunity_words import ABOUT, LOST_REASONS, STAGES, TONES
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.region_words import provinces

WORDS: dict[str, Any] = {
    "stages": STAGES, "tones": TONES, "abouts": ABOUT, "reasons_in_words": LOST_REASONS, "product_name": product_name,
}  # fmt: skip
IN_A_FILE = 5_000


@staff.get("/opportunities/")
def list_opportunities() -> Response:
    wanted = _wanted()
    counts = uow.opportunities.counts(wanted)
    open_ones = [counts[stage] for stage in OPEN if stage in counts]
    return page(
        "staff/opportunities/index.html", found=uow.opportunities.page(wanted, **turn()), wanted=wanted,
        kept=_kept(wanted), counts=counts, under_way=sum(count for count, _fen in open_ones),
        expected=sum(fen for _count, fen in open_ones), provinces=provinces(), mine=wanted.owner_id is not None,
        today=uow.today, **WORDS,
    )  # fmt: skip


@staff.post("/opportunities/exports")
def export_opportunities() -> Response:
    """What the list shows, as a file; that it was taken is an event."""
    wanted, kind = _wanted(), kind_asked()
    rows = uow.opportunities.page(wanted, size=IN_A_FILE).rows
    uow.opportunities.note_taken(wanted, kind, len(rows))
    headings = [_("Number"), _("What it is"), _("About"), _("Account number"), _("Peripheral contact"),
                _("How far it is"), _("What it may bring"), _("Decision day"), _("Next step"), _("By when"),
                _("Who looks after it"), _("Account that came of it"), _("Why it came to nothing")]  # fmt: skip
    return table_file(f"opportunities-{uow.today:%Y%m%d}", kind, headings, (_cells(one) for one in rows))


@staff.get("/opportunities/new")
def new_opportunity() -> Response:
    return _new(AddOpportunity.blank(account=request.args.get("account", "")[:12]))


@staff.post("/opportunities/")
def add_opportunity() -> Answer:
    form = AddOpportunity.from_post()
    if form.validate():
        try:
            one = uow.opportunities.add(form.contact, form.all_facts())
            return see_other(".show_opportunity", _("On the list."), number=one.number)
        except Refused as refusal:
            form.refuse(refusal)
    return _new(form), 422


@staff.get("/opportunities/<number:number>")
def show_opportunity(number: str) -> Response:
    return _page(uow.opportunities.get(number))


@staff.post("/opportunities/<number:number>")
def change_opportunity(number: str) -> Answer:
    one, form, status, conflict = uow.opportunities.get(number), DescribeOpportunity.from_post(), 422, None
    if form.validate():
        try:
            uow.opportunities.change(one, form.facts(), seen=seen_version(form.version.data))
            return see_other(".show_opportunity", _("Noted."), number=number)
        except Conflict as refusal:
            status, conflict = 409, words_for(refusal)
            form.version.data = str(one.version)
    return _page(one, describe=form, conflict=conflict), status


@staff.post("/opportunities/<number:number>/stages")
def move_opportunity(number: str) -> Answer:
    one = uow.opportunities.get(number)
    form, status, conflict = MoveOpportunity.from_post().among(one), 422, None
    if form.validate():
        try:
            uow.opportunities.move(one, form.step(), form.account, seen=seen_version(form.version.data))
            return see_other(".show_opportunity", _("Noted."), number=number)
        except Conflict as refusal:
            status, conflict = 409, words_for(refusal)
            form.version.data = str(one.version)
        except Refused as refusal:
            form.refuse(refusal)
    return _page(one, move=form, conflict=conflict), status


def _new(form: AddOpportunity) -> Response:
    return page("staff/opportunities/new.html", form=form)


def _page(one: Opportunity, conflict: str | None = None, **forms: Form) -> Response:
    return page(
        "staff/opportunities/show.html", one=one, move=forms.get("move") or MoveOpportunity.of(one),
        describe=forms.get("describe") or DescribeOpportunity.of(one), wrong="describe" in forms, conflict=conflict,
        today=uow.today, **WORDS,
    )  # fmt: skip


def _cells(one: Opportunity) -> list[str]:
    return [
        one.number, one.title, str(ABOUT[one.about]), one.account.number, one.account.name_zh, str(STAGES[one.stage]),
        money(one.expected) if one.expected else "", one.decides_on.isoformat() if one.decides_on else "",
        one.next_step, one.next_on.isoformat() if one.next_on else "", one.owner.login.name if one.owner else "",
        one.brought.number if one.brought else "", str(LOST_REASONS.get(one.lost_reason, "")),
    ]  # fmt: skip


def _wanted() -> Wanted:
    asked = request.args
    stage, about, province = asked.get("stage", "open"), asked.get("about"), asked.get("province")
    return Wanted(
        stage if stage in set(Stage) else "open", about if about in ABOUT else None,
        uow.actor.staff_id if asked.get("whose") == "mine" else None, province if province in provinces() else None,
    )  # fmt: skip


def _kept(wanted: Wanted) -> dict[str, Any]:
    """The same for another stage."""
    return {"about": wanted.about, "whose": "mine" if wanted.owner_id is not None else None,
            "province": wanted.province}  # fmt: skip
