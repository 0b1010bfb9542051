"""The clauses beside a feedback, as they stood on its day, each with the sum it comes to."""

from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.computing.asking import asked_with
from portal.domain.contracts.models import Clause
from portal.domain.contracts.versions import clauses_on
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.feedback.models import Feedback
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.worked import speaks_to
from portal.domain.working_days import civil_day
from portal.staff.desk_clauses import DeskClauses, clauses_for
from portal.web.clause_cards import clause_cards
from portal.web.current import uow

C = RequestCategory
LIKE = {
    "delivery": C.DELIVERY_QUERY, "quality": C.QUALITY_COMPLAINT, "price_policy": C.PRICE_ADJUSTMENT,
    "diversion_lead": C.DIVERSION_COMPLAINT,
}  # fmt: skip
"""Which requests a feedback of a subtype is like, so that the same clauses speak to it."""


def clauses_of(feedback: Feedback, about: ServiceRequest | None) -> list[DeskClauses]:
    """Those of the request it is tied to, else the clause it names and those that speak to its subject; nothing where
    it names no contract. Only a complaint asks for a sum, and a feedback itself tells no facts for one."""
    if about is not None:
        return clauses_for(uow.requests.get(about.number), uow.contracts.of_account(about.account_id))
    if feedback.contract is None:
        return []
    contract, day = uow.contracts.get(feedback.contract.number), civil_day(feedback.posted_at)
    article, like = feedback.clause.article if feedback.clause else None, LIKE.get(feedback.subtype or "")

    def is_linked(clause: Clause) -> bool:
        return clause.article == article or (like is not None and speaks_to(like, clause))

    cards = clause_cards(contract, day, is_linked, reader="staff")
    asks = feedback.kind == FeedbackKind.COMPLAINT and like != C.DIVERSION_COMPLAINT
    worked = {
        clause.id: asked_with(terms, {}, uow.today, uow.deadlines.days)
        for clause in clauses_on(contract.versions, day)
        if asks and is_linked(clause) and (terms := terms_of(clause)) is not None
    }
    return [DeskClauses(contract, day, cards, worked)] if any(card.is_linked for card in cards) else []
