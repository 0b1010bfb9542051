"""The four steps of a request, each with its moment or with our promise."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import pgettext

from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import GONE, RequestState
from portal.web.locale import moment_text
from portal.web.request_words import PARTNER_STATES


@dataclass(frozen=True)
class Step:
    """`stands` is done, now or ahead."""

    words: str
    note: str
    stands: str


def steps_of(service_request: ServiceRequest) -> list[Step]:
    """Received, answered, worked on, done; the last two become one when it ended otherwise."""
    filed, state = service_request, RequestState(service_request.state)
    received = Step(_("Received"), moment_text(filed.posted_at), "done")
    if state in (RequestState.REJECTED, RequestState.CANCELLED, *GONE):
        return [received, Step(str(PARTNER_STATES[state]), moment_text(filed.closed_at), "now")]
    answered = filed.answered_at is not None
    done = filed.resolved_at is not None
    return [
        received,
        Step(_("Answered") if answered else _("Answer"), _note(filed.answered_at, filed.answer_due_at),
             "done" if answered else "now"),
        Step(_("Being worked on"), _work_note(state), "done" if done else "now" if answered else "ahead"),
        Step(pgettext("step", "Done"), _note(filed.resolved_at, filed.resolve_due_at),
             "ahead" if not done else "now" if state is RequestState.RESOLVED else "done"),
    ]  # fmt: skip


def _note(done_at: datetime | None, due_at: datetime) -> str:
    if done_at is not None:
        return moment_text(done_at)
    if due_at >= NEVER:
        return ""
    return _("promised by %(moment)s", moment=moment_text(due_at))


def _work_note(state: RequestState) -> str:
    waiting = (RequestState.WAITING_PARTNER, RequestState.WAITING_SUPPLIER)
    return str(PARTNER_STATES[state]) if state in waiting else ""
