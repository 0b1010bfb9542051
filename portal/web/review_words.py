"""Words for the internal review of a contract, and for what a signed one waits for."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.contracts.effect import Awaited
from portal.domain.contracts.review import Need
from portal.domain.contracts.sign_offs import ReviewStep as Step

NEEDS = {
    Need.TERRITORY: _l("Region"),
    Need.QUOTA: _l("Minimum purchase"),
    Need.DEPOSIT: _l("Deposit"),
    Need.ANTI_DIVERSION: _l("Anti-diversion"),
    Need.COMPLIANCE: _l("Compliance"),
    Need.TERM_EXTENSION: _l("A term extension"),
    Need.TAKEBACK_OR_PENALTY: _l("Take-back compensation or a penalty"),
    Need.EXCLUSIVITY: _l("Exclusivity"),
}
CAPACITIES = {
    Step.SALES: lazy_pgettext("review", "Sales"),
    Step.QUALITY: lazy_pgettext("review", "Quality"),
    Step.LEGAL: lazy_pgettext("review", "Legal"),
    Step.OWNER: lazy_pgettext("review", "Management"),
}
STEPS = {
    Step.SUBMITTED: _l("handed in"),
    Step.SALES: _l("agreed for sales"),
    Step.QUALITY: _l("agreed for quality"),
    Step.LEGAL: _l("agreed for legal"),
    Step.OWNER: _l("agreed for the management, which stands for all"),
    Step.SENT_BACK: _l("sent it back"),
}
AWAITED_BY_US = {
    Awaited.DEPOSIT: _l("the whole deposit"),
    Awaited.PAPERS: _l("valid licences of the other side; those on file have run out"),
}
AWAITED_OF_PARTNER = {
    Awaited.DEPOSIT: _l("the whole deposit"),
    Awaited.PAPERS: _l("your valid licences; those we have on file have run out"),
}
STILL_OPEN = {
    "breach": lazy_pgettext("open", "a breach"),
    "request": lazy_pgettext("open", "a request"),
    "feedback": lazy_pgettext("open", "a feedback"),
    "deposit": lazy_pgettext("open", "a deposit that is still held"),
}


def listed(words: list[str]) -> str:
    """One after the other, as the reader's language does it."""
    return _(", ").join(words)
