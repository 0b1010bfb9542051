"""What an agreement grants, and whether what we grant downstream lies within what we hold upstream, day by day."""

from portal.domain.contracts.grants.cover import Cover
from portal.domain.contracts.grants.exceeding import Excess, ExcessKind, exceeding, hit_by
from portal.domain.contracts.grants.grant import Grant
from portal.domain.contracts.grants.overlap import Overlap, clashes, overlaps

__all__ = ["Cover", "Excess", "ExcessKind", "Grant", "Overlap", "clashes", "exceeding", "hit_by", "overlaps"]
