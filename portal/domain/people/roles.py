"""Who may be what: roles of staff and of partners, and how far staff see."""

from enum import StrEnum


class StaffRole(StrEnum):
    ADMINISTRATOR = "administrator"
    SERVICE = "service"
    CARE = "care"
    BUSINESS = "business"
    LEGAL = "legal"
    QUALITY = "quality"
    FINANCE = "finance"
    EXECUTIVE = "executive"


class PartnerRole(StrEnum):
    """Owners manage their people and see money; members file and read; viewers read."""

    OWNER = "owner"
    MEMBER = "member"
    VIEWER = "viewer"


class Reach(StrEnum):
    """Which accounts a member of staff sees: those assigned to them, those of their provinces as well, or all."""

    OWN = "own"
    REGION = "region"
    ALL = "all"


SECOND_FACTOR_ROLES = frozenset({StaffRole.ADMINISTRATOR, StaffRole.BUSINESS, StaffRole.EXECUTIVE})
"""Administrators and managers must sign in with a second factor; it is offered to everybody else."""
