"""An assignment rule as it is typed: for which requests, and who gets them."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.domain.accounts.kinds import Tier
from portal.domain.people.away import away_today
from portal.domain.requests.assigning.rows import AssignmentRule, Whom
from portal.web.absence_words import away_in_words
from portal.web.current import uow
from portal.web.fact_fields import CHOOSE, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.people_words import STAFF_ROLES
from portal.web.region_words import provinces
from portal.web.request_words import CATEGORIES

DUTIES: dict[str, Any] = {
    Whom.MANAGER: _l("the business manager of the account"), Whom.CARE: _l("the care owner of the account"),
}  # fmt: skip
LEAST_BUSY = _l("least busy: %(role)s")


class WriteRule(Form):
    """`whom` is a duty, or a word and what it is about: least_busy:quality, colleague:7."""

    version = HiddenField()
    name = LineField(_l("Name of the rule"), [Text(1, 40)])
    category = ChoiceField(_l("Category"), default="")
    tier = ChoiceField(_l("Tier"), default="")
    province = ChoiceField(_l("Province"), default="")
    whom = ChoiceField(_l("Goes to"), default="", render_kw={"required": True})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category.choices = choices_in(CATEGORIES, _l("any category"))
        self.tier.choices = choices_in({Tier.VIP: _l("VIP only")}, _l("any tier"))
        self.province.choices = choices_in(provinces(), _l("any province"))
        self.whom.choices = [CHOOSE, *(SelectChoice(code, words) for code, words in whom_in_words().items())]

    def validate_whom(self, field: Any) -> None:
        if not field.data:
            raise StopValidation(_l("Choose one of the list."))

    @classmethod
    def of(cls, one: AssignmentRule) -> "WriteRule":
        return cls.blank(
            name=one.name, category=one.category or "", tier=one.tier or "", province=one.province or "",
            whom=whom_code(one), version=one.version,
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        whom, _colon, what = (self.whom.data or "").partition(":")
        return {
            "name": self.name.data, "category": self.category.data or None, "tier": self.tier.data or None,
            "province": self.province.data or None, "whom": whom,
            "staff_id": int(what) if whom == Whom.COLLEAGUE else None,
            "role": what if whom == Whom.LEAST_BUSY else None,
        }  # fmt: skip


def whom_code(one: AssignmentRule) -> str:
    """How the form names whom a rule gives to."""
    what = one.staff_id if one.whom == Whom.COLLEAGUE else one.role
    return f"{one.whom}:{what}" if what is not None else str(one.whom)


def whom_in_words() -> dict[str, str]:
    """By that name, everybody a rule can give to; of colleagues also who is away."""
    away = away_today(uow)
    busy = {f"{Whom.LEAST_BUSY}:{role}": str(LEAST_BUSY) % {"role": words} for role, words in STAFF_ROLES.items()}
    names = uow.people.staff_names().items()
    people = {f"{Whom.COLLEAGUE}:{one}": away_in_words(away[one]) if one in away else name for one, name in names}
    return {**{str(code): str(words) for code, words in DUTIES.items()}, **busy, **people}


def conditions(one: AssignmentRule) -> str:
    """For which requests, in words."""
    parts = [
        str(CATEGORIES[one.category]) if one.category else _("any category"),  # type: ignore[index]
        _("VIP only") if one.tier else "",
        provinces().get(one.province or "", ""),
    ]
    return " · ".join(part for part in parts if part)
