"""The thread as staff read it: messages, notes and what happened in between, in one order of time."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.events import Event
from portal.domain.requests.models import ServiceRequest
from portal.web.current import uow
from portal.web.locale import moment_text
from portal.web.why_words import PROMISES

LINES: dict[str, Any] = {
    "request.assigned": _l("%(actor)s gave it to %(name)s"),
    "request.resumed": _l("%(actor)s took it up again"),
    "request.resolved": _l("%(actor)s marked it as resolved"),
    "request.rejected": _l("%(actor)s rejected it"),
    "request.closed": _l("%(actor)s closed it"),
    "request.reopened": _l("%(actor)s reopened it"),
    "request.cancelled": _l("%(actor)s withdrew it"),
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
BY_RULE = _l("Assigned to %(name)s by rule “%(rule)s”")
FOR_ANOTHER = _l("Assigned to %(name)s by rule “%(rule)s”, standing in for %(absent)s")
LATE: dict[str, Any] = {
    "request.running_late": _l("Little time is left: %(promise)s promised for %(when)s. Told: %(told)s"),
    "request.overdue": _l("Overdue: %(promise)s was promised for %(when)s. Told: %(told)s"),
}
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
    if event.kind in LATE:
        return _late(event, names)
    if event.kind == "request.assigned" and event.facts.get("rule"):
        return _by_rule(event.facts, names)
    words = WAITING.get(event.facts.get("whom", "")) if event.kind == "request.waiting" else LINES.get(event.kind)
    if words is None:
        return ""
    name = names.get(event.facts.get("after", 0), "–")
    if event.kind == "request.assigned" and name == actor:
        words = TAKEN
    return str(words) % {"actor": actor or _("The system"), "name": name}


def _by_rule(facts: dict[str, Any], names: dict[int, str]) -> str:
    words, absent = (FOR_ANOTHER if facts.get("instead_of") else BY_RULE), names.get(facts.get("instead_of") or 0, "–")
    return str(words) % {"name": names.get(facts["after"], "–"), "rule": facts["rule"], "absent": absent}


def _late(event: Event, names: dict[int, str]) -> str:
    """What was promised for when, and who was told; while nobody had it, the service desk."""
    moment = moment_text(datetime.fromisoformat(event.facts["due_at"]))
    told = [names.get(one, "–") for one in event.facts["told"]]
    if event.facts["assignee"] is None:
        told.insert(0, _("the service desk"))
    promise = PROMISES[event.facts["promise"]]
    return str(LATE[event.kind]) % {"promise": promise, "when": moment, "told": _(", ").join(told)}
