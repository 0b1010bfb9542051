"""The coverage as a table to take away: one row for each right in each cell, and one for each cell nobody holds."""

from collections.abc import Iterator

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.contracts.coverage import Cell, Coverage, Right
from portal.domain.contracts.white_space import note_taken
from portal.domain.products.models import Product
from portal.staff import staff
from portal.staff.coverage import asked_channel
from portal.staff.table_file import kind_asked, table_file
from portal.web.contract_words import CHANNELS, LEVELS, product_name
from portal.web.coverage_words import NAMES
from portal.web.current import uow
from portal.web.day_asked import named_day
from portal.web.grant_words import region_name
from portal.web.region_words import province_name


@staff.post("/coverage/exports")
def export_coverage() -> Response:
    """As of the day, for the channel and, where one is named, the product of the address; names of partners only where
    the visitor may see them. It names them, so that it was taken is an event."""
    kind = kind_asked()
    day, code = named_day() or uow.today, request.args.get("product", "")
    products = [one for one in uow.products.all() if code in ("", one.code)]
    coverage = uow.coverage.on(day, asked_channel())
    seen = uow.coverage.seen(coverage, {right.holding.account_no for right in coverage.rights})
    headings = [
        _("Product code"), _("Product"), _("Province code"), _("Province"), _("Sign"), _("Account"), _("Held by"),
        _("Contract"), _("Region"), _("Channel"), _("Right"), _("First day"), _("Last day"), _("Our right"),
        _("Our right lasts until"),
    ]  # fmt: skip
    rows = list(_rows(coverage, products, seen))
    told = {"on": day.isoformat(), "channel": asked_channel(), "product": code}
    note_taken(uow, {name: value for name, value in told.items() if value}, kind, len(rows))
    return table_file(_("Territory as of %(day)s", day=day.isoformat()), kind, headings, rows)


def _rows(coverage: Coverage, products: list[Product], seen: frozenset[str]) -> Iterator[list[str]]:
    for product in products:
        for cell in coverage.row(product.code):
            head = [product.code, product_name(product), cell.province.code,
                    province_name(cell.province.code, short=False), str(NAMES[cell.sign])]  # fmt: skip
            for right in cell.rights or (None,):
                yield [*head, *_right(right, seen), *_ours(cell)]


def _right(right: Right | None, seen: frozenset[str]) -> list[str]:
    if right is None:
        return [""] * 8
    grant, holding = right.grant, right.holding
    is_seen = holding.account_no in seen
    names = [holding.account_no, holding.account_name, holding.number] if is_seen else ["", _("somebody else"), ""]
    regions = _(", ").join(region_name(region) for region in grant.regions)
    return [*names, regions, str(CHANNELS[grant.channel]), str(LEVELS[grant.level]), grant.starts_on.isoformat(),
            grant.ends_on.isoformat()]  # fmt: skip


def _ours(cell: Cell) -> list[str]:
    if not cell.upstream:
        return ["", ""]
    return [cell.upstream[0].holding.number, cell.upstream[0].grant.ends_on.isoformat()]
