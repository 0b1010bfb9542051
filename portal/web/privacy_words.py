"""Words about personal data: purposes, what stays after an erasure and why, states."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.privacy.models import ErasureState
from portal.domain.privacy.purposes import ConsentChannel, Purpose

PURPOSES: dict[str, Any] = {
    Purpose.CONTRACT_NOTICE: _l("Notices about your contracts and requests"),
    Purpose.MARKETING_SMS: _l("Advertising by text message"),
    Purpose.BIRTHDAY_CARE: _l("Birthday greetings"),
    Purpose.SURVEY: _l("Questions about how content you are"),
    Purpose.UPSTREAM: _l("Giving your data to our suppliers"),
}
PURPOSE_LINES: dict[str, Any] = {
    Purpose.CONTRACT_NOTICE: _l("Needed for the contract with you, so there is no switch."),
    Purpose.MARKETING_SMS: _l("New products and offers, between 8:00 and 21:00; every one says how to end it."),
    Purpose.BIRTHDAY_CARE: _l("We keep the day of your birthday, no year, and greet you."),
    Purpose.SURVEY: _l("A short question after a request is done. Without it you can still rate on the page."),
    Purpose.UPSTREAM: _l(
        "Name, mobile number and region go to the supplier whose product you ask for; nothing else, and nobody else."
    ),
}
CHANNELS: dict[str, Any] = {
    ConsentChannel.PAPER: _l("on paper"),
    ConsentChannel.PHONE: _l("by phone"),
    ConsentChannel.MESSAGE: _l("in a message"),
    ConsentChannel.IN_PERSON: _l("in person"),
}
KEPT: dict[str, Any] = {
    "contracts": _l("Contracts, deliveries, money and disputes: while claims can be made, ten years after the term."),
    "archive": _l("The name, number and address under which you signed contracts: for the same time."),
    "correspondence": _l("What was asked and answered, without your name and numbers: it belongs to the contract."),
    "files": _l("Files that were handed in: they belong to the matter they prove."),
    "audit": _l("The log of who did what, under a pseudonym: the law asks for it."),
}
ERASURE_STATES: dict[str, Any] = {
    ErasureState.OPEN: lazy_pgettext("erasure", "Waiting for an answer"),
    ErasureState.APPROVED: lazy_pgettext("erasure", "Approved"),
    ErasureState.REFUSED: lazy_pgettext("erasure", "Refused"),
    ErasureState.WITHDRAWN: lazy_pgettext("erasure", "Taken back"),
    ErasureState.DONE: lazy_pgettext("erasure", "Done"),
}
ERASURE_TONES = {
    ErasureState.OPEN: "warn", ErasureState.APPROVED: "info", ErasureState.REFUSED: "bad", ErasureState.WITHDRAWN: "",
    ErasureState.DONE: "good",
}  # fmt: skip
