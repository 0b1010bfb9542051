"""The part of the unit of work that is about sales and what is judged from them: tiers, stages, health."""

from functools import cached_property

from portal.domain.levels.benefits import Benefits
from portal.domain.levels.repository import Levels
from portal.domain.levels.tiering import Tiering
from portal.domain.sales.repository import SalesLedger
from portal.domain.work import Work


class SalesWork(Work):
    """What each account bought, month by month, and what follows for it."""

    @cached_property
    def sales(self) -> SalesLedger:
        return SalesLedger(self)

    @cached_property
    def levels(self) -> Levels:
        return Levels(self)

    @cached_property
    def tiering(self) -> Tiering:
        return Tiering(self)

    @cached_property
    def benefits(self) -> Benefits:
        return Benefits(self)
