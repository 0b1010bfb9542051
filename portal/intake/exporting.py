"""The archive as a workbook or text table that an import reads back; no cell of it is a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]
from sqlalchemy import and_, select

from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.accounts.regions import BY_CODE
from portal.domain.people.models import Login, Staff
from portal.domain.scope import GuardedSession
from portal.intake.choices import ENTITY_TYPES, KINDS, SOURCES, TIERS
from portal.intake.error_rows import OPTIONS
from portal.intake.heading_words import FIELDS

AT_ONCE = 500
_COLUMNS: dict[str, Any] = {
    "account_no": Account.number, "kind": Account.kind, "name_zh": Account.name_zh, "short_name": Account.short_name,
    "uscc": Account.uscc, "legal_rep": Account.legal_rep, "entity_type": Account.entity_type,
    "licence_no": Account.licence_no, "licence_until": Account.licence_until, "contact_name": Contact.name,
    "mobile": Account.mobile, "tel": Account.tel, "wechat": Contact.wechat, "email": Account.email,
    "province": Account.province, "city": Account.city, "address": Account.address, "source": Account.source,
    "owner_name": Login.name, "tier": AccountStanding.tier, "remark": AccountStanding.remark,
}  # fmt: skip
_WORDS = {"kind": KINDS, "tier": TIERS, "source": SOURCES, "entity_type": ENTITY_TYPES}
HEADINGS = [FIELDS[field].split()[0] for field in _COLUMNS]
_LIVE = ("=", "+", "-", "@", "\t", "\r")


def accounts_in(session: GuardedSession) -> Iterator[list[str]]:
    """Every account as the cells of one row, in the order of their ids; identity numbers are not among them."""
    last = 0
    while True:
        query = (
            select(Account.id, *_COLUMNS.values())
            .outerjoin(Contact, and_(Contact.account_id == Account.id, Contact.is_primary))
            .outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
            .outerjoin(Staff, Staff.id == Account.business_manager_id)
            .outerjoin(Login, Login.id == Staff.login_id)
            .where(Account.id > last)
        )
        rows = session.execute(query.order_by(Account.id).limit(AT_ONCE)).all()
        if not rows:
            return
        yield from ([_cell(field, value) for field, value in zip(_COLUMNS, row[1:], strict=True)] for row in rows)
        last = rows[-1][0]


def write_xlsx(rows: Iterable[list[str]], target: BinaryIO) -> int:
    """Every cell as text, so that long numbers and leading zeros stay; returns how many rows."""
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet("Accounts")
    sheet.freeze_panes(1, 0)
    count = 0
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading)
    for count, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(count, column, cell)
    book.close()
    return count


def write_csv(rows: Iterable[list[str]], target: BinaryIO) -> int:
    """UTF-8 with a mark that Excel knows it by. A would-be formula has a tab before it, which reading takes off."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    count = 0
    for row in rows:
        writer.writerow([f"\t{cell}" if cell.startswith(_LIVE) else cell for cell in row])
        count += 1
    text.detach()
    return count


def _cell(field: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if field in _WORDS:
        return str(_WORDS[field].get(value, value)).split()[0]
    if field == "province":
        return BY_CODE[value].zh if value in BY_CODE else str(value)
    return value.isoformat() if isinstance(value, date) else str(value)
