"""Words of the figures of management: cards, columns, reasons, what pages narrow by."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.accounts.kinds import AccountKind
from portal.insight import reasons
from portal.insight.figures import FELL, HEAD, LOST
from portal.insight.reckoning import EVERYBODY
from portal.web.account_words import ACCOUNT_KINDS
from portal.web.coverage_words import BIG_REGIONS
from portal.web.locale import current_locale

SEGMENTS: dict[str, Any] = {
    EVERYBODY: _l("All customers"),
    **{str(kind): ACCOUNT_KINDS[kind] for kind in (AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL)},
    **BIG_REGIONS,
}
LISTS: dict[str, Any] = {
    HEAD: _l("Customers in the head"),
    LOST: _l("Customers who left"),
    FELL: _l("Fell out of the head"),
}
REASONS: dict[str, Any] = {
    reasons.ENDED: _l("agreement ended"),
    reasons.COMPLAINT: _l("complaint unanswered"),
    reasons.PAPERS: _l("papers missing or expired"),
    reasons.NO_TOUCH: _l("nobody spoke to them for half a year"),
    reasons.OTHER: _l("not known"),
}


def percent_of(part: int, whole: int, places: int = 1) -> str:
    """83.4% for 834 of 1,000, rounded half up once; 0% of nothing."""
    scale = 10**places
    found = (2 * 100 * scale * part + whole) // (2 * whole) if whole else 0
    return f"{found // scale}.{found % scale:0{places}}%" if places else f"{found}%"


def short_money(fen: float) -> str:
    """For the scale of a chart: 12万, in English 120k; yuan below ten thousand."""
    yuan = fen / 100
    if abs(yuan) < 10_000:
        return f"{yuan:,.0f}"
    return f"{yuan / 1000:,.0f}k" if current_locale() == "en" else f"{yuan / 10_000:,.4g}万"


def month_text(iso: str) -> str:
    """2026-10, of the last day of a month."""
    return iso[:7]


def quarter_text(name: str) -> str:
    return name.replace("Q", " Q")
