"""Finding and taking ratings."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.rating import SCORES, Rating, checked_reasons, may_rate
from portal.domain.work import Repository


class RatingRepository(Repository):
    def of(self, service_request: ServiceRequest) -> Rating | None:
        """What was said about it, with who said it."""
        query = select(Rating).where(Rating.request_id == service_request.id).options(joinedload(Rating.rated_by))
        return self.session.scalar(query)

    def is_open(self, service_request: ServiceRequest) -> bool:
        """Whether the partner may rate it, or change what they said, now."""
        return may_rate(service_request.state, service_request.resolved_at, self.work.now)

    def rate(
        self, service_request: ServiceRequest, score: int, *, by: Actor, reasons: Iterable[str] = (), comment: str = "",
        by_mail: bool = False,
    ) -> Rating:  # fmt: skip
        """Take a word about it; Refused while it is not done, too late, or for a score or reason that does not exist.
        It changes nothing about the request: whoever does not rate waits for nothing."""
        if not self.is_open(service_request):
            raise Refused("rating.not_now", number=service_request.number)
        if score not in SCORES:
            raise Refused("rating.unknown_score")
        assert by.login_id is not None
        rating = self.of(service_request)
        if rating is None:
            rating = Rating(account_id=service_request.account_id, request_id=service_request.id)
            self.session.add(rating)
        rating.score, rating.reasons, rating.comment = score, checked_reasons(reasons), comment
        rating.rated_by_id, rating.rated_at, rating.by_mail = by.login_id, self.work.now, by_mail
        rating.waits_for_call = rating.is_low
        # The event of the request, not of the rating: what happened to it is told in one place.
        service_request.record(
            "request.rated_low" if rating.is_low else "request.rated", by=by, at=self.work.now, score=score,
            by_mail=by_mail,
        )  # fmt: skip
        return rating
