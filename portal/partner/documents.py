"""Our papers: which ones the company holds, until when they are good, and what stops when one expires."""

from dataclasses import dataclass
from datetime import date

from flask import Response

from portal.domain.accounts.models import Account, Qualification
from portal.partner import partner
from portal.partner.field_matrix import papers_without_number
from portal.web.current import uow
from portal.web.document_words import consequence, doc_name
from portal.web.pages import page

NEAR_DAYS = 90
"""From this many days on, today and the last day counted, a paper is called expiring."""


@dataclass(frozen=True)
class Paper:
    """A paper on a civil day (Asia/Shanghai)."""

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
        left = self.days_left
        if left is None:
            return "long_term"
        return "expired" if left <= 0 else "expiring" if left <= NEAR_DAYS else "valid"


def own_papers() -> tuple[Account, list[Paper]]:
    """The partner's account and its papers, the one expiring first on top."""
    hidden = papers_without_number()
    account, rows = uow.accounts.own_with_papers()
    return account, [Paper(row, uow.today, row.doc_type in hidden) for row in rows]


@partner.get("/documents/")
def list_documents() -> Response:
    _account, papers = own_papers()
    waiting = sum(paper.state in ("expiring", "expired") for paper in papers)
    return page("partner/documents/index.html", papers=papers, waiting=waiting)
