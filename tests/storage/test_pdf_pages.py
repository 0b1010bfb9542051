"""Counting the pages of a PDF: what is read of honest ones, and that hostile ones cost little and tell nothing."""

import io
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.storage import pdf_objects
from portal.storage.pdf_pages import pages_in

pytestmark = pytest.mark.engineless
ROOT = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
TAIL = b"trailer\n<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF\n"
PAGE = b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 7 0 R>>/Count 99>>>>"


def tree(kids: list[int], count: int, number: int = 2) -> bytes:
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    return b"%d 0 obj\n<</Type /Pages /Kids [%s] /Count %d>>\nendobj\n" % (number, refs, count)


def pages(*numbers: int) -> bytes:
    return b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, PAGE) for number in numbers)


def pdf(*parts: bytes, tail: bytes = TAIL) -> bytes:
    return b"%PDF-1.7\n" + b"".join(parts) + tail


def packed(number: int, objects: dict[int, bytes], *, filler: bytes = b"") -> bytes:
    places, body = [], b""
    for one, text in objects.items():
        places.append(b"%d %d" % (one, len(body)))
        body += text + b" "
    head = b" ".join(places) + b" "
    squeezed = zlib.compress(head + body + filler)
    record = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (len(objects), len(head), len(squeezed))
    return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, record, squeezed)


XREF = b"90 0 obj\n<</Type/XRef/Root 1 0 R/W[1 2 1]/Size 91>>\nstream\n\nendstream\nendobj\n"
IN_STREAM = packed(
    20, {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", 3: PAGE, 4: PAGE}
)
HONEST = {
    "three": (pdf(ROOT, tree([3, 4, 5], 3), pages(3, 4, 5)), 3),
    "nested": (pdf(ROOT, tree([3, 6], 3), tree([4, 5], 2, 6), pages(3, 4, 5)), 3),
    "packed": (pdf(IN_STREAM, XREF, tail=b"startxref\n0\n%%EOF\n"), 2),
    "rewritten": (pdf(ROOT, tree([3], 1), pages(3), TAIL, tree([3, 4], 2), pages(4)), 2),
    "none": (pdf(ROOT, tree([], 0)), 0),
}
HOSTILE = {
    "empty": b"", "text": b"hello", "head": b"%PDF-1.7\n", "no tree": pdf(ROOT),
    "no root": pdf(tree([3], 1), pages(3), tail=b""),
    "claims more": pdf(ROOT, tree([3], 900), pages(3)),
    "circle": pdf(ROOT, tree([6], 1), tree([2], 1, 6)),
    "itself": pdf(ROOT, tree([2], 1)),
    "twice": pdf(ROOT, tree([3, 3], 2), pages(3)),
    "kid is missing": pdf(ROOT, tree([3, 4], 2), pages(3)),
    "locked": pdf(ROOT, tree([3], 1), pages(3), tail=b"trailer\n<</Root 1 0 R/Encrypt 8 0 R>>\n"),
    "deep": pdf(ROOT, b"2 0 obj\n" + b"<</Kids [" * 500 + b"]>>" * 500),
    "bomb": pdf(packed(20, {1: b"<<>>"}, filler=bytes(17 * 1024 * 1024)), XREF),
    "bad stream": pdf(b"20 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\nxxxx\nendstream\n", XREF),
    "many words": pdf(ROOT, b"2 0 obj\n<</Kids [" + b"1 " * 500_000 + b"]>>"),
    "many objects": pdf(b"1 0 obj\n" * 70_000),
    "negative": pdf(ROOT, b"2 0 obj\n<</Kids [3 0 R]/Count -1>>\nendobj\n", pages(3)),
    "nothing packed": pdf(packed(20, {})),
    "unread text": pdf(ROOT, b"2 0 obj\n<</Kids (" + b"\\a" * 6_000_000),
    "too large": b"%PDF-1.7\n" + bytes(pdf_objects.MOST_BYTES),
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_pages_of_an_honest_file(name: str) -> None:
    data, count = HONEST[name]
    assert pages_in(io.BytesIO(data)) == count


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_tells_nothing(name: str) -> None:
    assert pages_in(io.BytesIO(HOSTILE[name])) is None


def test_a_text_without_end_costs_no_memory() -> None:
    source = io.BytesIO(HOSTILE["unread text"])
    tracemalloc.start()
    try:
        assert pages_in(source) is None
        assert tracemalloc.get_traced_memory()[1] < 5 * len(HOSTILE["unread text"])
    finally:
        tracemalloc.stop()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(HONEST)), st.integers(0, 10_000), st.binary(max_size=12), st.integers(0, 40))
def test_a_broken_file_is_counted_or_not_and_never_an_error(name: str, at: int, put: bytes, gone: int) -> None:
    data = HONEST[name][0]
    at %= len(data)
    found = pages_in(io.BytesIO(data[:at] + put + data[at + gone :]))
    assert found is None or 0 <= found <= 20_000
