"""The extension rules by the clause they belong to."""

from collections.abc import Callable

from portal.domain.contracts.clauses import Clause
from portal.domain.contracts.clauses.extension import (
    AutoRenewal,
    ExtensionOption,
    InterruptionExtension,
    MinimumYears,
    PerformanceExtension,
    PriorityRenewal,
    SoleNegotiation,
)
from portal.domain.contracts.computing.extension_duration import interruption_extension, minimum_years
from portal.domain.contracts.computing.extension_facts import (
    AutoRenewalFacts,
    ExtensionOptionFacts,
    InterruptionFacts,
    MinimumYearsFacts,
    PerformanceFacts,
    PriorityRenewalFacts,
    SoleNegotiationFacts,
)
from portal.domain.contracts.computing.extension_offers import priority_renewal, sole_negotiation
from portal.domain.contracts.computing.extension_option import extension_option
from portal.domain.contracts.computing.extension_performance import performance_extension
from portal.domain.contracts.computing.extension_renewal import auto_renewal
from portal.domain.contracts.computing.working import Assessment

EXTENSION_RULES: dict[type[Clause], tuple[type, Callable[..., Assessment]]] = {
    AutoRenewal: (AutoRenewalFacts, auto_renewal),
    ExtensionOption: (ExtensionOptionFacts, extension_option),
    PerformanceExtension: (PerformanceFacts, performance_extension),
    PriorityRenewal: (PriorityRenewalFacts, priority_renewal),
    SoleNegotiation: (SoleNegotiationFacts, sole_negotiation),
    InterruptionExtension: (InterruptionFacts, interruption_extension),
    MinimumYears: (MinimumYearsFacts, minimum_years),
}
"""Clause class to (facts dataclass, rule); a rule is asked with (terms, facts, civil day, working days)."""
