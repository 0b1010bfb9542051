"""The OpenAPI document, made of the very declarations the views are called by."""

import re
from functools import lru_cache
from typing import Any

from portal.api.hook_body import HOOK_BODY
from portal.api.operations import OPERATIONS, Operation, operation
from portal.api.shapes import ListOf, Text, Thing, Whole
from portal.domain.requests.catalogue import CATALOGUE, Category
from portal.identity.access import ACCESS
from portal.identity.idempotence import HEADER, PATTERN
from portal.web.converters import NumberConverter, RefConverter
from portal.web.current import uow
from portal.web.problems import PROBLEM, PROBLEMS

BYTES = "application/octet-stream"
PATTERNS = {"number": NumberConverter.regex, "ref": RefConverter.regex}
"""What the names in addresses look like, by the kind of converter."""
ALWAYS = (400, 401, 403, 422, 429, 500, 503)
WITH_BODY = (409, 413, 415)
FAULT = Thing({"at": Text(0, 200), "code": Text(1, 40), "words": Text(0, 400)}, frozenset({"at", "code", "words"}))
A_PROBLEM = Thing(
    {
        "type": Text(1, 200), "title": Text(1, 400), "status": Whole(400, 599), "code": Text(1, 60),
        "detail": Text(1, 1000), "errors": ListOf(FAULT, 1000),
    },
    frozenset({"type", "title", "status", "code", "detail"}),
)  # fmt: skip
ABOUT = (
    "Accounts and service requests for programs. Times are UTC (RFC 3339), money is integer fen. Every "
    "address needs `Authorization: Bearer …`; what a token does not reach is not found."
)


@operation("GET", "/openapi.json", "This document", None)
def show_document() -> dict[str, Any]:
    """With the categories as the company has them now."""
    return document(tuple(setting.category for setting in uow.categories.all()))


@lru_cache(maxsize=4)
def document(categories: tuple[Category, ...] = tuple(CATALOGUE.values())) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for one in sorted(OPERATIONS, key=lambda one: (one.rule, one.method)):
        paths.setdefault(_path(one.rule), {})[one.method.lower()] = _operation(one, categories)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Partner portal", "version": "1.0.0", "description": ABOUT},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "webhooks": {"event": {"post": _hook()}},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": A_PROBLEM.spec()},
        },
    }


def _operation(one: Operation, categories: tuple[Category, ...]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": one.name, "summary": one.summary, "parameters": _parameters(one),
        "security": [{"token": sorted(hat.partition(".")[2] for hat in ACCESS[one.endpoint] if "." in hat)}],
        "responses": {str(status): response for status, response in _responses(one)},
    }  # fmt: skip
    if one.body is not None:
        schema = one.body.spec(categories)
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return described


def _parameters(one: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for kind, name in re.findall(r"<(\w+):(\w+)>", one.rule):
        schema = {"type": "string", "pattern": f"^(?:{PATTERNS[kind]})$"}
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    found += [{"name": name, "in": "query", "schema": shape.spec()} for name, shape in one.query.has.items()]
    if one.body is not None:
        schema = {"type": "string", "pattern": f"^{PATTERN}$", "minLength": 1, "maxLength": 80}
        words = "The same key and body get the same answer for a day; with another body 409."
        found.append({"name": HEADER, "in": "header", "schema": schema, "description": words})
    return found


def _responses(one: Operation) -> list[tuple[int, dict[str, Any]]]:
    schema = one.answer.spec() if one.answer is not None else {"type": "object"}
    content = {BYTES: {}} if one.is_file else {"application/json": {"schema": schema}}
    good = {"description": one.summary, "content": content}
    statuses = [*ALWAYS, 405, *((404,) if "<" in one.rule else ()), *(WITH_BODY if one.body is not None else ())]
    return [(one.status, good), *((status, _problem(status)) for status in sorted(statuses))]


def _problem(status: int) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": PROBLEMS[status][0],
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status == 429:
        described["headers"] = {"Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 0}}}
    return described


def _hook() -> dict[str, Any]:
    return {
        "summary": "What an endpoint is told, signed in the header Portal-Signature",
        "requestBody": {"required": True, "content": {"application/json": {"schema": HOOK_BODY.spec()}}},
        "responses": {"2XX": {"description": "Taken; anything else is tried again with the same `id`."}},
    }


def _path(rule: str) -> str:
    return re.sub(r"<\w+:(\w+)>", r"{\1}", rule)
