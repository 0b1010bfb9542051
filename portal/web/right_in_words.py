"""Whether a partner has a right to a longer term, why, and until when it can be asked for: in words for either side."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from portal.domain.contracts.clauses.extension import AutoRenewal, ExtensionOption
from portal.domain.contracts.models import Contract
from portal.domain.contracts.right import Right, Standing
from portal.web.clause_words import type_label
from portal.web.clause_words.parts import sentences
from portal.web.clause_words.values import counted, label_of_choice, percent
from portal.web.clauses_in_words import clause_in_words
from portal.web.contract_words import names_of
from portal.web.locale import day_text, short_day

S = Standing
PARTNER_TITLES: dict[str, LazyString] = {
    S.EXISTS: _l("You have the right to extend"),
    S.DEPENDS: _l("You have a right if the conditions are met"),
    S.RENEWS: _l("It renews by itself; you need not ask"),
    S.OFFER: _l("You can ask; it counts as an offer"),
    S.NONE: _l("You can ask; it counts as an offer"),
}
STAFF_TITLES: dict[str, LazyString] = {
    S.EXISTS: _l("The partner has the right to extend"),
    S.DEPENDS: _l("A right, if the conditions are met"),
    S.RENEWS: _l("Renews by itself without being asked"),
    S.OFFER: _l("No right: it counts as an offer"),
    S.NONE: _l("No clause about extension: it counts as an offer"),
}
TONES = {S.EXISTS: "good", S.DEPENDS: "warn", S.RENEWS: "good"}
NO_RIGHT: dict[str, LazyString] = {
    "exercise_too_early": _l("The clause gives you a right from %(opens)s on. Asked before that day, it is an offer."),
    "exercise_too_late": _l("The time to use the right of this clause ended on %(ask_by)s."),
    "asked_too_late": _l("The time to ask by this clause ended on %(ask_by)s."),
    "exercise_by_other": _l("The right in this clause is ours, not yours."),
    "exercises_used_up": _l("The right of this clause has been used as often as agreed."),
    "renewals_used_up": _l("The contract has renewed as often as agreed."),
    "conditions_failed": _l("A condition of this clause is not met."),
}
"""By the step of the working that decides, or by the outcome."""


@dataclass(frozen=True)
class Countdown:
    """A clock for the last day to ask: kind, days left in words, the day."""

    kind: str
    main: str
    at: str


@dataclass(frozen=True)
class RightInWords:
    """`why` and `conditions` say what it rests on, `last_day` until when; `words` is the clause in plain words."""

    title: LazyString
    tone: str
    why: str
    conditions: tuple[str, ...]
    last_day: str
    countdown: Countdown | None
    article: str
    label: str
    words: str
    months: int | None
    new_ends_on: date | None


def right_in_words(right: Right, contract: Contract, today: date, *, reader: str = "partner") -> RightInWords:
    """The right of a notice that arrives now; `contract` is loaded whole."""
    titles = PARTNER_TITLES if reader == "partner" else STAFF_TITLES
    clause = right.clause
    said = clause_in_words(clause, contract.side, names_of(contract), reader) if clause else None
    gives = _names_a_last_day(right, contract)
    return RightInWords(
        title=titles[right.standing],
        tone=TONES.get(right.standing, ""),
        why=_why(right),
        conditions=_conditions(right),
        last_day=_last_day(right, contract),
        countdown=_countdown(right, today) if gives else None,
        article=right.article,
        label=type_label(clause.clause_type) if clause else "",
        words=said.words if said else "",
        months=right.months,
        new_ends_on=right.new_ends_on,
    )


def _why(right: Right) -> str:
    days = {
        "opens": day_text(right.opens_on) if right.opens_on else "",
        "ask_by": day_text(right.ask_by),
        "months": counted(right.months, "months") if right.months else "",
        "ends": day_text(right.new_ends_on) if right.new_ends_on else "",
    }
    if right.standing is S.NONE:
        return _("This contract has no clause about extension. We may agree, offer something else or decline.")
    if right.standing is S.OFFER:
        codes = [line.code for line in right.assessment.lines] + [right.outcome]
        reason = next((NO_RIGHT[code] for code in codes if code in NO_RIGHT), None)
        rest = _("We may agree, offer something else or decline.")
        return sentences([str(reason) % days, rest]) if reason else rest
    if right.standing is S.RENEWS:
        return _("By %(months)s, to %(ends)s, unless one side refuses in time. Ask only if you want something else.",
                 **days)  # fmt: skip
    if right.months is None:
        return _("What counts is what was achieved by the end of the term; we look it up when we decide.")
    if right.standing is S.DEPENDS:
        return _("By %(months)s, to %(ends)s, if every condition is met when your notice arrives.", **days)
    return _("Your notice in time is enough: by %(months)s, to %(ends)s. Nobody can refuse it.", **days)


def _conditions(right: Right) -> tuple[str, ...]:
    """What must hold, as far as it is not a step of achievement, which the clause's words name."""
    terms = right.terms
    if not isinstance(terms, ExtensionOption | AutoRenewal) or right.standing is S.OFFER:
        return ()
    named = [label_of_choice(one) for one in terms.conditions]
    if terms.achievement_at_least is not None:
        named.append(_("Achievement of at least %(share)s", share=percent(terms.achievement_at_least)))
    return tuple(named)


def _names_a_last_day(right: Right, contract: Contract) -> bool:
    return right.standing in (S.EXISTS, S.DEPENDS) and (right.months is not None or right.ask_by < contract.ends_on)


def _last_day(right: Right, contract: Contract) -> str:
    if _names_a_last_day(right, contract):
        return _("Your notice must reach us by %(day)s, 24:00.", day=day_text(right.ask_by))
    return _("The contract names no last day to ask; it ends on %(day)s.", day=day_text(contract.ends_on))


def _countdown(right: Right, today: date) -> Countdown:
    left = right.days_left(today)
    words = ngettext("%(num)s day left to ask", "%(num)s days left to ask", left)
    return Countdown("soon" if left <= 30 else "ok", words, short_day(right.ask_by))
