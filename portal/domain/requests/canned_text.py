"""Text with gaps: `{联系人}` or `{contact|您}` is filled from what is known, else with what stands behind the bar."""

import re
from collections.abc import Mapping

from portal.domain.base import Refused, half_width

Gaps = Mapping[str, str]
GAPS: Gaps = {
    "contact": "联系人", "company": "客户", "number": "编号", "subject": "主题", "product": "产品", "contract": "合同",
    "due": "办结时限", "me": "我",
}  # fmt: skip
"""What a reply at the desk knows: every gap by its English name, with the Chinese one; both may be typed."""
_GAP = re.compile(r"[{｛]\s*+([^{}｛｝|｜]{1,20}?)\s*+(?:[|｜]([^{}｛｝|｜]{0,60}))?[}｝]")
# Spaces are never given back (`*+`): else a bracket with a page of them behind it costs the square of its length.


def check(text: str, gaps: Gaps = GAPS) -> None:
    """Refused when a gap has a name that nothing fills."""
    for typed, _ in _GAP.findall(text):
        if _name(typed, gaps) is None:
            raise Refused("canned.unknown_gap", gap=typed, known="、".join(gaps.values()))


def filled(text: str, values: Mapping[str, str], gaps: Gaps = GAPS) -> str:
    """The text with every gap filled from `values` (by English name); one that nothing fills and that has no words of
    its own stays as it was typed, to be seen."""

    def fill(gap: re.Match[str]) -> str:
        name = _name(gap[1], gaps)
        known = values.get(name, "") if name else ""
        return known or (gap[2] if gap[2] is not None else gap[0])

    return _GAP.sub(fill, text)


def open_gaps(text: str, gaps: Gaps = GAPS) -> list[str]:
    """The gaps still open in what somebody is about to send, as typed."""
    return [gap[0] for gap in _GAP.finditer(text) if _name(gap[1], gaps)]


def _name(typed: str, gaps: Gaps) -> str | None:
    """The English name of a gap."""
    name = half_width(typed).strip().lower()
    return name if name in gaps else next((english for english, chinese in gaps.items() if chinese == name), None)
