"""What generated companies and people are called; no two companies share a name."""

from portal.cli.demo import words
from portal.cli.demo.draw import Draw, spread
from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.regions import BY_CODE

_COMPANY = spread(words.SUFFIXES)
_SUFFIXES = {
    AccountKind.DISTRIBUTOR: _COMPANY,
    AccountKind.SUPPLIER: spread(words.SUPPLIER_SUFFIXES),
    AccountKind.PERIPHERAL: spread(words.PERIPHERAL_SUFFIXES),
}
_SIGNS = len(words.TRADE)
_PAIRS = _SIGNS * _SIGNS
_STRIDE = 7919  # prime, so that every pair comes once before one comes again


def trade_name(rank: int, seed: int) -> str:
    """Two characters; a third one where the pair was used before, or is somebody's brand."""
    again, place = divmod(rank, _PAIRS)
    first, second = divmod((place * _STRIDE + seed * 131) % _PAIRS, _SIGNS)
    pair = words.TRADE[first] + words.TRADE[second]
    return pair + words.TRADE[again] if again or pair in words.BRANDS else pair


def company_names(kind: AccountKind, rank: int, province: str, seed: int, draw: Draw) -> tuple[str, str]:
    """The full name and the short one of the company that is `rank`-th of its kind."""
    bare = BY_CODE[province].bare
    place = draw.one_of("place", words.PLACES) if draw.happens("by place", 50) else bare
    trade, suffix = trade_name(rank, seed), draw.one_of("suffix", _SUFFIXES[kind])
    return f"{place}{trade}{suffix}", trade + suffix.removesuffix("有限公司").removesuffix("股份")[:4]


def person_name(draw: Draw, field: str = "name") -> str:
    """Mostly a surname and one or two characters; some compound surnames, some names with a middle dot."""
    kind = draw.number(field, 100)
    if kind < 3:
        return f"{draw.one_of(field + '1', words.MINORITY_NAMES)}·{draw.one_of(field + '2', words.FATHER_NAMES)}"
    surname = draw.one_of(field + "1", words.COMPOUND_SURNAMES if kind < 5 else words.SURNAMES)
    given = draw.one_of(field + "2", words.GIVEN)
    return surname + given + (draw.one_of(field + "3", words.GIVEN) if kind < 75 else "")
