"""One category of the catalogue: what it asks, who works on it and how soon we promise an answer."""

from dataclasses import dataclass

from portal.domain.requests.catalogue.codes import Occasion, RequestCategory, Team
from portal.domain.requests.catalogue.fields import FieldSpec


@dataclass(frozen=True)
class Category:
    """Times are business minutes (450 a working day) at normal priority; clause types are codes of the contract's
    clause catalogue; `icon` names a symbol of the icon sprite; optional categories are switched on by a company."""

    code: RequestCategory
    occasion: Occasion
    fields: tuple[FieldSpec, ...]
    first_response_minutes: int
    resolution_minutes: int
    teams: tuple[Team, ...]
    clause_types: tuple[str, ...]
    icon: str
    always_urgent: bool = False
    optional: bool = False

    @property
    def team(self) -> Team:
        """The team that answers first."""
        return self.teams[0]

    @property
    def enabled_by_default(self) -> bool:
        return not self.optional

    def field(self, name: str) -> FieldSpec:
        """The field of that name; KeyError if the category has none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)
