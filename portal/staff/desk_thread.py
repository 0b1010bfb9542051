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
from portal.staff.desk_calls import with_calls
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
TO_OTHERS: dict[str, Any] = {
    "request.split": _l("%(actor)s opened %(other)s from this"),
    "request.converted": _l("%(actor)s turned it into the feedback %(other)s"),
    "request.linked": _l("%(actor)s linked it to %(other)s"),
    "request.unlinked": _l("%(actor)s removed the link to %(other)s"),
}
"""Lines that name another number."""
MERGED = _l("%(actor)s merged it into %(other)s"), _l("%(actor)s merged %(other)s into this")
PARTED = _l("%(actor)s took it out of %(other)s again"), _l("%(actor)s took %(other)s out again")
"""Of the request that goes on within another, and of the one that took it in."""
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
    """`kind` is in, out, note or line; a line has no author and no files. `number` is that of the merged request in
    which it was said. A held one is not out yet. What came by mail has its original."""

    kind: str
    at: datetime
    text: str
    who: str = ""
    files: list[Any] = field(default_factory=list)
    is_first_answer: bool = False
    number: str = ""
    is_held: bool = False
    is_new: bool = False
    by_mail: bool = False
    originals: list[Any] = field(default_factory=list)


def thread_of(
    service_request: ServiceRequest, joined: list[ServiceRequest], answers: list[Any], held: list[Row],
    events: list[tuple[Event, str | None]], names: dict[int, str], since: int | None,
) -> list[Entry]:  # fmt: skip
    """Everything about the request and those merged into it, oldest first; at one moment what was said comes before
    what it led to. What others said after the answer `since` is new."""
    said = [*_public(service_request, joined, answers, since), *_backstage(service_request, joined, held, names)]
    return sorted([*said, *_lines(events, names)], key=lambda entry: (entry.at, entry.kind == "line"))


def _public(
    service_request: ServiceRequest, joined: list[ServiceRequest], answers: list[Any], since: int | None
) -> list[Entry]:
    whole, numbers = [service_request, *joined], {one.id: one.number for one in joined}
    files = uow.attachments.on_several([(one.__tablename__, one.id) for one in (*whole, *answers)])
    originals = originals_of(answers)
    return [
        *(
            Entry(
                "in", one.posted_at, one.text, one.posted_by.name, files.get((one.__tablename__, one.id), []),
                number=numbers.get(one.id, ""),
            )
            for one in whole
        ),
        *(
            Entry(
                "out" if one.from_staff else "in", one.at, one.text, one.author.name,
                files.get((one.__tablename__, one.id), []),
                is_first_answer=one.from_staff and one.at == service_request.answered_at,
                number=numbers.get(one.request_id, ""),
                is_new=since is not None and one.id > since and one.author_id != uow.actor.login_id,
                by_mail=one.by_mail, originals=originals.get(one.id, []),
            )
            for one in answers
        ),
    ]  # fmt: skip


def _backstage(
    service_request: ServiceRequest, joined: list[ServiceRequest], held: list[Row], names: dict[int, str]
) -> list[Entry]:
    """Notes, with whom they call, and answers that are not out yet."""
    notes, waiting = uow.requests.notes(service_request, joined), HeldAnswer.__tablename__
    numbers = {one.id: one.number for one in joined}
    rows = [*((one.__tablename__, one.id) for one in notes), *((waiting, one.id) for one in held)]
    files = uow.attachments.on_several(rows, backstage=True)
    return [
        *(
            Entry(
                "note",
                one.at,
                with_calls(one.text, names),
                one.author.name,
                files.get((one.__tablename__, one.id), []),
                number=numbers.get(one.request_id, ""),
            )
            for one in notes
        ),
        *(Entry("out", one.at, one.text, one.name, files.get((waiting, one.id), []), is_held=True) for one in held),
    ]


def originals_of(answers: list[Any]) -> dict[int, list[Any]]:
    """The mails as they came, by the id of the message that was made of each; ours alone."""
    return uow.attachments.on([one for one in answers if one.by_mail], backstage=True)


def _lines(events: list[tuple[Event, str | None]], names: dict[int, str]) -> list[Entry]:
    said = ((event, _line(event, actor, names)) for event, actor in events)
    return [Entry("line", event.at, text) for event, text in said if text]


def _line(event: Event, actor: str | None, names: dict[int, str]) -> str:
    if event.kind in LATE:
        return _late(event, names)
    if event.kind == "request.assigned" and event.facts.get("rule"):
        return _by_rule(event.facts, names)
    words = _words(event)
    if words is None:
        return ""
    other = next((event.facts[name] for name in ("other", "into", "joined") if name in event.facts), "")
    name = names.get(event.facts.get("after", 0), "–")
    if event.kind == "request.assigned" and name == actor:
        words = TAKEN
    return str(words) % {"actor": actor or _("The system"), "name": name, "other": other}


def _words(event: Event) -> Any:
    if event.kind == "request.waiting":
        return WAITING.get(event.facts.get("whom", ""))
    if event.kind in ("request.merged", "request.parted"):
        return (MERGED if event.kind == "request.merged" else PARTED)["joined" in event.facts]
    return LINES.get(event.kind) or TO_OTHERS.get(event.kind)


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
