"""Sums in Chinese capital numerals, as contracts print them beside the figures."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def in_capitals(fen: int) -> str:
    """A sum in fen, zero or more and under 10^16 yuan: 120000000 is 壹佰贰拾万元整."""
    yuan, cents = divmod(fen, 100)
    jiao, rest = divmod(cents, 10)
    whole = f"{_whole(yuan)}元" if yuan else ""
    if not cents:
        return f"{whole or '零元'}整"
    tail = f"{_DIGITS[jiao]}角" if jiao else ("零" if whole else "")
    return whole + tail + (f"{_DIGITS[rest]}分" if rest else "整")


def _whole(yuan: int) -> str:
    """Groups of four digits from the left; one 零 stands for any gap of zeros inside."""
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    text = ""
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            continue
        gap = text and (group < 1000 or not groups[place + 1])
        text += ("零" if gap else "") + _group(group) + _GROUPS[place]
    return text


def _group(group: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit
    return text
