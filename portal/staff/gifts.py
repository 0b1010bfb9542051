"""The list of gifts with its filters, and how much of a year each person has had."""

from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l

from portal.domain.care.giving.ledger import MINE, OPEN, SHOWS, GiftFilter
from portal.staff import staff
from portal.staff.gift_limits import limits
from portal.web.account_words import TIERS
from portal.web.current import turn, uow
from portal.web.gift_words import KINDS, OCCASIONS, STATES, STEPS, TONES
from portal.web.pages import page

CHIPS: dict[str, Any] = {MINE: _l("Waiting for my word"), OPEN: _l("Under way"), "": _l("All"), **STATES}
FIRST_YEAR = 2020
WORDS: dict[str, Any] = {"states": STATES, "tones": TONES, "kinds": KINDS, "occasions": OCCASIONS, "steps": STEPS}


@staff.get("/gifts/")
def list_gifts() -> Response:
    wanted = asked_gifts()
    kept = {"occasion": wanted.occasion, "account": wanted.account, "year": wanted.year}
    return page(
        "staff/gifts/index.html", found=uow.gift_ledger.page(wanted, **turn()), wanted=wanted, chips=CHIPS,
        count=uow.gift_ledger.count(wanted), kept={name: value for name, value in kept.items() if value},
        waiting=uow.gift_ledger.count(GiftFilter(MINE)), years=years(), **WORDS,
    )  # fmt: skip


@staff.get("/gifts/people")
def list_gift_people() -> Response:
    """Whoever was given something in the year of the address, whoever had most on top."""
    year = _year() or uow.today.year
    return page(
        "staff/gifts/people.html", rows=uow.gift_ledger.year_of_people(year), year=year, years=years(),
        ceilings=limits().yearly, tiers=TIERS,
    )  # fmt: skip


def asked_gifts() -> GiftFilter:
    """What the address asks for; a value outside its list is as if not asked."""
    asked = request.args
    show, occasion = asked.get("show", OPEN), asked.get("occasion", "")
    return GiftFilter(
        show if show in SHOWS else OPEN, occasion if occasion in OCCASIONS else None,
        asked.get("account", "").strip()[:12] or None, _year(),
    )  # fmt: skip


def years() -> list[int]:
    return list(range(uow.today.year + 1, FIRST_YEAR - 1, -1))


def _year() -> int | None:
    return {str(one): one for one in years()}.get(request.args.get("year", ""))
