"""The thread as staff read it: messages, notes and what happened in between, in one order of time."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.events import Event
from portal.domain.requests.models import ServiceRequest
from portal.web.current import uow

LINES: dict[str, Any] = {
    "request.assigned": _l("%(actor)s gave it to %(name)s"),
    "request.resumed": _l("%(actor)s took it up again"),
    "request.resolved": _l("%(actor)s marked it as resolved"),
    "request.rejected": _l("%(actor)s rejected it"),
    "request.closed": _l("%(actor)s closed it"),
    "request.reopened": _l("%(actor)s reopened it"),
    "request.cancelled": _l("%(actor)s withdrew it"),
    "request.batch_watched": _l("Its batch is under watch from here on"),
    "request.batch_again": _l("Its batch is under watch: it was reported before"),
    "request.paper_given": _l("%(actor)s gave a paper"),
    "request.paper_accepted": _l("%(actor)s ticked a paper"),
    "request.paper_refused": _l("%(actor)s refused a paper"),
    "extension.proposed": _l("%(actor)s proposed an answer to the extension; a second person decides"),
    "extension.returned": _l("%(actor)s sent the proposal back"),
    "extension.approved": _l("%(actor)s approved the offer; the partner is asked to confirm"),
    "extension.refused": _l("%(actor)s approved the refusal"),
    "extension.acknowledged": _l("%(actor)s acknowledged the extension; the end date has moved"),
    "extension.declined": _l("%(actor)s declined the offer"),
    "extension.withdrawn": _l("%(actor)s took the extension back"),
    "extension.lapsed": _l("%(actor)s let the offer lapse: nobody acknowledged it in time"),
    "extension.scan_attached": _l("%(actor)s attached the sealed scan"),
}
TAKEN = _l("%(actor)s took it")
WAITING: dict[str, Any] = {
    "partner": _l("%(actor)s: waiting for the partner, the clock rests"),
    "supplier": _l("%(actor)s: waiting for the supplier, the clock runs on"),
}


@dataclass(frozen=True)
class Entry:
    """`kind` is in, out, note or line; a line has no author and no files."""

    kind: str
    at: datetime
    text: str
    who: str = ""
    files: list[Any] = field(default_factory=list)
    is_first_answer: bool = False


def thread_of(service_request: ServiceRequest, answers: list[Any], names: dict[int, str]) -> list[Entry]:
    """Everything about the request, oldest first; at one moment what was said comes before what it led to."""
    said = [_filed(service_request), *_answers(service_request, answers), *_notes(service_request)]
    return sorted([*said, *_lines(service_request, names)], key=lambda entry: (entry.at, entry.kind == "line"))


def _filed(filed: ServiceRequest) -> Entry:
    files = uow.attachments.on([filed]).get(filed.id, [])
    return Entry("in", filed.posted_at, filed.text, filed.posted_by.name, files)


def _answers(service_request: ServiceRequest, answers: list[Any]) -> list[Entry]:
    files = uow.attachments.on(answers)
    return [
        Entry(
            "out" if one.from_staff else "in", one.at, one.text, one.author.name, files.get(one.id, []),
            one.from_staff and one.at == service_request.answered_at,
        )
        for one in answers
    ]  # fmt: skip


def _notes(service_request: ServiceRequest) -> list[Entry]:
    notes = uow.requests.notes(service_request)
    files = uow.attachments.on(notes, backstage=True)
    return [Entry("note", one.at, one.text, one.author.name, files.get(one.id, [])) for one in notes]


def _lines(service_request: ServiceRequest, names: dict[int, str]) -> list[Entry]:
    events = uow.timeline.of(service_request.__tablename__, service_request.id)
    said = ((event, _line(event, actor, names)) for event, actor in events)
    return [Entry("line", event.at, text) for event, text in said if text]


def _line(event: Event, actor: str | None, names: dict[int, str]) -> str:
    words = WAITING.get(event.facts.get("whom", "")) if event.kind == "request.waiting" else LINES.get(event.kind)
    if words is None:
        return ""
    name = names.get(event.facts.get("after", 0), "–")
    if event.kind == "request.assigned" and name == actor:
        words = TAKEN
    return str(words) % {"actor": actor or _("The system"), "name": name}
