"""Words of what is judged: the parts of health with the numbers behind them, colours, criteria of the stages."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.care.health import WEIGHTS, Colour, Part
from portal.domain.care.stages import Criterion as C
from portal.domain.levels.models import ACCEPTED, OPEN, REFUSED
from portal.web.locale import money

PARTS: dict[str, Any] = {
    Part.SALES: _l("Sales against target"),
    Part.PAYMENT: _l("How they pay"),
    Part.SATISFACTION: _l("How content they are"),
    Part.CADENCE: _l("How we keep up with them"),
    Part.COMPLIANCE: _l("Documents and breaches"),
    Part.SERVICE: _l("How we answer them"),
}
PART_TABS = {Part.SALES: "sales", Part.SATISFACTION: "requests", Part.CADENCE: "care", Part.COMPLIANCE: "papers",
             Part.SERVICE: "requests"}  # fmt: skip
"""Where the rows are that a part counts."""
SHARES: dict[str, int] = {str(part): weight for part, weight in WEIGHTS.items()}
COLOURS: dict[str, tuple[Any, str]] = {
    Colour.GREEN: (lazy_pgettext("health", "Healthy"), "good"),
    Colour.AMBER: (lazy_pgettext("health", "To be watched"), "warn"),
    Colour.RED: (lazy_pgettext("health", "At risk"), "bad"),
    Colour.UNKNOWN: (lazy_pgettext("health", "Nothing known"), ""),
}
CRITERIA: dict[str, Any] = {
    C.SIGNED: _l("An agreement is signed"),
    C.ON_TARGET: _l("Two of the last four quarters reached their target"),
    C.SHARES_INTEL: _l("Told us something about the market within a year that held"),
    C.MULTI_PRODUCT: _l("Buys more than one product"),
    C.PROMOTER: _l("Would recommend us (NPS 9 or 10)"),
    C.JOINT_PLAN: _l("There is a joint plan"),
    C.THREE_YEARS: _l("Three years of cooperation"),
    C.EXECUTIVE_CONTACT: _l("One of our executives met them within a year"),
    C.LONG_TERM: _l("An agreement for three years or more is in force"),
}
PROPOSALS: dict[str, Any] = {
    OPEN: lazy_pgettext("tier", "To be decided"),
    ACCEPTED: lazy_pgettext("tier", "Accepted"),
    REFUSED: lazy_pgettext("tier", "Refused"),
}
_BEHIND: dict[str, Callable[[dict[str, Any]], str]] = {
    Part.SALES: lambda one: _("%(sold)s of %(target)s this year", sold=money(one["sold"]), target=money(one["target"])),
    Part.SATISFACTION: lambda one: _("%(stars)s stars in %(num)s ratings", stars=one["stars"], num=one["ratings"]),
    Part.CADENCE: lambda one: _("%(late)s of %(num)s contacts overdue", late=one["late"], num=one["duties"]),
    Part.COMPLIANCE: lambda one: _("%(papers)s documents to mend, %(breaches)s breaches within a year",
                                   papers=one["papers"], breaches=one["breaches"]),
    Part.SERVICE: lambda one: _("%(kept)s of %(num)s first answers in time", kept=one["kept"], num=one["promised"]),
}  # fmt: skip


def behind(part: str, kept: dict[str, Any]) -> str:
    """The numbers that a part rests on, or that nothing is known of it."""
    if kept["value"] is None:
        return _("no data yet")
    return _BEHIND[part](kept)
