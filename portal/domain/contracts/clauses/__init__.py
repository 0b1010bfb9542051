"""What a contract can say: every clause type as a typed, validated record."""

from portal.domain.contracts.clauses.catalogue import CLAUSE_TYPES, BadClause, clause_type
from portal.domain.contracts.clauses.clause import Clause
from portal.domain.contracts.clauses.fields import FieldSpec, fields_of
from portal.domain.contracts.clauses.reading import read_clause, write_clause
from portal.domain.contracts.clauses.typed import read_typed, typed_defaults, typed_of
from portal.domain.contracts.clauses.vocabulary import DayKind, Group, Party, Side

__all__ = [
    "CLAUSE_TYPES",
    "BadClause",
    "Clause",
    "DayKind",
    "FieldSpec",
    "Group",
    "Party",
    "Side",
    "clause_type",
    "fields_of",
    "read_clause",
    "read_typed",
    "typed_defaults",
    "typed_of",
    "write_clause",
]
