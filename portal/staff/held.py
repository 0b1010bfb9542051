"""Who held a cell on a day, and the consents to good sales across its border."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.contracts.area_text import read_area, write_areas
from portal.domain.contracts.grants.places import SALES_CHANNELS
from portal.domain.contracts.held import Answer as Held
from portal.staff import staff
from portal.staff.coverage import WORDS, asked_channel, asked_product
from portal.staff.held_form import PLACE_HINT, RecordConsent, RevokeConsent
from portal.web.current import uow
from portal.web.day_asked import named_day
from portal.web.grant_words import region_name
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.region_words import place_name


@staff.get("/coverage/held")
def ask_who_held() -> Response:
    """Product, place, channel and day are in the address, so an answer can be sent on."""
    products, asked, mistake = uow.products.all(), request.args.get("place", "").strip()[:200], None
    product, day, answer = asked_product(products), named_day() or uow.today, None
    if asked and product:
        try:
            answer = uow.who_held.ask(product, read_area(asked), asked_channel(), day)
        except Refused as refusal:
            mistake = words_for(refusal)
    return page(
        "staff/coverage/held.html", products=products, product=product, asked=asked, day=day, channel=asked_channel(),
        answer=answer, mistake=mistake, seen=uow.who_held.seen(answer) if answer else frozenset(),
        sales_channels=SALES_CHANNELS, hint=PLACE_HINT,
        region_name=region_name, place_name=place_name, where=_where(answer), **WORDS,
    )  # fmt: skip


def _where(answer: Held | None) -> str:
    return write_areas([answer.area]) if answer else ""


@staff.get("/coverage/consents/")
def list_consents() -> Response:
    return _consents(RecordConsent.blank(product=request.args.get("product", ""), place=request.args.get("place", "")))


@staff.post("/coverage/consents/")
def record_consent() -> Answer:
    form = RecordConsent.from_post()
    if form.validate():
        try:
            consent = uow.sale_consents.record(form.partner, form.facts())
            return see_other(".list_consents", _("%(number)s is recorded.", number=consent.number))
        except Refused as refusal:
            form.refuse(refusal)
    return _consents(form), 422


@staff.post("/coverage/consents/<number:number>/revoke")
def revoke_consent(number: str) -> Answer:
    consent, form = uow.sale_consents.get(number), RevokeConsent.from_post()
    if not form.validate():
        return _consents(RecordConsent.blank(), revoking=number, revoke=form), 422
    uow.sale_consents.revoke(consent, form.why.data or "")
    return see_other(".list_consents", _("Taken back: it covers no sale from today on."))


def _consents(form: RecordConsent, **more: Any) -> Response:
    given = {"revoke": RevokeConsent.blank(), "revoking": "", **more}
    found = uow.sale_consents.newest()
    return page(
        "staff/coverage/consents.html", form=form, found=found, known=uow.sale_consents.known_holders(found),
        place_name=place_name, today=uow.today, **given, **WORDS,
    )  # fmt: skip
