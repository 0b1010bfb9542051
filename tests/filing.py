"""Requests as the faces file them, for tests that need one to begin with."""

import io
import re
from typing import Any

from werkzeug.test import TestResponse

from tests.people import People, Person

DELIVERY = {
    "category": "delivery_query", "subject": "洛施坦 20 件到哪了？", "text": "洛施坦 20 件到哪了？医院明天断药。",
    "order_no": "PO-20261116-03", "contract": "D-2026-011", "product": "PR01",
}  # fmt: skip


def file_delivery(person: Person, **changed: Any) -> str:
    """File a shipping query as this person; its number."""
    return number_in(person.post("/requests/", {**DELIVERY, **changed}))


def filed(people: People, who: str = "member@minchuan.example", **changed: Any) -> str:
    return file_delivery(people.sign_in(who), **changed)


def number_in(answer: TestResponse) -> str:
    """The number a 303 leads to."""
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rsplit("/", 1)[1]


def pdf(name: str = "出库单.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(b"%PDF-1.7\n%%EOF\n"), name


def hidden(page: str, name: str, form_action: str) -> str:
    """The value of a hidden field within the form that posts to this address."""
    form = re.search(rf'<form[^>]*action="{re.escape(form_action)}"[^>]*>(.*?)</form>', page, re.S)
    assert form, form_action
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', form[1])
    assert tag, name
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else ""
