"""What was told us under the wrong head: feedback that is a request, and a request that is feedback."""

from collections.abc import Callable
from typing import Any

from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import Conflict, Refused
from portal.domain.feedback.kinds import FeedbackKind, FeedbackState, next_state
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repository import FeedbackRepository, Ties
from portal.domain.links.tying import tie
from portal.domain.links.words import LinkWord
from portal.domain.requests import states
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.merge_checks import ENDLESS, legal_day, require_alone
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.repository import RequestRepository
from portal.domain.requests.states import SIDES, RequestState
from portal.domain.work import Repository


class Converting(Repository):
    def to_request(self, number: str, category: RequestCategory, words: Callable[[str], str]) -> ServiceRequest:
        """Open a request of what feedback says: text, files, contract, product and writer are carried over, its clock
        starts now. The feedback is answered with `words` of the new number and ends. Refused when confidential, for a
        request is read by many; Conflict when somebody was faster."""
        feedback, work = FeedbackRepository(self.work).get(number), self.work
        if feedback.is_confidential:
            raise Refused("convert.confidential", number=number)
        if feedback.state == FeedbackState.CONVERTED:
            raise Conflict("convert.already", number=number, other=feedback.went_into)
        next_state(FeedbackState(feedback.state), "convert", work.actor.kind)
        made = RequestRepository(work).post(
            feedback.account, category=category, subject=feedback.subject, text=feedback.text,
            contract=feedback.contract, product=feedback.product, files=self._files(feedback),
            posted_by_id=feedback.posted_by_id,
        )  # fmt: skip
        feedback.convert(made.number, by=work.actor, at=work.now, text=words(made.number))
        tie(work, made, feedback, LinkWord.CONVERTED_FROM)
        return made

    def to_feedback(self, number: str, kind: FeedbackKind) -> Feedback:
        """Take a request for the feedback it is: the same is carried over, the request ends and says where it went.
        Refused for one that ended, holds others, asks for an extension under way or has a legal clock."""
        asked, work = RequestRepository(self.work).get(number), self.work
        require_alone(asked)
        if legal_day(asked) < ENDLESS:
            raise Refused("convert.legal_clock", number=number)
        made = FeedbackRepository(work).post(
            asked.account, kind=kind, subject=asked.subject, text=asked.text, files=self._files(asked),
            ties=Ties(contract_id=asked.contract_id, product_id=asked.product_id), posted_by_id=asked.posted_by_id,
        )  # fmt: skip
        asked.state = states.next_state(RequestState(asked.state), "convert", SIDES[work.actor.kind])
        asked.closed_at, asked.went_into = work.now, made.number
        asked.settle("request.converted", work.actor, work.now, into=made.number)
        tie(work, made, asked, LinkWord.CONVERTED_FROM)
        return made

    def _files(self, row: Any) -> list[StoredFile]:
        """Its files, to be hung once more: the same bytes, kept once."""
        found = AttachmentRepository(self.work).on([row]).get(row.id, [])
        return [StoredFile(one.sha256, one.name, one.size, one.media_type) for one in found]
