"""Regions and channels as trees, and as bits of one number where many grants are compared.

A region is the beginning of a GB/T 2260 code: `` is the whole country, `51` a province, `5101` a city, `510104` a
county. What a contract narrows in words stands behind a slash (`51/成都市`): it lies in the province, and nobody but a
reader can say whether two wordings meet, so one of them lies in another only where the words are the same.
"""

from functools import lru_cache

from portal.domain.accounts.regions import PROVINCES
from portal.domain.contracts.recording import Channel

ALL_PROVINCES = tuple(province.code[:2] for province in PROVINCES)
SALES_CHANNELS = (str(Channel.HOSPITAL), str(Channel.PRIMARY), str(Channel.PHARMACY))
"""Together they are all channels."""
_PLACE = {code: place for place, code in enumerate(ALL_PROVINCES)}


def region_of(code: str | None, place: str = "") -> str:
    """The region of a code of six digits, or of None for the whole country, narrowed by `place`."""
    digits = code or ""
    while digits.endswith("00"):
        digits = digits[:-2]
    return f"{digits}/{place}" if place else digits


@lru_cache(maxsize=4096)
def parts_of(region: str) -> tuple[str, ...]:
    """The region by province: a right to the whole country is one to each of the 34 divisions."""
    return tuple(code + region for code in ALL_PROVINCES) if region[:1] in ("", "/") else (region,)


def is_whole(region: str) -> bool:
    """Whether it is a province, or all of them, and not narrowed."""
    return len(region) in (0, 2)


def lies_in(region: str, wider: str) -> bool:
    """Whether `region` is `wider` or a part of it; both begin with their province."""
    return region == wider or ("/" not in wider and region.startswith(wider))


@lru_cache(maxsize=4096)
def around(part: str) -> tuple[str, ...]:
    """The part of a province itself and every region that it lies in, up to its province."""
    code = part.partition("/")[0]
    wider = (code[:length] for length in range(2, len(code) + 1, 2))
    return tuple(dict.fromkeys((*wider, part)))


@lru_cache(maxsize=16)
def channels_of(channel: str) -> tuple[str, ...]:
    """The sales channels that a channel of a contract stands for."""
    return SALES_CHANNELS if channel == Channel.ALL else (channel,)


def bit_of(part: str, channel: str) -> int:
    """The bit of a province and a sales channel; KeyError for a part of no province, ValueError for no channel."""
    return 1 << (_PLACE[part[:2]] * len(SALES_CHANNELS) + SALES_CHANNELS.index(channel))


@lru_cache(maxsize=4096)
def bits_of(region: str, channel: str) -> int:
    """The bits of the provinces that a region lies in, for every sales channel of `channel`."""
    return sum(bit_of(part, sales_channel) for part in parts_of(region) for sales_channel in channels_of(channel))


CELLS = tuple((bit_of(code, channel), code, channel) for code in ALL_PROVINCES for channel in SALES_CHANNELS)
_CELL = {bit: (code, channel) for bit, code, channel in CELLS}


def first_of(bits: int) -> tuple[str, str]:
    """The first province and sales channel among `bits`, which are not 0."""
    return _CELL[bits & -bits]


@lru_cache(maxsize=4096)
def cells_of(bits: int) -> tuple[tuple[str, str], ...]:
    """Every province and sales channel among `bits`."""
    return tuple((code, channel) for bit, code, channel in CELLS if bits & bit)
