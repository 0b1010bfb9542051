"""Merging two accounts: both side by side, one choice for each fact that differs; and taking them apart again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from portal.domain.accounts.changes import MASKS
from portal.domain.accounts.merging.fields import Fact, facts, is_empty, values_of
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import Refused, half_width
from portal.staff import staff
from portal.web.account_words import ACCOUNT_KINDS, ACCOUNT_STATUSES, FIELDS, words_of_change
from portal.web.current import uow
from portal.web.duplicate_words import KINDS_OF_ROWS, counted
from portal.web.forms import Form, SentenceField, Text
from portal.web.locale import day_text
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for

Side = tuple[Account, AccountStanding]
LABELS = {"status": _l("Status"), "introduced_by_id": _l("Introduced by")}
"""Of facts that no form of the archive edits by themselves."""


class MergeAccount(Form):
    into = HiddenField("")
    why = SentenceField(_l("How you know that they are the same"), [Text(2, 300)])


@dataclass(frozen=True)
class Choice:
    """One fact on both sides as words; `takes` says that the account that ends has the better value."""

    name: str
    label: Any
    gone: Any
    kept: Any
    differs: bool
    takes: bool


@staff.get("/accounts/<number:number>/merging")
def show_account_merging(number: str) -> Response:
    """With `into` both side by side, else the question which one it is the same as."""
    typed = half_width(request.args.get("into", "")).strip().upper()[:12]
    return _page(number, typed, MergeAccount.blank(into=typed))


@staff.post("/accounts/<number:number>/merging")
def merge_account(number: str) -> Answer:
    form, taken = MergeAccount.from_post(), set(request.form.getlist("take"))
    into = (form.into.data or "")[:12]
    if not form.validate():
        return _page(number, into, form, taken), 422
    try:
        uow.account_merging.merge(number, into, names=taken, reason=form.why.data or "")
    except Refused as refusal:
        return _page(number, into, form, taken, words_for(refusal)), 409
    words = _("%(number)s goes on in this account. Was that wrong, take it apart here.", number=number)
    return see_other(".list_account_mergings", words, number=into)


@staff.get("/accounts/<number:number>/mergings")
def list_account_mergings(number: str) -> Response:
    return _mergings(uow.accounts.get(number))


@staff.post("/accounts/<number:number>/mergings/<number:gone>/undoing")
def undo_account_merging(number: str, gone: str) -> Answer:
    account = uow.accounts.get(number)
    try:
        done = uow.account_merging.undo(gone)
    except Refused as refusal:
        return _mergings(account, _told(refusal)), 409
    words = [_("%(number)s is an account of its own again.", number=gone)]
    if done.stays:
        words.append(_("What came since stays here: %(rows)s.", rows=counted(done.stays)))
    if done.along:
        words.append(_("What was written since on its own things went back with them."))
    return see_other(".list_account_mergings", " ".join(words), number=number)


def _told(refusal: Refused) -> str:
    """With names of fields and kinds of rows as people know them."""
    facts = refusal.facts
    if "names" in facts:
        facts["names"] = _(", ").join(str(FIELDS.get(name, name)) for name in facts["names"])
    if "table" in facts:
        facts["table"] = KINDS_OF_ROWS.get(facts["table"], facts["table"])
    return words_for(refusal)


def _mergings(account: Account, problem: str = "") -> Response:
    found = uow.account_merging.into(account.id)
    return page("staff/accounts/mergings.html", account=account, mergings=found, problem=problem)


def _page(number: str, into: str, form: MergeAccount, taken: set[str] | None = None, problem: str = "") -> Response:
    account, sides = uow.accounts.get(number), None
    if into:
        try:
            sides = uow.account_merging.sides(number, into)
        except Refused as refusal:
            problem = problem or words_for(refusal)
        except LookupError:
            problem = _("There is no account %(number)s, or you cannot see it.", number=into)
    likely = [] if sides else uow.accounts.like(
        name=account.name_zh, uscc=account.uscc, mobile=account.mobile, but=account.id,
        id_hashes=[account.id_no_hash] if account.id_no_hash else [],
    )  # fmt: skip
    return page(
        "staff/accounts/merging.html", account=account, sides=sides, likely=likely, form=form, problem=problem,
        into=into, choices=list(_choices(*sides, taken)) if sides else [], kinds=ACCOUNT_KINDS,
    )  # fmt: skip


def _choices(gone: Side, kept: Side, taken: set[str] | None) -> Iterator[Choice]:
    """What either side says; the one that ends is offered where the other is silent."""
    people = uow.people.staff_names()
    for fact in facts():
        theirs, ours = values_of(fact, *gone), values_of(fact, *kept)
        if not is_empty(theirs) or not is_empty(ours):
            takes = fact.name in taken if taken is not None else is_empty(ours)
            label = LABELS.get(fact.name) or FIELDS.get(fact.name, fact.name)
            words = (_in_words(fact, values, people) for values in (theirs, ours))
            yield Choice(fact.name, label, *words, theirs != ours, takes and theirs != ours)


def _in_words(fact: Fact, values: tuple[Any, ...], people: dict[int, str]) -> Any:
    """Identifiers masked; of a sealed fact only its last characters."""
    if is_empty(values):
        return "–"
    value = values[-1]
    if isinstance(value, list | tuple):
        value = ",".join(map(str, value))
    if len(values) > 1:
        return f"****{value}" if isinstance(value, str) else "****"
    if fact.name == "introduced_by_id":
        by = uow.accounts.by_id(value)
        return f"{by.display_name} {by.number}" if by else "–"
    if fact.name.endswith("_id"):
        return people.get(value, "–")
    if fact.name == "status":
        return ACCOUNT_STATUSES.get(value, value)
    if hasattr(value, "isoformat"):
        return day_text(value)
    return MASKS[fact.name](str(value)) if fact.name in MASKS else words_of_change(fact.name, str(value))
