"""The event log, for administrators: searched, paged, and taken out as a table."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.audit import MOST_ROWS, Audit, AuditSearch
from portal.staff import staff
from portal.staff.table_file import kind_asked, table_file
from portal.web.audit_words import KINDS, LABELS
from portal.web.current import turn, uow
from portal.web.day_asked import day_in
from portal.web.forms import one_line
from portal.web.locale import local
from portal.web.pages import Answer, page
from portal.web.telling import tell

USUAL = timedelta(days=30)
"""How far back one looks who names no first day."""
LONGEST = 80


@staff.get("/admin/audit")
def show_audit() -> Response:
    asked = _asked()
    found = Audit(uow).page(_search(asked), **turn())
    told = list(zip(found.rows, tell(list(found.rows), uow.today), strict=True))
    return page(
        "staff/audit/index.html", found=found, told=told, asked=asked, labels=LABELS, most=MOST_ROWS,
        narrowed={name: word for name, word in asked.items() if word},
    )  # fmt: skip


@staff.post("/admin/audit/exports")
def export_audit() -> Answer:
    """What the page shows, as a table; that it was taken is an event."""
    kind = kind_asked("format")
    headings = [
        _("Time"),
        _("By whom"),
        _("Event"),
        _("Kind of event"),
        _("Account"),
        _("Number"),
        _("From address"),
        _("Seal"),
        _("Facts"),
    ]
    rows = Audit(uow).take(_search(_asked()), kind)
    return table_file(_("Event log %(day)s", day=uow.today.isoformat()), kind, headings, _cells(list(rows)))


def _asked() -> dict[str, str]:
    """As typed, what cannot be a day or a chapter left out; the first day is filled in."""
    values = request.values
    kind = values.get("kind", "")
    first = day_in(values.get("from", "")) or (None if "from" in values else uow.today - USUAL)
    last = day_in(values.get("to", ""))
    return {
        "who": one_line(values.get("who", "").replace("\0", ""))[:LONGEST],
        "number": one_line(values.get("number", "").replace("\0", ""))[:LONGEST],
        "kind": kind if kind in LABELS else "",
        "from": first.isoformat() if first else "",
        "to": last.isoformat() if last else "",
    }


def _search(asked: dict[str, str]) -> AuditSearch:
    kinds = KINDS[asked["kind"]] if asked["kind"] else ()
    return AuditSearch(asked["who"], asked["number"], kinds, day_in(asked["from"]), day_in(asked["to"]))


def _cells(rows: list[Any]) -> Iterator[list[str]]:
    for row, told in zip(rows, tell(rows, uow.today), strict=True):
        yield [
            f"{local(row.at):%Y-%m-%d %H:%M:%S}", row.actor or "", told.what.striptags(), row.kind,
            row.account or "", row.number, row.address, str(row.seal_no or ""),
            json.dumps(row.facts, ensure_ascii=False, sort_keys=True),
        ]  # fmt: skip
