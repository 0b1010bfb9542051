"""B7: a sum for each day a document is out of date, unless an application receipt excuses."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL, Known
from portal.domain.contracts.clauses.penalty import PenaltyQualification
from portal.domain.contracts.computing.lateness import days_late, spoken_in
from portal.domain.contracts.computing.penalty_common import Sum, concluded, put_right
from portal.domain.contracts.computing.penalty_facts import PenaltyFacts
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import DAY, WorkingDays


@dataclass(frozen=True, kw_only=True)
class QualificationFacts(PenaltyFacts):
    """B7."""

    valid_until: Annotated[date | None, CIVIL] = None
    """The last day on which the document was valid."""
    valid_again_on: Annotated[date | None, CIVIL] = None
    """The first day on which the renewed document is valid; blank while it is out of date."""
    receipt_shown: Annotated[bool | None, Known()] = None
    """Whether the receipt of the application to renew was shown."""
    renewal_window_until: Annotated[date | None, CIVIL] = None
    """The last day of the renewal window, needed when a receipt was shown."""


def penalty_qualification(
    terms: PenaltyQualification, facts: QualificationFacts, day: date, days: WorkingDays
) -> Assessment:
    """B7: sum × days out of date, up to and including civil day `day` while it is; inside the renewal window a receipt
    excuses. The day on which a document ends does not roll."""
    if cured := put_right(terms, facts, days):
        return cured
    if facts.valid_until is None:
        return not_enough("valid_until")
    excused = terms.receipt_excuses and bool(facts.receipt_shown)
    if excused and facts.renewal_window_until is None:
        return not_enough("renewal_window_until")
    last = facts.valid_again_on - DAY if facts.valid_again_on else day
    begins = facts.valid_until
    lines = [Line("out_of_date_from", {"from_on": begins + DAY})] if last > begins else [Line("document_valid")]
    if excused and facts.renewal_window_until is not None and last > begins:
        lines.append(Line("receipt_excuses", {"until_on": facts.renewal_window_until}))
        begins = max(begins, facts.renewal_window_until)
    fen = days_late(begins, last, terms.day_kind, days) * terms.per_day_fen
    if fen:
        late = {"late_days": fen // terms.per_day_fen, **spoken_in(terms.day_kind)}
        lines.append(Line("per_day", {"per_day_fen": terms.per_day_fen, **late}, fen))
    running = ("still_running",) if facts.valid_again_on is None and last > facts.valid_until else ()
    stopped = (Line("supply_stops"),) if terms.stops_supply and running else ()
    return concluded(terms, facts, Sum(fen, tuple(lines), stopped, notes=running), day, days)
