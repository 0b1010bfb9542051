"""The sales ledger: what was booked in a month, to import and to take out."""

import re
from datetime import date

from flask import Response, request

from portal.domain.sales.months import month_of, months_on
from portal.staff import staff
from portal.web.current import turn, uow
from portal.web.pages import page

MONTHS = 36
"""So many months can be chosen."""


def chosen_month() -> date | None:
    """The month of the address; that of the figures where it names none."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", request.args.get("month", ""), re.ASCII)
    return date(int(found[1]), int(found[2]), 1) if found and int(found[1]) else uow.sales.as_of()


@staff.get("/sales/")
def list_sales() -> Response:
    month = chosen_month()
    this = month_of(uow.today)
    return page(
        "staff/sales/index.html", month=month, as_of=uow.sales.as_of(),
        months=[months_on(this, -back) for back in range(MONTHS)],
        found=uow.sales.page(month, **turn()) if month else None,
    )  # fmt: skip
