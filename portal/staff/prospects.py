"""Recruitment: who might take an empty cell, how far each is, what comes next, and why some were lost."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.places import code_of
from portal.domain.accounts.regions import BY_CODE
from portal.domain.base import Conflict, Refused
from portal.domain.contracts.area_text import write_areas
from portal.domain.products.models import Product
from portal.domain.recruiting.models import Prospect
from portal.domain.recruiting.prospects import Wanted
from portal.domain.recruiting.stages import OPEN, Stage
from portal.staff import staff
from portal.staff.held_form import product_named
from portal.staff.prospect_forms import AddProspect, MoveProspect, TieProspect
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.pages import Answer, page, see_other
from portal.web.recruiting_words import LOST_REASONS, STAGE_TONES, STAGES
from portal.web.refusals import words_for
from portal.web.region_words import place_name, provinces

WORDS: dict[str, Any] = {
    "stages": STAGES, "tones": STAGE_TONES, "reasons_in_words": LOST_REASONS, "product_name": product_name,
    "place_name": place_name,
}  # fmt: skip


@staff.get("/prospects/")
def list_prospects() -> Response:
    wanted, product = wanted_prospects()
    province, mine = wanted.province and code_of(wanted.province), wanted.owner_id is not None
    counts = uow.prospects.counts(wanted)
    kept = {
        "product": product.code if product else None,
        "province": province or None,
        "whose": "mine" if mine else None,
    }
    return page(
        "staff/prospects/index.html", rows=uow.prospects.some(wanted), wanted=wanted, product=product,
        province=province, mine=mine, kept=kept, counts=counts, under_way=sum(counts.get(one, 0) for one in OPEN),
        lost=uow.prospects.reasons(wanted), products=uow.products.all(), provinces=provinces(), today=uow.today,
        **WORDS,
    )  # fmt: skip


def wanted_prospects() -> tuple[Wanted, Product | None]:
    """What the address narrows the list to; those under way where it names no stage."""
    asked = request.args
    product = product_named(asked.get("product", "")[:20]) if asked.get("product") else None
    province = asked.get("province", "") if asked.get("province", "") in BY_CODE else ""
    stage, mine = asked.get("stage", "open"), asked.get("whose") == "mine"
    wanted = Wanted(
        product.id if product else None, province[:2], stage if stage in set(Stage) else "open",
        uow.actor.staff_id if mine else None,
    )  # fmt: skip
    return wanted, product


@staff.get("/prospects/new")
def new_prospect() -> Response:
    asked = request.args
    code = asked.get("region", "")
    place = write_areas([(code, "")]) if code in BY_CODE else ""
    return _new(AddProspect.blank(product=asked.get("product", "")[:20], place=place))


@staff.post("/prospects/")
def add_prospect() -> Answer:
    form = AddProspect.from_post()
    if form.validate():
        try:
            prospect = uow.prospects.add(form.facts())
            return see_other(".show_prospect", _("On the list."), number=prospect.number)
        except Refused as refusal:
            form.account.errors = [words_for(refusal)]
    return _new(form), 422


@staff.get("/prospects/<number:number>")
def show_prospect(number: str) -> Response:
    return _page(uow.prospects.get(number))


@staff.post("/prospects/<number:number>")
def move_prospect(number: str) -> Answer:
    prospect = uow.prospects.get(number)
    form, status, conflict = MoveProspect.from_post().among(prospect), 422, None
    if form.validate():
        try:
            remark = form.remark.data or ""
            uow.prospects.move(prospect, form.step(), remark, seen=seen_version(form.version.data))
            return see_other(".show_prospect", _("Noted."), number=number)
        except Conflict as refusal:
            status, conflict = 409, words_for(refusal)
            form.version.data = str(prospect.version)
        except Refused as refusal:
            form.refuse(refusal)
    return _page(prospect, move=form, conflict=conflict), status


@staff.post("/prospects/<number:number>/account")
def tie_prospect(number: str) -> Answer:
    prospect, form = uow.prospects.get(number), TieProspect.from_post()
    if form.validate():
        try:
            uow.prospects.tie(prospect, form.partner)
            return see_other(".show_prospect", _("Noted."), number=number)
        except Refused as refusal:
            form.account.errors = [words_for(refusal)]
    return _page(prospect, tie=form), 422


def _new(form: AddProspect) -> Response:
    return page("staff/prospects/new.html", form=form)


def _page(prospect: Prospect, *, conflict: str | None = None, **forms: Any) -> Response:
    move = forms.get("move") or MoveProspect.of(prospect, remark=prospect.remark)
    return page(
        "staff/prospects/show.html", prospect=prospect, move=move, tie=forms.get("tie") or TieProspect.blank(),
        conflict=conflict, today=uow.today, **WORDS,
    )  # fmt: skip
