"""Support with tenders and with academic promotion."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from portal.domain.contracts.clauses.commercial import PromotionSupport, TenderSupport
from portal.domain.contracts.clauses.fact_kinds import CIVIL, Known
from portal.domain.contracts.clauses.listings import Choices
from portal.domain.contracts.clauses.numbers import Fen, Whole
from portal.domain.contracts.clauses.shares import Share
from portal.domain.contracts.clauses.trade_vocabulary import PromotionEvidence
from portal.domain.contracts.computing.amounts import quotient, share_of, times
from portal.domain.contracts.computing.day_counting import calendar_notes
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays, add_working_days


@dataclass(frozen=True, kw_only=True)
class TenderFacts:
    """Support with a tender."""

    asked_on: Annotated[date | None, CIVIL] = None
    """The day we asked for the papers."""
    delivered_on: Annotated[date | None, CIVIL] = None
    """The day the papers came; blank while they have not."""
    tender_missed: Annotated[bool | None, Known()] = None
    """Whether the tender was missed."""
    supplier_fault: Annotated[bool | None, Known()] = None
    """Whether it was missed by the supplier's fault."""
    quota_fen: Annotated[int | None, Fen()] = None
    """The quota of the period in fen."""
    affected_share: Annotated[Decimal | None, Share()] = None
    """The share of the quota that rested on the tender."""
    missed_on: Annotated[date | None, CIVIL] = None
    """The day the tender was missed; with both days of the period, only the days after it are relieved."""
    period_starts_on: Annotated[date | None, CIVIL] = None
    """The first day of the period the quota is for."""
    period_ends_on: Annotated[date | None, CIVIL] = None
    """The last day of the period the quota is for."""


def tender_support(terms: TenderSupport, facts: TenderFacts, day: date, days: WorkingDays) -> Assessment:
    """Of the papers `papers_in_time`, `papers_late`, `papers_open`; of a tender missed by the supplier's fault
    `quota_relieved`, where `fen` is by how much the quota falls: its share for that tender, in proportion to the days
    that are left. `days`: `papers_by`."""
    if facts.tender_missed:
        return _missed(facts)
    if facts.asked_on is None:
        return not_enough("asked_on")
    papers_by = add_working_days(facts.asked_on, terms.docs_within_working_days, days)
    outcome = "papers_in_time" if (facts.delivered_on or day) <= papers_by else "papers_late"
    if facts.delivered_on is None and day <= papers_by:
        outcome = "papers_open"
    line = Line("papers_due", {"asked_on": facts.asked_on, "papers_by": papers_by})
    return Assessment(outcome, (line,), days={"papers_by": papers_by}, notes=calendar_notes(days, papers_by))


def _missed(facts: TenderFacts) -> Assessment:
    if facts.supplier_fault is False:
        return Assessment("quota_stands", (Line("tender_missed_otherwise"),), 0)
    names = ("supplier_fault", "quota_fen", "affected_share")
    if facts.supplier_fault is None or facts.quota_fen is None or facts.affected_share is None:
        return not_enough(*(name for name in names if getattr(facts, name) is None))
    opens, closes, missed_on = facts.period_starts_on, facts.period_ends_on, facts.missed_on
    known = {"quota_fen": facts.quota_fen, "share": facts.affected_share}
    if opens is None or closes is None or missed_on is None or closes < opens:
        fen = share_of(facts.quota_fen, facts.affected_share)
        line = Line("quota_relief", known, fen)
    else:
        whole = (closes - opens).days + 1
        left = min(whole, max(0, (closes - missed_on).days))
        fen = quotient(times(facts.quota_fen, facts.affected_share, left), whole)
        line = Line("quota_relief_days", {**known, "left_days": left, "whole_days": whole}, fen)
    rest = Line("quota_after_relief", {"quota_fen": facts.quota_fen - fen})
    return Assessment("quota_relieved", (Line("tender_missed_by_supplier"), line, rest), fen)


@dataclass(frozen=True, kw_only=True)
class PromotionFacts:
    """Academic promotion."""

    meetings_held: Annotated[int | None, Whole()] = None
    """Meetings held this year."""
    spent_fen: Annotated[int | None, Fen()] = None
    """What was spent this year and asked back, in fen."""
    evidence: Annotated[tuple[PromotionEvidence, ...], Choices(among=PromotionEvidence)] = ()
    """The evidence handed in."""


def promotion_support(terms: PromotionSupport, facts: PromotionFacts, _day: date, _days: WorkingDays) -> Assessment:
    """`support_payable` (fen: what was spent, up to the budget), or `support_withheld` while evidence is missing;
    without spending `support_counted`: meetings held beside those agreed."""
    if facts.meetings_held is None and facts.spent_fen is None:
        return not_enough("meetings_held", "spent_fen")
    lines = []
    if facts.meetings_held is not None:
        lines.append(Line("meetings", {"held": facts.meetings_held, "agreed": terms.meetings_per_year}))
    if facts.spent_fen is None:
        return Assessment("support_counted", tuple(lines))
    lacking = [kind for kind in terms.evidence if kind not in facts.evidence]
    lines += [Line("evidence_lacks", {"evidence": kind}) for kind in lacking]
    if lacking:
        return Assessment("support_withheld", tuple(lines))
    fen = min(facts.spent_fen, terms.budget_fen)
    lines.append(Line("support_spent", {"spent_fen": facts.spent_fen, "budget_fen": terms.budget_fen}, fen))
    return Assessment("support_payable", tuple(lines), fen)
