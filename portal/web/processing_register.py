"""The register of processing activities (PIPL 51, 54, 55): what the portal does with personal data, line by line.

It is a table in code, so that whoever adds a use of personal data adds its line in the same change.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Activity:
    """One use: of whom and what, for what, on which ground (article of PIPL), how long, and who else gets it."""

    name: Any
    data: Any
    purpose: Any
    ground: Any
    kept: Any
    receivers: Any
    is_sensitive: bool = False


_CONTRACT = _l("PIPL 13.1(2): contract with the person, or their company's")
_CONSENT = _l("PIPL 13.1(1): consent, one switch of its own")
_LAW = _l("PIPL 13.1(3): duty by law")
_NOBODY = _l("nobody")
_TEN_YEARS = _l("contract + 10 years")
REGISTER = (
    Activity(
        _l("Sign-in and sessions"), _l("name, e-mail, mobile number, password hash, network address, device"),
        _l("to know who acts, to keep sign-ins safe"), _CONTRACT, _l("until closed; sessions a week after they end"),
        _NOBODY,
    ),
    Activity(
        _l("Contacts of accounts"), _l("name, role, mobile number, e-mail, WeChat"), _l("to reach partners"),
        _CONTRACT, _l("as long as the account; of leads 24 months after the last touch"),
        _l("provider of text messages: mobile number"),
    ),
    Activity(
        _l("Archive of individual agents"), _l("name, identity number, address, licence"),
        _l("to make contracts, to check who signs"), _l("PIPL 13.1(2), 29: contract, separate consent at signing"),
        _TEN_YEARS, _NOBODY, is_sensitive=True,
    ),
    Activity(
        _l("Contracts, breaches, deposits"), _l("names of parties and signers, what was agreed, delivered, paid"),
        _l("to keep contracts, to settle disputes"), _CONTRACT, _TEN_YEARS, _l("courts and counsel in a dispute"),
    ),
    Activity(
        _l("Requests, feedback, ratings"), _l("what people write and hand in, who answered"),
        _l("to answer, to improve"), _CONTRACT, _TEN_YEARS, _NOBODY,
    ),
    Activity(
        _l("Reports of adverse reactions"), _l("initials, age group, sex, course of the reaction"),
        _l("drug safety"), _LAW, _l("as drug law asks"), _l("marketing authorisation holder, authority"),
        is_sensitive=True,
    ),
    Activity(
        _l("Mail and text messages about contracts"), _l("name, e-mail, mobile number, number of the matter"),
        _l("to tell what happened"), _CONTRACT, _l("as the matter they are about"),
        _l("providers of mail and text messages"),
    ),
    Activity(
        _l("Advertising, greetings, surveys"), _l("mobile number, day of birth without year, what was chosen"),
        _l("advertising, care, quality"), _CONSENT, _l("until withdrawn"), _l("provider of text messages"),
    ),
    Activity(
        _l("Gifts"), _l("name, who is or is related to a health professional or official, what was given and its cost"),
        _l("to keep gifts within the law, to prove it"), _LAW, _TEN_YEARS, _l("couriers: name, mobile number, address"),
    ),
    Activity(
        _l("Giving data to suppliers"), _l("name, mobile number, region"), _l("territory of a product"),
        _l("PIPL 23: separate consent"), _l("until withdrawn"), _l("the supplier of that product"),
    ),
    Activity(
        _l("Log of who did what"), _l("who, when, network address, before and after in part"),
        _l("security, proof"), _LAW, _l("at least 6 months; under a pseudonym after an erasure"), _NOBODY,
    ),
    Activity(
        _l("Colleagues"), _l("name, e-mail, roles, absences, deputies"), _l("to share the work"),
        _l("PIPL 13.1(2): labour contract"), _l("as labour law asks"), _NOBODY,
    ),
)  # fmt: skip
