"""Which number a breach has inside the window of a penalty that grows, and which earlier ones count with it."""

from datetime import date
from functools import cached_property

from portal.domain.contracts.breaches.counting import Counted, place_among, still_counting
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.clauses.penalty import PenaltyTiered
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.models import Clause
from portal.web.current import uow


class TierCount:
    """`clause` is the one that sets the sum; without steps there is no window and nothing is counted."""

    def __init__(self, breach: Breach, clause: Clause | None) -> None:
        terms = terms_of(clause) if clause else None
        self.window = terms.window_months if isinstance(terms, PenaltyTiered) else 0
        self.breach = breach
        self.this = Counted(breach.number, breach.confirmed_on or uow.today, breach.act_id or breach.id)

    @cached_property
    def others(self) -> list[Counted]:
        return uow.breaches.confirmed_before(self.breach)

    @property
    def place(self) -> int:
        """Which number this one has, were it confirmed today."""
        return place_among(self.this, self.others, self.window)

    @property
    def earlier(self) -> list[Counted]:
        """Confirmed breaches whose window reaches this one, the oldest first."""
        return still_counting(self.this, self.others, self.window)

    @property
    def last_day(self) -> date:
        """The last day on which a later breach counts together with this one."""
        return self.this.counts_until(self.window)
