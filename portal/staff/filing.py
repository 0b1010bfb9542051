"""Filing a request for a partner who called: whose it is, what it is about, what they said."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.base import NotFound, Refused, half_width
from portal.domain.requests.catalogue import RequestCategory
from portal.identity.writing import begin_writing, late_write
from portal.staff import staff
from portal.web.current import uow
from portal.web.fact_fields import choices_in
from portal.web.filing import Filing
from portal.web.forms import ChoiceField, Form
from portal.web.offering import occasions
from portal.web.pages import Answer, page, see_other
from portal.web.request_form import category_named
from portal.web.request_words import CAME_BY, CATEGORIES, CATEGORY_LINES, OCCASIONS


class CameBy(Form):
    came_by = ChoiceField(_l("How it came to us"), choices=choices_in(CAME_BY), default="phone")


@staff.get("/requests/new")
def new_request() -> Answer:
    number = _account_number(request.args.get("account", ""))
    category = category_named(request.args.get("category"))
    if not number or category is None:
        return _choose(number)
    try:
        return _ask(_filing(number, category))
    except NotFound:
        return _choose(number, _("No partner has the number %(number)s.", number=number)), 404


@staff.post("/requests/")
@late_write
def file_request() -> Answer:
    number = _account_number(request.form.get("account", ""))
    category = category_named(request.form.get("category"))
    if category is None:
        return _choose(number, _("Choose what it is about.")), 422
    filing, channel = _filing(number, category, posted=True), CameBy.from_post()
    if not (filing.validate() & channel.validate()):
        return _ask(filing, channel), 422
    filing.reckon()
    begin_writing()
    try:
        service_request = filing.file(channel=channel.came_by.data)
    except Refused as refusal:
        filing.refuse(refusal)
        return _ask(filing, channel), 422
    words = _("Filed. Tell them the number: %(number)s.", number=service_request.number)
    return see_other(".show_request", words, number=service_request.number)


def _filing(number: str, category: RequestCategory, *, posted: bool = False) -> Filing:
    return Filing(category, uow.accounts.get(number), "staff", posted=posted)


def _account_number(text: str) -> str:
    return half_width(text).strip().upper()[:12]


def _choose(number: str, problem: str = "") -> Response:
    return page(
        "staff/requests/choose.html", groups=occasions(uow.categories.for_staff()), titles=OCCASIONS, names=CATEGORIES,
        number=number, problem=problem,
    )  # fmt: skip


def _ask(filing: Filing, channel: CameBy | None = None) -> Response:
    name, line = CATEGORIES[filing.category.code], CATEGORY_LINES[filing.category.code]
    channel = channel or CameBy.blank()
    return page("staff/requests/new.html", filing=filing, form=filing.form, name=name, line=line, channel=channel)
