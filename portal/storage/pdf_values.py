"""Values of a PDF as they are written: where one begins and ends, and a record without one of its entries."""

from portal.storage.pdf_objects import TOKEN


def first_value(text: bytes) -> bytes:
    """The first record or list of an object's text, as it is written; empty where there is none."""
    begin, end = _extent(text, 0)
    return text[begin:end]


def _extent(text: bytes, at: int) -> tuple[int, int]:
    """Where the value behind `at` begins and ends."""
    depth, begin = 0, -1
    while match := TOKEN.match(text, at):
        at = match.end()
        if match.lastgroup is None:
            continue
        begin = match.start() if begin < 0 else begin
        depth += {"open": 1, "close": -1}.get(match.lastgroup, 0)
        if depth <= 0:
            return begin, at
    return 0, 0


def without(raw: bytes, name: bytes) -> tuple[bytes, bytes]:
    """A record without one of its own entries, and that entry's value; nested ones are left alone."""
    at, is_name = raw.index(b"<<") + 2, True
    while match := TOKEN.match(raw, at):
        if match.lastgroup is None:
            at = match.end()
        elif is_name and match.group() == name:
            begin, end = _extent(raw, match.end())
            return raw[: match.start()] + raw[end:], raw[begin:end]
        elif match.lastgroup == "close":
            break
        else:
            at, is_name = _extent(raw, at)[1], not is_name
    return raw, b""
