"""Territory: who holds which product where on a day, what exceeds our own right, and where nobody is yet."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _

from portal.domain.accounts.regions import BY_CODE, PROVINCES, Province
from portal.domain.contracts.coverage import Cell, Coverage, Sign, WhiteSpace
from portal.domain.contracts.grants.places import SALES_CHANNELS
from portal.domain.contracts.recording import Level
from portal.domain.products.models import Product
from portal.staff import staff
from portal.web.contract_words import CHANNELS, LEVELS, product_name
from portal.web.coverage_words import BIG_REGIONS, LETTERS, NAMES, TONES, tile_name
from portal.web.current import uow
from portal.web.day_asked import named_day
from portal.web.grant_words import Line, lines
from portal.web.locale import day_text
from portal.web.pages import page
from portal.web.region_words import province_name

MOST, MOST_RIGHTS = 8, 20
"""So many empty provinces, and partners of one cell, are shown at first."""
WORDS: dict[str, Any] = {
    "letters": LETTERS, "names": NAMES, "tones": TONES, "levels": LEVELS, "channels": CHANNELS,
    "product_name": product_name, "province_name": province_name, "tile_name": tile_name, "most_rights": MOST_RIGHTS,
}  # fmt: skip
SHOWN_IN_KEY = (Sign.EXCLUSIVE, Sign.SOLE, Sign.SHARED, Sign.ENDING, Sign.BEYOND)


@dataclass(frozen=True)
class Tile:
    """A cell as the map and the matrix show it: one letter, and in words for those who hear the page."""

    cell: Cell
    href: str
    said: str

    @property
    def tone(self) -> str:
        return TONES[self.cell.sign]

    @property
    def letter(self) -> Any:
        return LETTERS[self.cell.sign]


@dataclass(frozen=True)
class Chosen:
    """The product looked at, and the cell of it that is open."""

    product: Product
    row: list[Tile]
    cell: Cell
    neighbours: tuple[Any, ...]
    white: list[WhiteSpace]

    @property
    def held(self) -> int:
        return sum(bool(tile.cell.rights) for tile in self.row)


@staff.get("/coverage/")
def show_coverage() -> Response:
    day, channel = named_day() or uow.today, request.args.get("channel")
    channel = channel if channel in SALES_CHANNELS else None
    products, coverage = uow.products.all(), uow.coverage.on(day, channel)
    cells = {product.code: coverage.row(product.code) for product in products}
    seen = uow.coverage.seen(coverage, {right.holding.account_no for right in coverage.rights})
    kept = {"on": day if day != uow.today else None, "channel": channel}
    rows = {code: _tiles(row, seen, kept) for code, row in cells.items()}
    return page(
        "staff/coverage/index.html", day=day, today=uow.today, channel=channel, products=products, rows=rows,
        chosen=_chosen(coverage, products, rows), seen=seen, beyond=_beyond(coverage, products),
        exceeding=len(coverage.excesses), kept=kept,
        key=SHOWN_IN_KEY, sales_channels=SALES_CHANNELS, heads=_heads(), provinces=PROVINCES, most=_most(),
        held={code: sum(bool(cell.rights) for cell in row) for code, row in cells.items()}, **WORDS,
    )  # fmt: skip


def _tiles(row: list[Cell], seen: frozenset[str], kept: dict[str, Any]) -> list[Tile]:
    address = url_for(".show_coverage", product=row[0].product, **kept)
    return [Tile(cell, f"{address}&at={cell.province.code}", _said(cell, seen)) for cell in row]


def _said(cell: Cell, seen: frozenset[str]) -> str:
    words = [province_name(cell.province.code, short=False)]
    if cell.rights:
        right = cell.rights[0]
        words.append(right.holding.account_name if right.holding.account_no in seen else _("somebody else"))
        words += [str(LEVELS[Level(right.grant.level)]), _("to %(day)s", day=day_text(right.grant.ends_on))]
    return _(", ").join(dict.fromkeys([*words, str(NAMES[cell.sign])]))


def _chosen(coverage: Coverage, products: list[Product], rows: dict[str, list[Tile]]) -> Chosen | None:
    if not products:
        return None
    code = request.args.get("product", "")
    product = next((one for one in products if one.code == code), products[0])
    row = rows[product.code]
    place = BY_CODE.get(request.args.get("at", "")) or _first([tile.cell for tile in row])
    cell = coverage.cell(product.code, place)
    return Chosen(product, row, cell, coverage.neighbours(product.code, place), coverage.white_space(product.code))


def _first(row: list[Cell]) -> Province:
    """Where somebody should look first: what exceeds, what ends, then any place that is held."""
    for wanted in (Sign.BEYOND, Sign.ENDING, Sign.EXCLUSIVE, Sign.SOLE, Sign.SHARED, Sign.EMPTY):
        for cell in row:
            if cell.sign is wanted:
                return cell.province
    return PROVINCES[0]


def _beyond(coverage: Coverage, products: list[Product]) -> list[Line]:
    """The first of what exceeds; all of it has a page of its own."""
    return lines(coverage.excesses[:20], {product.code: product_name(product) for product in products})[:3]


def _heads() -> list[tuple[Any, int]]:
    """The big regions over the provinces, each with how many there are."""
    return [(BIG_REGIONS[name], len(list(those))) for name, those in groupby(PROVINCES, lambda one: one.big_region)]


def _most() -> int:
    return len(PROVINCES) if request.args.get("white") == "all" else MOST
