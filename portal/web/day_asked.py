"""The day for which the terms of an agreement are asked, and how they are announced on screen and in print."""

from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import lazy_gettext as _l

from portal.domain.contracts.models import Contract
from portal.domain.contracts.terms_of_day import Standing, TermsOfDay, terms_of_day
from portal.web.contract_words import version_label
from portal.web.locale import day_text

STANDINGS = {
    Standing.IN_FORCE: _l("Terms as of %(day)s, by %(version)s."),
    Standing.UNSIGNED: _l("Both sides have not signed yet: nothing is in force on %(day)s."),
    Standing.BEFORE: _l("Nothing is in force on %(day)s yet: the contract takes effect on %(first)s."),
    Standing.OVER: _l("On %(day)s the contract is over. These are its last terms, by %(version)s."),
}


@dataclass(frozen=True)
class DayAsked:
    """`is_asked` is false when the address names no day: then it is today."""

    terms: TermsOfDay
    is_asked: bool

    @property
    def day(self) -> date:
        return self.terms.day

    @property
    def tone(self) -> str | None:
        return None if self.terms.standing == Standing.IN_FORCE else "warn"

    @property
    def words(self) -> str:
        """One sentence with the day and the version."""
        terms = self.terms
        label = version_label(terms.version.no) if terms.version else ""
        said = {"day": day_text(terms.day), "version": label, "first": day_text(terms.first)}
        return str(STANDINGS[terms.standing]) % said


def day_asked(contract: Contract, today: date) -> DayAsked:
    """The day named by `?on=`, else `today`; what is no day counts as none."""
    day = named_day()
    return DayAsked(terms_of_day(contract, day or today), day is not None)


def named_day() -> date | None:
    """The civil day that the address or the form names as `on`."""
    return day_in(request.values.get("on", ""))


def day_in(text: str) -> date | None:
    """The civil day that `text` writes as ISO 8601; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
