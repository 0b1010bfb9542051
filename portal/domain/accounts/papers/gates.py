"""What papers that have run out stop: one pure question, asked before an act (domain 2.5).

Only what was on file and has ended stops anything. What was never given is a matter of the archive's completeness: it
is asked for, and shown as missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from portal.domain.accounts.papers.catalogue import DOC_TYPES, Act
from portal.domain.accounts.papers.paper import PaperState

_NEVER = date.max


class Dated(Protocol):
    @property
    def doc_type(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def expires_on(self) -> date | None: ...


class Waived(Protocol):
    @property
    def doc_type(self) -> str: ...
    @property
    def until(self) -> date: ...


@dataclass(frozen=True)
class Refusal:
    """A type of paper that stops the act: its last day, and whether a new one waits to be checked."""

    doc_type: str
    act: Act
    ran_out_on: date
    is_being_checked: bool = False


def last_days(papers: Iterable[Dated], licence_until: date | None = None) -> dict[str, date]:
    """By type, the last day through which a verified paper holds. `licence_until` is the licence as the archive has it:
    a typed day, which counts only where nobody has checked a licence yet, and lifts nothing that a paper stops."""
    found: dict[str, date] = {}
    for paper in papers:
        if paper.state == PaperState.VERIFIED:
            found[paper.doc_type] = max(found.get(paper.doc_type, date.min), paper.expires_on or _NEVER)
    return found if licence_until is None else {"drug_licence": licence_until} | found


def refusals(
    papers: Iterable[Dated], day: date, act: Act, *, licence_until: date | None = None, waived: Iterable[Waived] = ()
) -> tuple[Refusal, ...]:
    """Why `act` may not be done on civil day `day`; empty where it may. What is waived through that day stops
    nothing."""
    rows = list(papers)
    let_pass = {one.doc_type for one in waived if one.until >= day}
    checked = {paper.doc_type for paper in rows if paper.state == PaperState.SUBMITTED}
    return tuple(
        Refusal(doc_type, act, last, doc_type in checked)
        for doc_type, last in last_days(rows, licence_until).items()
        if last < day and doc_type not in let_pass and doc_type in DOC_TYPES and act in DOC_TYPES[doc_type].blocks
    )
