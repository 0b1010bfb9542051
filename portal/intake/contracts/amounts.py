"""Numbers as people write them in a workbook: yuan and 万元, percent and 万分之五, 5 个工作日."""

import re

from portal.domain.contracts.clauses.kinds import BadValue
from portal.domain.contracts.clauses.numbers import number, plain, tidy

_UNITS = {
    "days": "天 日 day days",
    "working_days": "工作日 workingday workingdays businessdays",
    "calendar_days": "自然日 日历日 日历天 calendarday calendardays",
    "months": "月 month months",
    "quarters": "季度 季 quarter quarters",
    "years": "年 year years",
    "times": "次 time times",
    "boxes": "盒 box boxes",
    "multiple": "倍 x ×",
}
UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_FITS = {"days": {"days", "working_days", "calendar_days"}, "calendar_days": {"days", "calendar_days"},
         "working_days": {"days", "working_days"}, "multiple": {"multiple", "times"}}  # fmt: skip
_COUNTED = re.compile(r"([+-]?[0-9][0-9,.]{0,30}) ?个?([^0-9]{0,20})")
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|¥)|(?:元整|元|圆|yuan)$", re.IGNORECASE)
_PARTS = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_CHINESE = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}


def yuan(text: str) -> str:
    """1,200,000元, ¥120万 as plain yuan; what is no sum stays for the clause to refuse."""
    bare = _CURRENCY.sub("", _CURRENCY.sub("", tidy(text)).strip()).strip()
    for sign, times in (("万", 10**4), ("亿", 10**8)):
        if bare.endswith(sign):
            return plain(number(bare.removesuffix(sign)) * times)
    return bare


def percent(text: str) -> tuple[str, bool]:
    """5%, 0.5‰, 万分之五 with its sign, and whether the sign is our addition: 20 is read as 20%.

    A number under 1 without a sign could be a part of one or a percentage: BadValue("percent_unclear").
    """
    bare = tidy(text).replace(" ", "")
    for words, sign in _PARTS.items():
        if bare.startswith(words):
            bare = str(_CHINESE.get(bare.removeprefix(words), bare.removeprefix(words))) + sign
    if bare.endswith("‱"):
        return f"{plain(number(bare[:-1]) / 100)}%", False
    if bare[-1:] in ("%", "‰"):
        return bare, False
    if bare and (value := number(bare)) and abs(value) < 1:
        raise BadValue("percent_unclear")
    return bare, bool(bare)


def counted(text: str, unit: str | None) -> tuple[str, str | None]:
    """The number without its unit, and the unit that was written; BadValue("unit_differs") for one of another kind."""
    match = _COUNTED.fullmatch(tidy(text))
    written = "".join((match[2] if match else "").lower().split())
    if not match or not written:
        return tidy(text), None
    found = UNIT_OF.get(written)
    if found is None:
        raise BadValue("not_a_number")
    if found not in _FITS.get(unit or "", {unit}):
        raise BadValue("unit_differs")
    return match[1], found
