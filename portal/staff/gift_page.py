"""One gift: proposing it, agreeing to it or not, sending it, and what became of it."""

from collections.abc import Callable
from datetime import date

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.models import Account
from portal.domain.base import Conflict, Refused
from portal.domain.care.gifts import Stop
from portal.domain.care.giving.checking import Person, people_before
from portal.domain.care.giving.models import Giving
from portal.staff import staff
from portal.staff.gift_forms import EndGift, ProposeGift, RefuseGift, SendGift, lines_of
from portal.staff.gift_limits import limits
from portal.staff.gifts import WORDS
from portal.web.current import files_for, keep_on_record, uow
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
    """It arrived; a picture of the receipt stays with it, for us alone."""
    return _ended(number, uow.gifts.receive, _("Noted."))


@staff.post("/gifts/<number:number>/returns")
def return_gift(number: str) -> Answer:
    """Somebody says that it came back; it counts until another one of us agrees."""
    told = _("Noted. It counts until a second person confirms that it came back.")
    return _ended(number, uow.gift_returns.tell, told)


@staff.post("/gifts/<number:number>/returns/confirmation")
def confirm_gift_return(number: str) -> Answer:
    return _done(number, None, uow.gift_returns.confirm, _("Confirmed: it does not count for the year any more."))


@staff.post("/gifts/<number:number>/returns/denial")
def deny_gift_return(number: str) -> Answer:
    return _done(number, None, uow.gift_returns.deny, _("Noted: it did not come back."))


def _ended(number: str, act: Callable[[Giving, date, str], None], told: str) -> Answer:
    form = EndGift.from_post()

    def end(giving: Giving) -> None:
        files = files_for(giving.account_id)
        act(giving, form.ended_on.data, form.receipt.data or "")
        uow.attachments.hang(files, giving, backstage=True)

    return _done(number, form, end, told)


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
    people = people_before(uow.session, contacts, day.year, limits())
    lines = [(people[one.id], _standing(people[one.id], form)) for one in contacts]
    return page(
        "staff/gifts/new.html", account=account, form=form.with_contacts(contacts), lines=lines, short=SHORT,
        year=day.year, most=limits().a_gift,
    )  # fmt: skip


def _standing(person: Person, form: ProposeGift) -> Stop | None:
    """The first rule that forbids this person anything on that day, whatever it costs."""
    least = person.stops("local_food", 1, form.on.data or uow.today, form.occasion.data or "")
    return next((stop for stop in least if stop in SHORT), None)


def _page(giving: Giving, form: Form | None = None, wrong: str = "") -> Response:
    sent = form if isinstance(form, SendGift) else SendGift.blank(sent_on=uow.today)
    end = form if isinstance(form, EndGift) else EndGift.blank(ended_on=uow.today)
    refuse = form if isinstance(form, RefuseGift) else RefuseGift.blank()
    people = people_before(uow.session, [giving.contact] if giving.contact else [], giving.on.year, limits())
    person = people.get(giving.contact.id) if giving.contact else None
    return page(
        "staff/gifts/show.html", giving=giving, person=person, may_decide=uow.gifts.may_decide(giving), refuse=refuse,
        sent=sent, end=end, wrong=wrong, is_mine=giving.proposed_by_id == uow.actor.staff_id, me=uow.actor.staff_id,
        files=uow.attachments.on([giving], backstage=True).get(giving.id, []), **WORDS,
    )  # fmt: skip
