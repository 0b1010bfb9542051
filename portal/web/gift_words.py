"""Words of gifts: kinds, occasions, how far they are, whose word is next, and the rules that refuse one."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.base import Refused
from portal.domain.care.gifts import LIKE_CASH, GiftKind, Stop
from portal.domain.care.giving.states import GiftState, Step
from portal.domain.care.occasions import Occasion
from portal.web.locale import money

OCCASIONS: dict[str, Any] = {
    Occasion.SPRING_FESTIVAL: _l("Spring Festival"),
    Occasion.LANTERN: _l("Lantern Festival"),
    Occasion.DRAGON_BOAT: _l("Dragon Boat Festival"),
    Occasion.MID_AUTUMN: _l("Mid-Autumn Festival"),
    Occasion.DOUBLE_NINTH: _l("Double Ninth Festival"),
    Occasion.NEW_YEAR: _l("New Year"),
    Occasion.NATIONAL_DAY: _l("National Day"),
    Occasion.BIRTHDAY: _l("Birthday"),
    Occasion.COOPERATION: _l("Anniversary of working together"),
    Occasion.FOUNDING: _l("Founding day of the company"),
    Occasion.SIGNING: _l("Day the contract was signed"),
    Occasion.LISTING: _l("Listed at a hospital"),
}
KINDS: dict[str, Any] = {
    GiftKind.BRANDED: _l("Small branded goods"),
    GiftKind.LOCAL_FOOD: _l("Local food"),
    GiftKind.BOOK: lazy_pgettext("gift", "Book"),
    GiftKind.FLOWERS: _l("Flowers"),
    GiftKind.MEAL: _l("Business meal"),
    GiftKind.SAMPLE: _l("Sample"),
    GiftKind.CASH: _l("Cash"),
    GiftKind.CARD: _l("Prepaid card"),
    GiftKind.RED_PACKET: _l("Red packet"),
    GiftKind.VOUCHER: _l("Shopping voucher"),
    GiftKind.TRAVEL: _l("Travel"),
}
STATES: dict[str, Any] = {
    GiftState.PROPOSED: lazy_pgettext("gift", "Proposed"),
    GiftState.APPROVED: lazy_pgettext("gift", "Approved"),
    GiftState.REFUSED: lazy_pgettext("gift", "Refused"),
    GiftState.WITHDRAWN: lazy_pgettext("gift", "Withdrawn"),
    GiftState.SENT: lazy_pgettext("gift", "Sent"),
    GiftState.RECEIVED: lazy_pgettext("gift", "Received"),
    GiftState.RETURNED: lazy_pgettext("gift", "Returned"),
}
TONES = {
    GiftState.PROPOSED: "warn", GiftState.APPROVED: "info", GiftState.REFUSED: "bad", GiftState.WITHDRAWN: "",
    GiftState.SENT: "accent", GiftState.RECEIVED: "good", GiftState.RETURNED: "",
}  # fmt: skip
STEPS: dict[str, Any] = {
    Step.CARE_OWNER: _l("the care owner"),
    Step.HEAD: _l("the head of care"),
    Step.COMPLIANCE: _l("compliance"),
    Step.MANAGER: _l("the general manager"),
}
STOPS: dict[str, Any] = {
    Stop.HEALTHCARE: _l(
        "A health professional, or a relative of one: nothing of value at all (Drug Administration Law, articles 88 "
        "and 141)."
    ),
    Stop.OFFICIAL: _l("A public official: nothing at all."),
    Stop.LIKE_CASH: _l("Cash, cards, red packets, vouchers and travel are never given, to nobody."),
    Stop.TENDER: _l("A tender of their unit is decided within 30 days of that day: nothing is given."),
    Stop.ONE_GIFT: _l("It costs more than one gift may."),
    Stop.YEAR: _l("It would pass what the tier allows a person in a calendar year: %(left)s of %(ceiling)s are left."),
    Stop.NO_TIER: _l("The account has no tier, so there is no amount for it. Set the tier first."),
    Stop.NO_CONSENT: _l("They do not want greetings, or did not agree to be greeted on their birthday."),
}  # fmt: skip
SHORT: dict[str, Any] = {
    Stop.HEALTHCARE: _l("Health professional: nothing"),
    Stop.OFFICIAL: _l("Public official: nothing"),
    Stop.TENDER: _l("Tender near: nothing"),
    Stop.YEAR: _l("Nothing left this year"),
    Stop.NO_TIER: _l("No tier, no amount"),
    Stop.NO_CONSENT: _l("Wants no greetings"),
}
"""The same in a list."""
FIELD_OF = {Stop.LIKE_CASH: "kind", Stop.TENDER: "on", Stop.ONE_GIFT: "cost", Stop.YEAR: "cost"}
"""Beside which field of the form a rule is named; the others are about the person."""
REFUSALS: dict[str, Any] = {
    "gift.stopped": _l("Refused by a rule."),
    "gift.not_yours": _l("%(number)s is not yours to decide: a second person does, whom its page names."),
    "gift.moved_on": _l("Somebody did something about %(number)s meanwhile. See how it stands now and decide again."),
    "gift.not_sent_yet": _l("%(day)s does not fit: it must have come, and not lie before the sending."),
    "gift.sent_before_agreed": _l("It was agreed to on %(day)s: it cannot have been sent before that day."),
    "gift.nobody": _l("%(name)s is no contact of the account any more. Withdraw it."),
    "gift.back_said": _l("Somebody has said already that %(number)s came back: a second person confirms it."),
    "gift.back_not_said": _l("Nobody says that %(number)s came back."),
    "gift.own_return": _l("You said that %(number)s came back: somebody else confirms it."),
    "tender_day.removal_asked": _l("Somebody has asked for this already: a second person agrees."),
    "tender_day.own_removal": _l("Somebody else than who asked for it agrees that the day goes."),
    "touch.of_gift": _l("This contact belongs to %(number)s. Say there what became of it."),
}


def kind_words(code: str) -> str:
    """For the form: what is never given says so."""
    words = str(KINDS[code])
    return _("%(kind)s (never given)", kind=words) if code in LIKE_CASH else words


def stop_words(refusal: Refused) -> dict[str, list[str]]:
    """By field of the form, every rule that forbids it."""
    facts = {"left": money(refusal.facts["left"]), "ceiling": money(refusal.facts["ceiling"])}
    found: dict[str, list[str]] = {}
    for code in refusal.facts["stops"]:
        found.setdefault(FIELD_OF.get(Stop(code), "contact"), []).append(str(STOPS[code]) % facts)
    return found
