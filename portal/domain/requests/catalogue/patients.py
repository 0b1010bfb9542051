"""What may be said of a patient: initials, never a name or an identity number (PIPL Art. 28; domain 5.4)."""

import re

from portal.domain.base import half_width
from portal.domain.requests.catalogue.fields import BadValue, FieldSpec

MOST_LETTERS = 4
"""Longer runs of letters are a name written out."""
_INITIALS = re.compile(r"[A-Z](?:[.\-\s]{0,2}[A-Z]){0,3}\.?")
_ID_NUMBER = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9])")
_GAPS = re.compile(r"(?<=[0-9])[ \-]{1,2}(?=[0-9Xx])")
_NAME = re.compile(
    r"姓名\s{0,3}(?:是|为|:)?\s{0,3}(?![不未保略无])[一-龥]{2,4}|(?:患者|病人|患儿)(?:名叫|叫做)[一-龥]{2,4}"
)
LONGEST = 20_000
"""Signs looked at; longer texts are refused for their length."""


def read_initials(_spec: FieldSpec, texts: list[str]) -> str:
    """One to four Latin letters, with or without points: ZS, Z.S., kept as Z.S."""
    text = half_width(texts[0]).upper().strip()
    if len(text) > 3 * MOST_LETTERS or not _INITIALS.fullmatch(text):
        raise BadValue("initials_only")
    return "".join(f"{letter}." for letter in re.sub(r"[^A-Z]", "", text))


def tells_who(text: str) -> bool:
    """Whether a text gives a patient away: something shaped like an identity number, or a name called a name."""
    plain = half_width(text[:LONGEST])
    return bool(_ID_NUMBER.search(_GAPS.sub("", plain)) or _NAME.search(plain))
