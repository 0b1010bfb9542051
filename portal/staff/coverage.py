"""Territory: who holds which product where on a day, what exceeds our own right, and where nobody is yet."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Response, g, request, url_for
from flask_babel import gettext as _

from portal.domain.accounts.regions import BY_CODE, PROVINCES, Province
from portal.domain.contracts.coverage import Cell, Coverage, Sign
from portal.domain.contracts.grants.places import SALES_CHANNELS
from portal.domain.contracts.holdings import Holding
from portal.domain.contracts.matrix import Matrix
from portal.domain.contracts.recording import Level
from portal.domain.contracts.white_space import Ranked, ranked
from portal.domain.products.models import Product
from portal.identity.access import may
from portal.staff import staff
from portal.web.contract_words import CHANNELS, LEVELS, product_name
from portal.web.coverage_words import BIG_REGIONS, LETTERS, NAMES, PARTS, TONES, tile_name
from portal.web.current import uow
from portal.web.day_asked import named_day
from portal.web.grant_words import Line, lines
from portal.web.locale import day_text
from portal.web.pages import page
from portal.web.region_words import province_name

MOST, MOST_RIGHTS = 8, 20
"""So many empty provinces, and partners of one cell, are shown at first."""
WORDS: dict[str, Any] = {
    "letters": LETTERS, "names": NAMES, "tones": TONES, "levels": LEVELS, "channels": CHANNELS, "parts": PARTS,
    "product_name": product_name, "province_name": province_name, "tile_name": tile_name, "most_rights": MOST_RIGHTS,
}  # fmt: skip
SHOWN_IN_KEY = (Sign.EXCLUSIVE, Sign.SOLE, Sign.SHARED, Sign.ENDING, Sign.BEYOND)


@dataclass(frozen=True)
class Tile:
    """A cell as the map shows it: one letter, and in words for those who hear the page."""

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
    coverage: Coverage
    row: list[Tile]
    cell: Cell
    neighbours: list[Holding]
    white: list[tuple[Ranked, list[Holding]]]
    achieved: dict[str, int]

    @property
    def held(self) -> int:
        return sum(bool(tile.cell.rights) for tile in self.row)


@staff.get("/coverage/")
def show_coverage() -> Response:
    day, channel = named_day() or uow.today, asked_channel()
    products = uow.products.all()
    matrix = uow.matrix.on(day, channel)
    kept = {"on": day if day != uow.today else None, "channel": channel}
    product = asked_product(products)
    coverage = uow.coverage.of_product(product.code, day, channel) if product else None
    numbers = {right.holding.account_no for right in coverage.rights} if coverage else set()
    seen = uow.coverage.seen(coverage, numbers, product.code) if coverage and product else frozenset()
    return page(
        "staff/coverage/index.html", day=day, today=uow.today, channel=channel, products=products,
        rows=[(one, _signs(one, matrix, kept)) for one in products],
        chosen=_chosen(coverage, product, seen, kept) if coverage and product else None, seen=seen,
        beyond=_beyond(coverage, products) if coverage else [], exceeding=len(coverage.excesses) if coverage else 0,
        kept=kept, key=SHOWN_IN_KEY, sales_channels=SALES_CHANNELS, heads=_heads(), provinces=PROVINCES, most=_most(),
        held={one.code: matrix.held(one.code) for one in products}, **WORDS,
    )  # fmt: skip


def asked_channel() -> str | None:
    """The sales channel the address names; None is any."""
    channel = request.args.get("channel")
    return channel if channel in SALES_CHANNELS else None


def asked_product(products: list[Product]) -> Product | None:
    """The product the address names, else the first."""
    code = request.args.get("product", "")
    return next((one for one in products if one.code == code), products[0] if products else None)


def _signs(product: Product, matrix: Matrix, kept: dict[str, Any]) -> list[tuple[str, str, Any, str]]:
    """A row of the matrix, made of plain text before the loop of the page: address, tone, letter, and what is said."""
    address = url_for(".show_coverage", product=product.code, **kept)
    words = {sign: (TONES[sign], str(LETTERS[sign]), str(NAMES[sign])) for sign in Sign}
    return [
        ("" if sign is Sign.NOT_OURS else f"{address}&at={place.code}", tone, letter, f"{_full(place)} {name}")
        for place, sign in zip(PROVINCES, matrix.row(product.code), strict=True)
        for tone, letter, name in (words[sign],)
    ]


def _full(place: Province) -> str:
    return province_name(place.code, short=False)


def _chosen(coverage: Coverage, product: Product, seen: frozenset[str], kept: dict[str, Any]) -> Chosen:
    cells = coverage.row(product.code)
    address = url_for(".show_coverage", product=product.code, **kept)
    row = [Tile(cell, f"{address}&at={cell.province.code}", _said(cell, seen)) for cell in cells]
    place = BY_CODE.get(request.args.get("at", "")) or _first(cells)
    prospects = uow.prospects.open_by_province(product.id)
    white = ranked(coverage.white_space(product.code), uow.seated.by_province(), prospects)
    cell = coverage.cell(product.code, place)
    around = _known(coverage.neighbours(product.code, place), seen)
    worth = [(one, _known(one.space.neighbours, seen)) for one in white]
    named = {
        one.account_id: one.account_no for some in (around, *(known for _, known in worth[: _most()])) for one in some
    }
    achieved = uow.achieved.of(named) if may(g.visitor.hats, "staff.list_sales") else {}
    _best_first(achieved, around, *(known for _, known in worth))
    return Chosen(product, coverage, row, cell, around, worth, achieved)


def _known(some: tuple[Holding, ...], seen: frozenset[str]) -> list[Holding]:
    return [one for one in some if one.account_no in seen]


def _best_first(achieved: dict[str, int], *some: list[Holding]) -> None:
    """Who came furthest with their target stands first among those who could take a cell."""
    for holdings in some:
        holdings.sort(key=lambda one: -achieved.get(one.account_no, -1))


def _said(cell: Cell, seen: frozenset[str]) -> str:
    words = [_full(cell.province)]
    if cell.rights:
        right = cell.rights[0]
        words.append(right.holding.account_name if right.holding.account_no in seen else _("somebody else"))
        words += [str(LEVELS[Level(right.grant.level)]), _("to %(day)s", day=day_text(right.grant.ends_on))]
    return _(", ").join(dict.fromkeys([*words, str(NAMES[cell.sign])]))


def _first(row: list[Cell]) -> Province:
    """Where somebody should look first: what exceeds, what ends, then any place that is held."""
    for wanted in (Sign.BEYOND, Sign.ENDING, Sign.EXCLUSIVE, Sign.SOLE, Sign.SHARED, Sign.EMPTY):
        for cell in row:
            if cell.sign is wanted:
                return cell.province
    return PROVINCES[0]


def _beyond(coverage: Coverage, products: list[Product]) -> list[Line]:
    """The first of what exceeds of this product; all of it has a page of its own."""
    return lines(coverage.excesses[:20], {product.code: product_name(product) for product in products})[:3]


def _heads() -> list[tuple[Any, int]]:
    """The big regions over the provinces, each with how many there are."""
    return [(BIG_REGIONS[name], len(list(those))) for name, those in groupby(PROVINCES, lambda one: one.big_region)]


def _most() -> int:
    return len(PROVINCES) if request.args.get("white") == "all" else MOST
