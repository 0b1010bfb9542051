"""Words of the written duties: kinds of work, roles, what the letters mean, and who it is at one account."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.care.raci import Role as R
from portal.domain.care.raci import Work as W
from portal.domain.care.raci import answering, doing

WORKS: dict[str, Any] = {
    W.ARCHIVE: _l("Archive: that it is right"),
    W.CONTACT: _l("Daily contact and answers"),
    W.VIP_PLAN: _l("VIP plan and visits"),
    W.OCCASIONS: _l("Festivals, birthdays, gifts"),
    W.REQUESTS: _l("Handling of requests"),
    W.FEEDBACK: _l("Feedback, to its end"),
    W.RENEWALS: _l("Contract clauses and renewals"),
    W.BREACHES: _l("Breaches and penalties"),
    W.PERIPHERAL: _l("Peripheral contacts"),
}
ROLES: dict[str, Any] = {
    R.CARE: _l("Care owner"),
    R.BUSINESS: _l("Business manager"),
    R.SPONSOR: _l("Executive sponsor"),
    R.QUALITY: lazy_pgettext("role", "Quality"),
    R.FINANCE: lazy_pgettext("role", "Finance"),
    R.LEGAL: lazy_pgettext("role", "Legal"),
}
LETTERS: dict[str, tuple[Any, Any]] = {
    "A": (_l("answers for it"), _l("one person alone; what goes wrong is theirs to mend")),
    "R": (_l("does it"), _l("the work itself, with everybody else who does it")),
    "C": (_l("is asked"), _l("before it is done, and answers")),
    "I": (_l("is told"), _l("once it is done")),
}


@dataclass(frozen=True)
class Doer:
    """One work at one account: who answers for it and who does it, by name where it is a person; `lack` is what to say
    where nobody answers."""

    work: Any
    answering: str
    doing: list[str]
    lack: Any


def who_does_what(care: str, business: str, sponsor: str, *, is_peripheral: bool) -> list[Doer]:
    """At an account with these people (empty: nobody); departments stand by their names."""
    named = {R.CARE: care, R.BUSINESS: business, R.SPONSOR: sponsor}

    def name(role: R) -> str:
        return named[role] if role in named else str(ROLES[role])

    works = [work for work in W if (work is W.PERIPHERAL) <= is_peripheral]
    return [
        Doer(
            WORKS[work], name(answering(work)),
            [name(role) for role in doing(work) if role is not answering(work) and name(role)], ROLES[answering(work)],
        )
        for work in works
    ]  # fmt: skip
