"""The tab of a peripheral contact: what it is worth, what it brought, what it may bring yet."""

from typing import Any

from flask_babel import gettext as _

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.staff import staff
from portal.staff.accounts import OPEN_TO, PANELS, account_page
from portal.staff.opportunities import WORDS
from portal.staff.opportunity_forms import RateRelation
from portal.web.care_words import RHYTHM_ICONS, RHYTHMS, duty_clock
from portal.web.current import uow
from portal.web.opportunity_words import MARKS
from portal.web.pages import Answer, see_other

TAB = "relation"


def relation_of(account: Account, form: RateRelation | None = None) -> dict[str, Any]:
    """Of accounts that are none, nothing: their tab does not show."""
    if account.kind != AccountKind.PERIPHERAL:
        return {}
    value = uow.relations.value_of(account.id)
    rating = {"rating": str(value.rating), "reason": value.reason} if value else {}
    return {
        "brought": uow.relations.brought_by(account), "openings": uow.opportunities.of(account.id), "value": value,
        "rate": form or RateRelation.blank(**rating), "marks": MARKS, "duties": uow.care.duties(account.id),
        "rhythms": RHYTHMS, "rhythm_icons": RHYTHM_ICONS, "duty_clock": duty_clock,
        "raters": uow.people.names_of_logins([value.rated_by_id]) if value and value.rated_by_id else {}, **WORDS,
    }  # fmt: skip


@staff.post("/accounts/<number:number>/value")
def rate_relation(number: str) -> Answer:
    account, form = uow.accounts.get(number), RateRelation.from_post()
    if account.kind != AccountKind.PERIPHERAL:
        raise NotFound(number)
    if form.validate():
        standing = uow.accounts.standing(account)
        uow.relations.rate(account, standing, int(form.rating.data), form.reason.data)
        return see_other(".show_account", _("Noted."), number=number, tab=TAB, _anchor="tabs")
    return account_page(number, TAB, **relation_of(account, form)), 422


OPEN_TO[TAB] = "staff.list_opportunities"
PANELS[TAB] = lambda account, _glance: relation_of(account)
