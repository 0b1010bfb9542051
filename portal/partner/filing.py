"""Filing a request: choose what it is about, say what happened."""

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.alone import own_alone
from portal.domain.accounts.models import Account
from portal.domain.accounts.papers.paper import PaperState
from portal.domain.base import Refused
from portal.domain.requests.catalogue import RequestCategory
from portal.identity.writing import begin_writing, late_write
from portal.partner import partner
from portal.partner.field_matrix import clauses_without_sums
from portal.web.current import uow
from portal.web.filing import Filing
from portal.web.offering import occasions, offered
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.request_form import category_named
from portal.web.request_words import CATEGORIES, CATEGORY_LINES, OCCASIONS, promise


@partner.get("/requests/new")
def new_request() -> Answer:
    category = category_named(request.args.get("category"))
    if category is None:
        return _pick(uow.accounts.own())
    filing = _filing(category)
    try:
        filing.require_offered()
    except Refused as refusal:
        return _pick(filing.account, words_for(refusal))
    return _ask(filing)


@partner.post("/requests/")
@late_write
def file_request() -> Answer:
    category = category_named(request.form.get("category"))
    if category is None:
        return _pick(uow.accounts.own()), 422
    filing = _filing(category, posted=True)
    try:
        filing.require_offered()
    except Refused as refusal:
        return _pick(filing.account, words_for(refusal)), 422
    if not filing.validate():
        return _ask(filing), 422
    filing.reckon()
    begin_writing()
    try:
        service_request = filing.file()
    except Refused as refusal:
        filing.account = uow.accounts.own()  # the form shows more of it than filing needs
        filing.refuse(refusal)
        return _ask(filing), 422
    words = _("Received. Your number is %(number)s.", number=service_request.number)
    return see_other(".show_request", words, number=service_request.number)


def _filing(category: RequestCategory, *, posted: bool = False) -> Filing:
    hidden = clauses_without_sums()
    if posted:
        return Filing(category, own_alone(uow), "partner", posted=True, without_sums_of=hidden)
    account, filed = uow.accounts.own_with_papers(PaperState.SUBMITTED)
    return Filing(category, account, "partner", without_sums_of=hidden, filed=filed)


def _pick(account: Account, problem: str = "") -> Response:
    return page(
        "partner/requests/pick.html", groups=occasions(offered(account)), problem=problem, titles=OCCASIONS,
        names=CATEGORIES, lines=CATEGORY_LINES,
        promise=lambda category: promise(category, uow.requests.policy), contract=request.args.get("contract"),
    )  # fmt: skip


def _ask(filing: Filing) -> Response:
    name, line = CATEGORIES[filing.category.code], CATEGORY_LINES[filing.category.code]
    return page("partner/requests/new.html", filing=filing, form=filing.form, name=name, line=line)
