"""How rounds of volume-based procurement went, province by province, in one cell: 江苏 中选；浙江 未中选."""

import re
from datetime import date

from portal.domain.accounts.regions import BY_CODE
from portal.domain.products.models import Vbp
from portal.intake.cities import region_in
from portal.intake.headings import heading_key
from portal.intake.notes import Cleaned
from portal.intake.plain_text import tidy

WORDS: dict[str, str] = {Vbp.WON: "中选", Vbp.LOST: "未中选", Vbp.PENDING: "待定"}
_CODES = {heading_key(word): str(code) for code, zh in WORDS.items() for word in (zh, str(code))}
_APART, _PAIR = re.compile(r"[;；、\n]+"), re.compile(r"(.{1,40})[ :：]([^ :：]{1,10})")


def read_procurement(field: str, text: str, _: date) -> Cleaned:
    """Province code → code of how it went."""
    plain, changes = tidy(text, lines=True)
    found: dict[str, str] = {}
    for part in filter(None, (one.strip() for one in _APART.split(plain))):
        pair = _PAIR.fullmatch(part)
        region = region_in(pair[1].strip()) if pair else None
        code = _CODES.get(heading_key(pair[2])) if pair else None
        if region is None or code is None:
            return Cleaned({}, [], ["choice_unknown"])
        found[region.province] = code
    return Cleaned({field: found}, changes, []) if found else Cleaned({}, [], [])


def write_procurement(held: dict[str, str], locale: str) -> str:
    """So that it is read back."""
    is_zh = locale == "zh"
    return "; ".join(
        f"{BY_CODE[code].zh if is_zh else BY_CODE[code].en} {WORDS[how] if is_zh else how}"
        for code, how in sorted(held.items())
    )
