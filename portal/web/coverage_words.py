"""Signs of the coverage map and matrix: one letter each, so that colour is never alone, and what it stands for."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.accounts.regions import Province
from portal.domain.contracts.coverage import Sign
from portal.web.locale import current_locale

LETTERS = {
    Sign.BEYOND: lazy_pgettext("coverage sign", "X"),
    Sign.ENDING: lazy_pgettext("coverage sign", "T"),
    Sign.EXCLUSIVE: lazy_pgettext("coverage sign", "E"),
    Sign.SOLE: lazy_pgettext("coverage sign", "S"),
    Sign.SHARED: lazy_pgettext("coverage sign", "N"),
    Sign.EMPTY: "",
    Sign.NOT_OURS: "·",
}
NAMES = {
    Sign.EXCLUSIVE: _l("Exclusive"),
    Sign.SOLE: _l("Sole"),
    Sign.SHARED: _l("Non-exclusive"),
    Sign.ENDING: _l("Ends within 90 days"),
    Sign.BEYOND: _l("Beyond our right"),
    Sign.EMPTY: _l("White space"),
    Sign.NOT_OURS: _l("No upstream right"),
}
PARTS = {
    "neighbours": _l("neighbours"),
    "seated": _l("partners seated there"),
    "prospects": _l("prospects under way"),
    "right": _l("how long our right lasts"),
}
"""What adds up to the points of an empty province."""
TONES = {
    Sign.BEYOND: "over", Sign.ENDING: "soon", Sign.EXCLUSIVE: "ex", Sign.SOLE: "ex", Sign.SHARED: "ne",
    Sign.EMPTY: "none", Sign.NOT_OURS: "off",
}  # fmt: skip
BIG_REGIONS = {
    "north": _l("North"), "northeast": _l("Northeast"), "east": lazy_pgettext("region", "East"),
    "central": lazy_pgettext("region", "Central"), "south": lazy_pgettext("region", "South"),
    "southwest": _l("Southwest"), "northwest": _l("Northwest"), "hmt": _l("HK, Macao, Taiwan"),
}  # fmt: skip
_LATIN = {
    "11": "BJ", "12": "TJ", "13": "HE", "14": "SX", "15": "NM", "21": "LN", "22": "JL", "23": "HL", "31": "SH",
    "32": "JS", "33": "ZJ", "34": "AH", "35": "FJ", "36": "JX", "37": "SD", "41": "HA", "42": "HB", "43": "HN",
    "44": "GD", "45": "GX", "46": "HI", "50": "CQ", "51": "SC", "52": "GZ", "53": "YN", "54": "XZ", "61": "SN",
    "62": "GS", "63": "QH", "64": "NX", "65": "XJ", "71": "TW", "81": "HK", "82": "MO",
}  # fmt: skip
"""Two letters of GB/T 2260, as they stand on maps."""


def tile_name(place: Province) -> str:
    """What fits on a tile: 川, in English SC. 贵 and 云 are said as people say them, not by their plates."""
    if current_locale() == "en":
        return _LATIN[place.code[:2]]
    return {"52": "贵", "53": "云"}.get(place.code[:2], place.short)
