"""Programs that call the API in tests: an integration with its token, and the calls it makes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.integrations.codes import ApiScope, Side
from portal.domain.integrations.repository import Terms
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.bearer import new_token

EVERYTHING = tuple(ApiScope)
FILED = {
    "account": "D-000101", "category": "delivery_query", "subject": "洛施坦 20 件到哪了？", "text": "医院明天断药。",
    "contract": "D-2026-011", "product": "PR01", "fields": {"order_no": "PO-20261116-03", "order_amount": 123456},
}  # fmt: skip


@dataclass
class Program:
    """Calls with its token; `headers` go with every call."""

    app: Flask
    ref: str
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.call("GET", path, query_string=query)

    def post(self, path: str, body: Any, key: str | None = None) -> TestResponse:
        more = {"Idempotency-Key": key} if key is not None else {}
        return self.call("POST", path, json=body, headers=more)

    def call(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        sent = {"Authorization": f"Bearer {self.token}", **self.headers, **(headers or {})}
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=sent, buffered=True, **more)


def program(
    app: Flask, name: str = "金蝶 ERP", *, side: Side = Side.US, scopes: Any = EVERYTHING, accounts: Any = (),
    kinds: Any = (), days: int = 90,
) -> Program:  # fmt: skip
    """An integration as an administrator makes one."""
    now = datetime.now(UTC)
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        work = UnitOfWork(session, Actor.system("tests"), now, writes=True)
        text, hashed, tail = new_token()
        terms = Terms(name, side, scopes, accounts, kinds, now + timedelta(days=days))
        return Program(app, work.integrations.add(terms, hashed, tail).ref, text)
