"""The care plan: whom to call, visit or write to, the longest due on top."""

from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l

from portal.domain.accounts.kinds import Tier
from portal.domain.care.cadence import Rhythm
from portal.domain.care.repository import CareFilter
from portal.staff import staff
from portal.web.account_words import TIERS
from portal.web.care_words import RHYTHM_ICONS, RHYTHMS, duty_clock
from portal.web.current import turn, uow
from portal.web.labels import in_words
from portal.web.pages import page

AHEAD: dict[str, tuple[Any, int]] = {
    "": (_l("Due now"), 0),
    "week": (_l("Within a week"), 7),
    "month": (_l("Within a month"), 31),
}
"""By the word in the address: what it is called, and how many days ahead."""


@staff.get("/care/")
def list_care() -> Response:
    names = uow.people.staff_names()
    asked = {name: request.args.get(name, "") for name in ("whose", "rhythm", "tier", "ahead")}
    wanted = _wanted(asked, names)
    found = uow.care.page(wanted, **turn())
    kept = {name: value for name, value in asked.items() if value}
    return page(
        "staff/care/index.html", found=found, asked=asked, kept=kept, names=names, count=uow.care.count(wanted),
        ahead={word: words for word, (words, _) in AHEAD.items()}, rhythms=in_words(RHYTHMS), icons=RHYTHM_ICONS,
        tiers=in_words(TIERS), clock=duty_clock, today=uow.today,
    )  # fmt: skip


def _wanted(asked: dict[str, str], names: dict[int, str]) -> CareFilter:
    """What an address asks for: mine unless everybody's, somebody's or nobody's; a value outside its list is as if not
    asked."""
    whose = {"all": None, "none": 0, **{str(staff_id): staff_id for staff_id in names}}
    _, within = AHEAD.get(asked["ahead"], AHEAD[""])
    return CareFilter(
        owner_id=whose.get(asked["whose"], uow.actor.staff_id),
        rhythm=asked["rhythm"] if asked["rhythm"] in set(Rhythm) else None,
        tier=asked["tier"] if asked["tier"] in set(Tier) else None,
        within=within,
    )
