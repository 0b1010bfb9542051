"""The thread as staff read it: messages, notes and what happened in between, in one order of time."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.events import Event
from portal.domain.requests.at_desk import Row
from portal.domain.requests.composing import HeldAnswer
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
    """`kind` is in, out, note or line; a line has no author and no files. A held one is not out yet."""

    kind: str
    at: datetime
    text: str
    who: str = ""
    files: list[Any] = field(default_factory=list)
    is_first_answer: bool = False
    is_held: bool = False
    is_new: bool = False


def thread_of(
    service_request: ServiceRequest, answers: list[Any], names: dict[int, str], held: list[Row], since: int | None
) -> list[Entry]:
    """Everything about the request, oldest first; at one moment what was said comes before what it led to. What others
    said after the answer `since` is new."""
    said = [*_public(service_request, answers, since), *_backstage(service_request, held)]
    return sorted([*said, *_lines(service_request, names)], key=lambda entry: (entry.at, entry.kind == "line"))


def _public(filed: ServiceRequest, answers: list[Any], since: int | None) -> list[Entry]:
    files = uow.attachments.on_several([(one.__tablename__, one.id) for one in (filed, *answers)])
    first = Entry(
        "in", filed.posted_at, filed.text, filed.posted_by.name, files.get((filed.__tablename__, filed.id), [])
    )  # fmt: skip
    return [first, *(
        Entry(
            "out" if one.from_staff else "in", one.at, one.text, one.author.name,
            files.get((one.__tablename__, one.id), []),
            is_first_answer=one.from_staff and one.at == filed.answered_at,
            is_new=since is not None and one.id > since and one.author_id != uow.actor.login_id,
        )
        for one in answers
    )]  # fmt: skip


def _backstage(service_request: ServiceRequest, held: list[Row]) -> list[Entry]:
    """Notes, and answers that are not out yet."""
    notes, waiting = uow.requests.notes(service_request), HeldAnswer.__tablename__
    rows = [*((one.__tablename__, one.id) for one in notes), *((waiting, one.id) for one in held)]
    files = uow.attachments.on_several(rows, backstage=True)
    return [
        *(
            Entry("note", one.at, one.text, one.author.name, files.get((one.__tablename__, one.id), []))
            for one in notes
        ),
        *(Entry("out", one.at, one.text, one.name, files.get((waiting, one.id), []), is_held=True) for one in held),
    ]


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
