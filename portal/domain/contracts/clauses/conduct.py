"""Clauses on how the parties behave: documents, secrecy, integrity, transfer, disputes (table C, last part)."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from portal.domain.contracts.clauses.clause import DayCounted
from portal.domain.contracts.clauses.commercial import Commercial
from portal.domain.contracts.clauses.kinds import Choice, Text, YesNo
from portal.domain.contracts.clauses.listings import Choices
from portal.domain.contracts.clauses.numbers import Days, Fen, Years
from portal.domain.contracts.clauses.trade_vocabulary import Forum, QualificationDoc

_USUAL_DOCS = ["business_licence", "drug_licence", "poa", "quality_agreement"]


@dataclass(frozen=True, kw_only=True)
class QualificationDuty(Commercial, DayCounted):
    """Both sides keep these documents valid and hand over copies when asked."""

    code: ClassVar[str] = "qualification_duty"

    docs: Annotated[tuple[QualificationDoc, ...], Choices(among=QualificationDoc, prefill=_USUAL_DOCS)]
    deliver_within_days: Annotated[int, Days(minimum=1, prefill=5)]


@dataclass(frozen=True, kw_only=True)
class Confidentiality(Commercial):
    """Customer lists and net prices stay secret, also some years after the end."""

    code: ClassVar[str] = "confidentiality"

    years_after: Annotated[int, Years(minimum=0, prefill=3)]
    penalty_fen: Annotated[int | None, Fen(minimum=1)] = None


@dataclass(frozen=True, kw_only=True)
class Compliance(Commercial):
    """Integrity. A breach gives a right to end the contract at once, without time to cure."""

    code: ClassVar[str] = "compliance"


@dataclass(frozen=True, kw_only=True)
class Assignment(Commercial):
    """Whether the contract may be passed on; a change of control of the authorisation holder may count as that."""

    code: ClassVar[str] = "assignment"

    consent_needed: Annotated[bool, YesNo(prefill=True)] = True
    change_of_control_counts: Annotated[bool, YesNo(prefill=True)] = True


@dataclass(frozen=True, kw_only=True)
class Dispute(Commercial):
    """Court or arbitration, and where."""

    code: ClassVar[str] = "dispute"

    forum: Annotated[Forum, Choice(among=Forum, prefill="court")]
    place: Annotated[str, Text()]
