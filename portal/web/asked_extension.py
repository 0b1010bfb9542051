"""An asked extension in words: its state as each side reads it, and what an amendment made of it says."""

from collections.abc import Iterator

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.domain.contracts.models import Contract
from portal.domain.requests.extension import TermExtension
from portal.domain.requests.extension_proposal import ProposalKind
from portal.domain.requests.extension_states import BEING_DECIDED
from portal.domain.requests.extension_states import ExtensionState as S
from portal.domain.working_days import DAY
from portal.web.current import uow
from portal.web.locale import LOCALES, day_text

DECIDING = _l("We are deciding")
PARTNER_STATES: dict[str, LazyString] = {
    S.ASKED: DECIDING,
    S.PROPOSED: DECIDING,
    S.APPROVED: _l("Please confirm"),
    S.ACKNOWLEDGED: _l("Extended"),
    S.REFUSED: _l("Not possible, see why"),
    S.DECLINED: _l("Declined by you"),
    S.WITHDRAWN: _l("Withdrawn by you"),
    S.LAPSED: _l("Lapsed: not confirmed in time"),
}
STAFF_STATES: dict[str, LazyString] = {
    S.ASKED: _l("To be answered"),
    S.PROPOSED: _l("Second person needed"),
    S.APPROVED: _l("Partner to confirm"),
    S.ACKNOWLEDGED: _l("Extended"),
    S.REFUSED: _l("Refused"),
    S.DECLINED: _l("Declined by the partner"),
    S.WITHDRAWN: _l("Withdrawn by the partner"),
    S.LAPSED: _l("Lapsed"),
}
TONES = {S.ASKED: "info", S.PROPOSED: "warn", S.APPROVED: "warn", S.ACKNOWLEDGED: "good", S.REFUSED: "bad",
         S.LAPSED: "bad"}  # fmt: skip
PROPOSALS: dict[str, LazyString] = {
    ProposalKind.GRANT: _l("Agree as asked"),
    ProposalKind.COUNTER: _l("Counter-offer"),
    ProposalKind.REFUSE: _l("Refuse"),
}


def is_back_dated(contract: Contract) -> bool:
    """Whether an amendment that both agree on today would take effect before today: the term is over already."""
    return contract.ends_on + DAY < uow.today


def partner_tone(state: str) -> str | None:
    return "info" if state in BEING_DECIDED else TONES.get(S(state))


def amendment_summary(extension: TermExtension, number: str) -> str:
    """What the amendment changes, kept with it in Chinese and English whoever confirms it; conditions as agreed."""
    said = "\n".join(_in_every_language(extension, number))
    return f"{said}\n{extension.conditions}" if extension.conditions else said


def _in_every_language(extension: TermExtension, number: str) -> Iterator[str]:
    for locale in LOCALES:
        with force_locale(locale):
            yield _(
                "Term extended: the last day moves from %(old)s to %(new)s (request %(number)s). All else stays.",
                old=day_text(extension.old_ends_on), new=day_text(extension.new_ends_on), number=number,
            )  # fmt: skip
