"""Bytes of a mail as text: whatever charset they claim, and whatever they are."""

import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header

FAMILIES = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
    "hz-gb-2312": "hz", "big5": "big5hkscs", "us-ascii": "utf-8", "ascii": "utf-8", "utf8": "utf-8", "utf-8": "utf-8",
    "utf-7": "utf-7", "unicode-1-1-utf-7": "utf-7", "utf-16": "utf-16", "shift_jis": "shift_jis", "euc-kr": "euc_kr",
    "iso-2022-jp": "iso2022_jp", "koi8-r": "koi8_r", "iso-8859-1": "cp1252", "latin1": "cp1252",
    **{f"iso-8859-{part}": f"iso8859_{part}" for part in (2, 5, 7, 9, 15)},
    **{f"windows-125{part}": f"cp125{part}" for part in range(8)},
}  # fmt: skip
"""What is read, and by which of Python's codecs. Any other name is guessed at: some of its codecs take quadratic time
or are no charsets at all."""
GUESSES = ("utf-8", "gb18030")


def decoded(raw: bytes, charset: str | None) -> str:
    """The bytes by their own charset, else as UTF-8 or GB 18030, else with � for what cannot be read."""
    claimed = FAMILIES.get((charset or "").strip().strip("\"'").lower())
    for codec in (claimed, *GUESSES):
        if codec is None:
            continue
        try:
            return storable(raw.decode(codec))
        except UnicodeError:
            continue
    return storable(raw.decode(claimed or "utf-8", "replace"))


def header_text(raw: object, most: int) -> str:
    """A header in one line of at most `most` signs, encoded words read."""
    text = str(raw)[: most * 12]
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        pieces = [(text, None)]
    words = "".join(_piece(piece, charset) for piece, charset in pieces)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:most]


def storable(text: str) -> str:
    """Without signs that no database or page takes: control characters, lone surrogates, marks that turn the text."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(sign for sign in plain if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Cf"))


def _piece(piece: object, charset: str | None) -> str:
    """decode_header gives bytes or text; bytes above ASCII come as surrogates or as Latin 1 in bytes."""
    raw = piece if isinstance(piece, bytes) else str(piece).encode("utf-8", "surrogateescape")
    return decoded(raw, charset)
