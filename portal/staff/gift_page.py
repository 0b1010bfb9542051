"""One gift: proposing it, agreeing to it or not, sending it, and what became of it."""

from collections.abc import Callable

from flask import Response, current_app, request
from flask_babel import gettext as _

from portal.domain.accounts.models import Account
from portal.domain.base import Conflict, Refused
from portal.domain.care.gifts import Limits, Stop, stops
from portal.domain.care.giving.checking import Person, people_before
from portal.domain.care.giving.models import Giving
from portal.staff import staff
from portal.staff.gift_forms import EndGift, ProposeGift, RefuseGift, SendGift, lines_of
from portal.staff.gifts import WORDS
from portal.web.current import keep_on_record, uow
from portal.web.forms import Form
from portal.web.gift_words import SHORT
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/accounts/<number:number>/gifts/new")
def new_gift(number: str) -> Response:
    asked = request.args
    form = ProposeGift.blank(contact=asked.get("contact", ""), occasion=asked.get("occasion"), on=uow.today)
    return _new(uow.accounts.get(number), form)


@staff.post("/accounts/<number:number>/gifts")
def propose_gift(number: str) -> Answer:
    account = uow.accounts.get(number)
    form = ProposeGift.from_post().with_contacts(uow.contacts.of(account))
    if not form.validate():
        return _new(account, form), 422
    try:
        giving = uow.gifts.propose(account, form.by_id[form.contact.data], form.facts(), limits())
    except Refused as refusal:
        keep_on_record()
        form.refuse(refusal)
        return _new(account, form), 422
    told = _("Proposed.") if giving.awaits else _("Approved: it is small, and you look after the account.")
    return see_other(".show_gift", told, number=giving.number)


@staff.get("/gifts/<number:number>")
def show_gift(number: str) -> Response:
    return _page(uow.gifts.get(number))


@staff.post("/gifts/<number:number>/approvals")
def approve_gift(number: str) -> Answer:
    return _done(number, None, lambda giving: uow.gifts.agree(giving, limits()), _("Your word is noted."))


@staff.post("/gifts/<number:number>/refusals")
def refuse_gift(number: str) -> Answer:
    form = RefuseGift.from_post()
    return _done(number, form, lambda giving: uow.gifts.refuse(giving, form.reason.data or ""), _("Refused."))


@staff.post("/gifts/<number:number>/withdrawals")
def withdraw_gift(number: str) -> Answer:
    return _done(number, None, uow.gifts.withdraw, _("Withdrawn."))


@staff.post("/gifts/<number:number>/sendings")
def send_gift(number: str) -> Answer:
    form = SendGift.from_post()
    told = _("Noted as sent. It stands among the contacts with them.")
    return _done(
        number, form, lambda one: uow.gifts.send(one, form.sent_on.data, form.courier.data or "", limits()), told
    )


@staff.post("/gifts/<number:number>/receipts")
def receive_gift(number: str) -> Answer:
    form = EndGift.from_post()
    return _done(number, form, lambda one: uow.gifts.receive(one, form.ended_on.data, form.receipt.data), _("Noted."))


@staff.post("/gifts/<number:number>/returns")
def return_gift(number: str) -> Answer:
    form = EndGift.from_post()
    return _done(number, form, lambda one: uow.gifts.give_back(one, form.ended_on.data, form.receipt.data), _("Noted."))


def limits() -> Limits:
    """What the company set."""
    return Limits(a_gift=current_app.extensions["settings"].gift_limit_yuan * 100)


def _done(number: str, form: Form | None, act: Callable[[Giving], None], told: str) -> Answer:
    """Do it, or show the page with why not; what a rule stops stays in the event log."""
    giving = uow.gifts.get(number)
    if form is not None and not form.validate():
        return _page(giving, form), 422
    try:
        act(giving)
    except Conflict:
        raise
    except Refused as refusal:
        if refusal.code == "gift.stopped":
            keep_on_record()
            return _page(giving, form, lines_of(refusal)), 422
        return _page(giving, form, words_for(refusal)), 422
    return see_other(".show_gift", told, number=number)


def _new(account: Account, form: ProposeGift) -> Response:
    contacts = uow.contacts.of(account)
    day = form.on.data or uow.today
    people = people_before(uow.session, contacts, day.year)
    lines = [(people[one.id], _standing(people[one.id], form)) for one in contacts]
    return page(
        "staff/gifts/new.html", account=account, form=form.with_contacts(contacts), lines=lines, short=SHORT,
        year=day.year, most=limits().a_gift,
    )  # fmt: skip


def _standing(person: Person, form: ProposeGift) -> Stop | None:
    """The first rule that forbids this person anything on that day, whatever it costs."""
    least = person.gift("local_food", 1, form.on.data or uow.today, form.occasion.data or "")
    return next((stop for stop in stops(least) if stop in SHORT), None)


def _page(giving: Giving, form: Form | None = None, wrong: str = "") -> Response:
    sent = form if isinstance(form, SendGift) else SendGift.blank(sent_on=uow.today)
    end = form if isinstance(form, EndGift) else EndGift.blank(ended_on=uow.today)
    refuse = form if isinstance(form, RefuseGift) else RefuseGift.blank()
    person = people_before(uow.session, [giving.contact], giving.on.year)[giving.contact.id] if giving.contact else None
    return page(
        "staff/gifts/show.html", giving=giving, person=person, may_decide=uow.gifts.may_decide(giving), refuse=refuse,
        sent=sent, end=end, wrong=wrong, is_mine=giving.proposed_by_id == uow.actor.staff_id, **WORDS,
    )  # fmt: skip
