"""The part of the unit of work that is about sales and what is judged from them."""

from functools import cached_property

from portal.domain.sales.repository import SalesLedger
from portal.domain.work import Work


class SalesWork(Work):
    """What each account bought, month by month."""

    @cached_property
    def sales(self) -> SalesLedger:
        return SalesLedger(self)
