"""Adding an account and changing its archive: duplicates are shown before saving, a later save sees the difference."""

from datetime import date
from typing import Any

from flask import Response, flash, request
from flask_babel import gettext as _

from portal.domain.accounts.identifiers import normal_code, normal_mobile
from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account
from portal.domain.accounts.papers.typed_licence import is_lifted
from portal.domain.accounts.repository import Likeness
from portal.domain.base import squeeze
from portal.staff import staff
from portal.staff.account_archive import masked
from portal.staff.account_forms import AccountForm, plain
from portal.web import account_words as words
from portal.web.account_words import ACCOUNT_KINDS, LIKENESS
from portal.web.current import uow
from portal.web.merging import Merge, merge
from portal.web.pages import Answer, page, see_other

LEAST_NAME = 2
"""Signs of a name before anybody is asked for who has it."""


@staff.get("/accounts/new")
def new_account() -> Response:
    """The form; and while one types, as a piece of it, whether the archive knows somebody like that already."""
    kind = _kind(request.args.get("kind"))
    form = _suited(AccountForm.blank(business_manager_id=uow.actor.staff_id), kind)
    return _form_page(form, kind, alike=_alike_so_far())


@staff.post("/accounts/")
def add_account() -> Answer:
    kind = _kind(request.form.get("kind"))
    form = _suited(AccountForm.from_post(), kind)
    if not form.validate():
        return _form_page(form, kind), 422
    alike = _alike(form)
    if alike and not form.keeps_apart():
        return _form_page(form, kind, alike=alike), 422
    account = uow.accounts.add(kind, **{"business_manager_id": uow.actor.staff_id, **form.facts()})
    account.change(dict(form.secrets()), by=uow.actor, at=uow.now)
    return _saved(account, form, _("%(number)s is in the archive.", number=account.number), alike)


@staff.get("/accounts/<number:number>/edit")
def edit_account(number: str) -> Response:
    account = uow.accounts.get(number)
    form = _suited(AccountForm.blank(obj=account), account.kind).show(account)
    return _form_page(form, AccountKind(account.kind), account)


@staff.post("/accounts/<number:number>")
def save_account(number: str) -> Answer:
    account = uow.accounts.get(number)
    form, kind = _suited(AccountForm.from_post(), account.kind), AccountKind(account.kind)
    form.held = account
    if not form.validate():
        return _form_page(form, kind, account), 422
    if form.version.data != str(account.version):
        return _conflict_page(form, kind, account), 409
    alike = _alike(form, account)
    if alike and not form.keeps_apart():
        return _form_page(form, kind, account, alike=alike), 422
    day = account.licence_until
    account.change({**form.facts(), **form.secrets()}, by=uow.actor, at=uow.now)
    say_licence_moved(day, account.licence_until)
    return _saved(account, form, _("Saved."), alike)


def say_licence_moved(before: date | None, after: date | None) -> None:
    """A typed day that takes a block away is said to whoever typed it."""
    if is_lifted(before, after, uow.now):
        flash(
            _("The licence's last day had passed. Have the new licence checked under Documents: until then only this "
              "typed day says that it holds; that you moved it is on the timeline."), "warn",
        )  # fmt: skip


def _kind(asked: str | None) -> AccountKind:
    return AccountKind(asked) if asked in list(AccountKind) else AccountKind.DISTRIBUTOR


def _suited(form: AccountForm, kind: str) -> AccountForm:
    """Whoever sees only some accounts adds their own, and hands none over."""
    if uow.sees_all:
        return form.suit(kind, uow.people.staff(), None)
    return form.suit(kind, [], uow.actor.staff_id)


def _alike(form: AccountForm, account: Account | None = None) -> list[Likeness]:
    """Accounts that may be the same one; for one that exists only when what is compared has changed."""
    facts = form.facts()
    compared = {name: facts.get(name) for name in ("name_zh", "uscc", "mobile")}
    if (
        account
        and not form.id_hashes()
        and all(getattr(account, name) == value for name, value in compared.items() if name in facts)
    ):
        return []
    return uow.accounts.like(
        name=facts["name_zh"], uscc=compared["uscc"], mobile=compared["mobile"], id_hashes=form.id_hashes(),
        but=account.id if account else None,
    )  # fmt: skip


def _alike_so_far() -> list[Likeness]:
    """Who looks like what is typed until now, by the rules that saving goes by; an identity number is asked about only
    then, for it stands in no address."""
    name = squeeze(request.args.get("name_zh", ""))[:80]
    uscc, mobile = (normal_code(request.args.get(field, ""))[:20] for field in ("uscc", "mobile"))
    if len(name) < LEAST_NAME and not uscc and not mobile:
        return []
    return uow.accounts.like(
        name=name if len(name) >= LEAST_NAME else "", uscc=uscc or None, mobile=normal_mobile(mobile) or None
    )


def _saved(account: Account, form: AccountForm, notice: str, alike: list[Likeness]) -> Response:
    if alike:
        uow.duplicates.keep_apart(account, [one.number for one in alike], form.why_different.data or "")
    for doubt in form.doubts:
        flash(str(doubt), "warn")
    return see_other(".show_account", notice=notice, number=account.number)


def _conflict_page(form: AccountForm, kind: AccountKind, account: Account) -> Response:
    """What only they changed is taken over, what both changed is shown; saving again is then a decision."""
    held = form.held_by(account)
    difference = merge(form.seen(), plain(form.facts()), plain(held))
    for name in difference.taken:
        form[name].data = held[name]
    return _form_page(form.show(account), kind, account, difference=difference)


def _form_page(
    form: AccountForm, kind: AccountKind, account: Account | None = None, *, alike: list[Likeness] | None = None,
    difference: Merge | None = None,
) -> Response:  # fmt: skip
    shown: dict[str, Any] = {"kinds": ACCOUNT_KINDS, "likeness": LIKENESS, "words": words,
                             "typing": request.method == "GET"}  # fmt: skip
    return page(
        "staff/accounts/edit.html", form=form, kind=kind, account=account, alike=alike or [], difference=difference,
        masked=lambda name: masked(account, name) if account else "", **shown,
    )  # fmt: skip
