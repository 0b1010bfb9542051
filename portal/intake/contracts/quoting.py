"""Several values in one cell: split at signs that do not stand between quotation marks, and written so again."""

import re

PAIRS = ";；\n\r"
ITEMS = "、,，|;；\n\r"
LISTED = "、，|；;\n\r"
"""Between numbers, which may have commas inside."""
_NAMED = re.compile(r"\s*([^=＝:：\"]{1,100})[=＝:：]\s*(.*)", re.DOTALL)
_NEEDS_MARKS = re.compile(r"[、,，|;；:：\n\r\"]|^\s|\s$")


def split(text: str, signs: str) -> list[str]:
    """The parts between these signs, without those that are blank; a mark that is never closed is a plain sign."""
    closed = text.count('"') % 2 == 0
    parts, current, quoted = [], "", False
    for sign in text:
        quoted ^= closed and sign == '"'
        if sign in signs and not quoted:
            parts.append(current)
            current = ""
        else:
            current += sign
    return [part.strip() for part in (*parts, current) if part.strip()]


def named(part: str) -> tuple[str, str] | None:
    """Name and value of "name=value", or None."""
    match = _NAMED.fullmatch(part)
    return (match[1].strip(), match[2].strip()) if match else None


def bare(text: str) -> str:
    """The text without the quotation marks around it."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text


def marked(text: str) -> str:
    """The text as one part: between quotation marks where it holds a sign that would part it."""
    return '"{}"'.format(text.replace('"', '""')) if _NEEDS_MARKS.search(text) else text
