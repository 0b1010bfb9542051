"""Declaring an operation: its route, what may be asked, what is answered. Views and document read the same lines."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, NamedTuple

from flask import Response, g, request

from portal.api import api
from portal.api.shapes import Moment, Shape, Text, Thing, Whole, fault
from portal.domain.requests.catalogue import Category
from portal.identity.idempotence import once
from portal.web.problems import Fault, Problem
from portal.web.strict_json import WITH_FILES

NOTHING_ASKED = Thing({})
PAGE: Mapping[str, Any] = {
    "updated_since": Moment("What changed at or after this moment; in the order of change."),
    "after": Text(1, 400, "The `next` of the page before, as it was."),
    "limit": Whole(1, 200, default=50),
}
"""What every list can be asked."""


class Body(NamedTuple):
    """What a body must look like, given the categories in force, and its reader: Problem 422 with all that is wrong."""

    spec: Callable[[Iterable[Category]], dict[str, Any]]
    read: Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Operation:
    method: str
    rule: str
    name: str
    summary: str
    answer: Shape | None
    status: int = 200
    query: Thing = field(default_factory=lambda: NOTHING_ASKED)
    body: Body | None = None
    may_conflict: bool = False
    takes_files: bool = False
    is_file: bool = False

    @property
    def endpoint(self) -> str:
        return f"api.{self.name}"


OPERATIONS: list[Operation] = []


def operation(method: str, rule: str, summary: str, answer: Shape | None, **more: Any) -> Callable[[Any], Any]:
    """Hang a view on its route. It is called with what the path names, with `asked` where a query is declared and with
    `sent` where a body is, and returns the answer's value."""

    def declare(view: Callable[..., Any]) -> Callable[..., Any]:
        declared = Operation(method, rule, view.__name__, summary, answer, **more)
        OPERATIONS.append(declared)
        if declared.takes_files:
            WITH_FILES.add(declared.endpoint)

        @wraps(view)
        def run(**named: str) -> Response:
            asked = read_query(declared.query)
            if declared.query.has:
                named["asked"] = asked  # type: ignore[assignment]
            if declared.is_file:
                answer: Response = view(**named)
                return answer
            if declared.body is None:
                return _answer(declared.status, as_json(view(**named)))
            sent = declared.body.read(g.sent)
            return _answer(*once(lambda: (declared.status, as_json(view(**named, sent=sent)))))

        api.add_url_rule(rule, view.__name__, run, methods=[method], provide_automatic_options=False)
        return run

    return declare


def read_query(query: Thing) -> dict[str, Any]:
    """What the address asks, each at most once; Problem 422 with everything that is wrong."""
    faults: list[Fault] = []
    sent: dict[str, Any] = {}
    for name, values in request.args.lists():
        sent[name] = _number(values[0]) if isinstance(query.has.get(name), Whole) else values[0]
        if len(values) > 1:
            faults.append(fault(f"/{name}", "wrong_type"))
    asked = query.read(sent, "", faults)
    if faults:
        raise Problem(422, faults=[one._replace(at=one.at.lstrip("/")) for one in faults])
    return asked


def body_of(shape: Shape) -> Body:
    """A body of one shape."""

    def read(value: Any) -> dict[str, Any]:
        faults: list[Fault] = []
        taken: dict[str, Any] = shape.read(value, "", faults)
        if faults:
            raise Problem(422, faults=faults)
        return taken

    return Body(lambda _: shape.spec(), read)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _number(text: str) -> Any:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _answer(status: int, body: str) -> Response:
    return Response(body, status, mimetype="application/json")
