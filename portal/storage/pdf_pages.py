"""How many pages a PDF has: its page tree walked leaf by leaf, and held against the count that it claims itself."""

from typing import Any, BinaryIO

from portal.storage.pdf_objects import MOST_BYTES, Objects, Ref, Unreadable

MOST_PAGES = 20_000


def pages_in(source: BinaryIO) -> int | None:
    """The number of pages; None where the file cannot be read, is locked, goes beyond the bounds of `pdf_objects`, or
    does not have the pages that it claims."""
    try:
        return _count(source.read(MOST_BYTES + 1))
    except Unreadable:
        return None


def _count(data: bytes) -> int | None:
    objects = Objects(data)
    told = [record for text in objects.trailers if "/Root" in (record := _record(objects, text))]
    if not told or any("/Encrypt" in record for record in told):
        return None
    top = objects.at(objects.at(told[-1]["/Root"]).get("/Pages"))
    pages = len(leaves(objects, top))
    return pages if pages == top.get("/Count") else None


def _record(objects: Objects, text: bytes) -> dict[str, Any]:
    try:
        return objects.record(text)
    except Unreadable:
        return {}


def leaves(objects: Objects, top: dict[str, Any]) -> list[Ref]:
    """Pages below `top`, in no order; no node is met twice, so that a circle ends. Raises Unreadable."""
    pages, met, ahead = list[Ref](), set[int](), _kids(top)
    while ahead:
        ref = ahead.pop()
        if ref in met or len(met) > 2 * MOST_PAGES:
            raise Unreadable
        met.add(ref)
        node = objects.at(ref)
        if "/Kids" in node:
            ahead += _kids(node)
        else:
            pages.append(ref)
    return pages


def _kids(node: dict[str, Any]) -> list[Ref]:
    kids = node.get("/Kids")
    if not isinstance(kids, list) or not all(isinstance(kid, Ref) for kid in kids):
        raise Unreadable
    return kids
