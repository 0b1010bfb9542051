"""The part of the unit of work that is about territory, recruitment and due diligence."""

from functools import cached_property

from portal.domain.contracts.consents import SaleConsents
from portal.domain.contracts.held import WhoHeld
from portal.domain.contracts.matrix import MatrixOfCompany
from portal.domain.contracts.white_space import Seated
from portal.domain.levels.achieved import Achieved
from portal.domain.recruiting.diligence import DiligenceOfSuppliers
from portal.domain.recruiting.prospects import Prospects
from portal.domain.work import Work


class TerritoryWork(Work):
    """Who holds and held which cell, who agreed to a sale across its border, and whom we recruit for it."""

    @cached_property
    def matrix(self) -> MatrixOfCompany:
        return MatrixOfCompany(self)

    @cached_property
    def achieved(self) -> Achieved:
        return Achieved(self)

    @cached_property
    def seated(self) -> Seated:
        return Seated(self)

    @cached_property
    def who_held(self) -> WhoHeld:
        return WhoHeld(self)

    @cached_property
    def sale_consents(self) -> SaleConsents:
        return SaleConsents(self)

    @cached_property
    def prospects(self) -> Prospects:
        return Prospects(self)

    @cached_property
    def diligence(self) -> DiligenceOfSuppliers:
        return DiligenceOfSuppliers(self)
