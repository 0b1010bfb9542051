"""A suspected diversion: the time to answer, what the evidence lacks, the harmed agent's share of a penalty."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from portal.domain.contracts.clauses.commercial import AntiDiversion
from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.listings import Choices
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.clauses.trade_vocabulary import DiversionEvidence
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.day_counting import after_days, calendar_notes, rolled
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class DiversionFacts:
    """A suspected diversion."""

    notified_on: Annotated[date | None, CIVIL] = None
    """The day the suspicion and its evidence were shown to the agent."""
    answered_on: Annotated[date | None, CIVIL] = None
    """The day the agent answered; blank while it has not."""
    confirmed_on: Annotated[date | None, CIVIL] = None
    """The day the diversion was confirmed; blank while it is not."""
    evidence: Annotated[tuple[DiversionEvidence, ...], Choices(among=DiversionEvidence)] = ()
    """The evidence at hand."""
    penalty_fen: Annotated[int | None, Fen()] = None
    """The penalty that came in, in fen; a share of it goes to the agent who was harmed."""


def anti_diversion(terms: AntiDiversion, facts: DiversionFacts, day: date, days: WorkingDays) -> Assessment:
    """`answer_open`, `answer_late` or `answered_in_time`, on civil day `day`; `diversion_confirmed` once it is. `fen`:
    the harmed agent's share of the penalty. `days`: `respond_by`, and `buyback_by` in calendar days from the
    confirmation. The penalty itself is a clause of its own."""
    if facts.notified_on is None:
        return not_enough("notified_on")
    respond_by = after_days(facts.notified_on, terms.respond_days, terms, days)
    named = {"respond_by": respond_by}
    lines = [Line("answer_due", {"respond_by": respond_by})]
    lines += [Line("evidence_at_hand", {"evidence": kind}) for kind in terms.evidence if kind in facts.evidence]
    lines += [Line("evidence_not_given", {"evidence": kind}) for kind in terms.evidence if kind not in facts.evidence]
    outcome = _answered(facts.answered_on, respond_by, day)
    if facts.confirmed_on is not None:
        outcome = "diversion_confirmed"
        if terms.buyback_days is not None:
            last = facts.confirmed_on + timedelta(days=terms.buyback_days)
            named["buyback_by"] = rolled(last, days) if terms.roll else last
            lines.append(Line("buyback_due", {"buyback_by": named["buyback_by"]}))
        if terms.penalty_article:
            lines.append(Line("penalty_by_article", {"article": terms.penalty_article}))
    fen = None
    if facts.penalty_fen is not None and terms.harmed_party_share:
        fen = share_of(facts.penalty_fen, terms.harmed_party_share)
        known = {"penalty_fen": facts.penalty_fen, "share": terms.harmed_party_share}
        lines.append(Line("harmed_agent_share", known, fen))
    return Assessment(outcome, tuple(lines), fen, named, calendar_notes(days, *named.values()))


def _answered(on: date | None, respond_by: date, day: date) -> str:
    if on is None:
        return "answer_open" if day <= respond_by else "answer_late"
    return "answered_in_time" if on <= respond_by else "answer_late"
