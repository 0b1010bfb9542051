"""Our papers: what the company owes us, until when each is good, what stops when one ends, and what we hand out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response

from portal.domain.accounts.models import Account, Qualification
from portal.domain.accounts.papers.paper import PaperState
from portal.domain.qualifications.house import Shared
from portal.domain.qualifications.lines import Line
from portal.partner import partner
from portal.partner.field_matrix import papers_without_number
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.document_words import consequence, doc_name
from portal.web.pages import page
from portal.web.paper_words import STATES

RUNNING_OUT = (PaperState.EXPIRING, PaperState.EXPIRED)


@dataclass(frozen=True)
class Paper:
    """A verified paper on a civil day (Asia/Shanghai)."""

    qualification: Qualification
    today: date
    without_number: bool = False

    @property
    def name(self) -> str:
        return doc_name(self.qualification.doc_type)

    @property
    def number(self) -> str:
        """As printed; blank for whoever may not see it."""
        return "" if self.without_number else self.qualification.number

    @property
    def consequence(self) -> str:
        return consequence(self.qualification.doc_type)

    @property
    def expires_on(self) -> date | None:
        return self.qualification.expires_on

    @property
    def days_left(self) -> int | None:
        return self.qualification.days_left(self.today)

    @property
    def state(self) -> str:
        """`long_term`, `valid`, `expiring` or `expired`."""
        stands = self.qualification.standing(self.today)
        if stands in RUNNING_OUT:
            return str(stands)
        return "long_term" if self.expires_on is None else "valid"


@dataclass(frozen=True)
class TypeOfPaper:
    """One type in words: how it stands, what is known of it, and its files for whoever may read them."""

    line: Line
    files: list[Any]
    without_number: bool

    @property
    def name(self) -> str:
        return doc_name(self.line.doc_type)

    @property
    def words(self) -> tuple[Any, str, str]:
        return STATES[self.line.state]

    @property
    def consequence(self) -> str:
        return consequence(self.line.doc_type)

    @property
    def shown(self) -> Qualification | None:
        """The row whose number and days stand in the line: the one that counts, else the one that came."""
        return self.line.current or self.line.waiting

    @property
    def number(self) -> str:
        return "" if self.without_number or self.shown is None else self.shown.number


def own_papers() -> tuple[Account, list[Paper]]:
    """The partner's account and its verified papers, the one expiring first on top."""
    hidden = papers_without_number()
    account, rows = uow.accounts.own_with_papers()
    return account, [Paper(row, uow.today, row.doc_type in hidden) for row in rows]


@partner.get("/documents/")
def list_documents() -> Response:
    return documents_page()


def documents_page(problem: str = "") -> Response:
    account = uow.accounts.own(alone=True)
    papers = papers_of(account)
    waiting = sum(paper.line.waits_for_partner for paper in papers)
    shared = uow.house_papers.for_partner(account.id)
    return page(
        "partner/documents/index.html", papers=papers, waiting=waiting, shared=_by_product(shared), problem=problem
    )


def papers_of(account: Account) -> list[TypeOfPaper]:
    """Every type the account is asked for or gave, in words."""
    hidden, lines = papers_without_number(), uow.qualifications.lines(account)
    rows = [row for line in lines for row in (line.current, line.waiting) if row is not None]
    files = uow.attachments.on([row for row in rows if row.doc_type not in hidden])
    return [
        TypeOfPaper(
            line,
            [file for row in (line.current, line.waiting) if row is not None for file in files.get(row.id, ())],
            line.doc_type in hidden,
        )
        for line in lines
    ]


def _by_product(shared: list[Shared]) -> dict[str, list[Shared]]:
    """Under the name of the product, our company's own under nothing."""
    found: dict[str, list[Shared]] = {}
    for one in shared:
        found.setdefault(product_name(one.paper.product) if one.paper.product else "", []).append(one)
    return found
