"""The catalogue of service requests: 18 categories as data, each with its own fields, team and promise."""

from portal.domain.requests.catalogue.agreement import AGREEMENT
from portal.domain.requests.catalogue.codes import FieldKind, Occasion, RequestCategory, Team
from portal.domain.requests.catalogue.everyday import EVERYDAY
from portal.domain.requests.catalogue.fields import Facts, FactValue, FieldSpec
from portal.domain.requests.catalogue.money_and_support import MONEY, SUPPORT
from portal.domain.requests.catalogue.priority import Priority, priority_of, promised_minutes
from portal.domain.requests.catalogue.reading import BadFields, read_fields
from portal.domain.requests.catalogue.record import Category
from portal.domain.requests.catalogue.safety import SAFETY
from portal.domain.requests.catalogue.storing import from_stored, to_stored

CATALOGUE = {category.code: category for category in (*EVERYDAY, *SAFETY, *AGREEMENT, *MONEY, *SUPPORT)}
"""Every category by code, in the order in which people pick."""

__all__ = [
    "CATALOGUE",
    "BadFields",
    "Category",
    "FactValue",
    "Facts",
    "FieldKind",
    "FieldSpec",
    "Occasion",
    "Priority",
    "RequestCategory",
    "Team",
    "from_stored",
    "priority_of",
    "promised_minutes",
    "read_fields",
    "to_stored",
]
