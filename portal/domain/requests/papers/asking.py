"""Which papers a new request asks for: those of its category, as they are on the day of filing."""

from portal.domain.requests.categories.overlay import Setting
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.papers.models import RequestPaper
from portal.domain.scope import GuardedSession


def ask_for_papers(session: GuardedSession, service_request: ServiceRequest, setting: Setting) -> None:
    """One line each, in the order of the category; the row of the request must be written already."""
    for paper in setting.overlay.papers:
        session.add(
            RequestPaper(
                account_id=service_request.account_id, request_id=service_request.id, code=paper.code,
                zh=paper.label.zh, en=paper.label.en, required=paper.required,
            )
        )  # fmt: skip
