"""Copies that say for whom they are: a line across every page of a PDF, or of a picture made into one.

The line is an annotation of its own appended to the file (ISO 32000-1, 7.5.6), read-only, locked and printed with the
page: nothing of the pages themselves is written anew, so that what they say stays as it was. The font is one that every
reader of Chinese brings along (Adobe-GB1), so none is put into the file.
"""

import io
import math
import re
from typing import Any, BinaryIO

from portal.storage.images import BadImage, shrink
from portal.storage.pdf_objects import MOST_BYTES, Objects, Ref, Unreadable
from portal.storage.pdf_pages import leaves
from portal.storage.pdf_values import first_value, without

Box = tuple[float, float, float, float]
A4 = (0.0, 0.0, 595.0, 842.0)
MOST_PAGES = 400
"""Pages of one document; longer ones are papers nobody hands in."""
MOST_ADDED = 8 * 1024 * 1024
"""Bytes that marking may add: pages can share a long list, and each gets it anew."""
ODD = (ValueError, LookupError, ArithmeticError)
"""What numbers and records that are none come to: others wrote the file, and nothing in it breaks our page."""
TURN = math.radians(28)
_START = re.compile(rb"startxref\s+(\d+)")
_ROOT = re.compile(rb"/Root\s+(\d+\s+\d+\s+R)")
_BOX = re.compile(rb"/MediaBox\s*\[\s*([-0-9.]+)\s+([-0-9.]+)\s+([-0-9.]+)\s+([-0-9.]+)\s*\]")
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [ << "
    b"/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [ 1 95 500 ] "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [ -25 -254 1000 880 ] "
    b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >> ] >>"
)


class Unstampable(ValueError):
    """The file is locked, damaged, or of a kind on whose pages nothing can be written."""


def stamped(source: BinaryIO, media_type: str, line: str) -> bytes:
    """The document as a PDF with `line` across each page; raises Unstampable."""
    try:
        if media_type == "application/pdf":
            return stamp_pdf(source.read(MOST_BYTES + 1), line)
        if media_type.startswith("image/"):
            return stamp_pdf(_picture_as_pdf(source), line)
    except (Unreadable, BadImage, *ODD) as mistake:
        raise Unstampable(media_type) from mistake
    raise Unstampable(media_type)


def stamp_pdf(data: bytes, line: str) -> bytes:
    objects = Objects(data)
    told = [text for text in objects.trailers if _ROOT.search(text)]
    start = [int(found) for found in _START.findall(data)]
    if not told or not start or any(b"/Encrypt" in text for text in told):
        raise Unstampable("locked")
    root = _ROOT.search(told[-1])
    assert root is not None
    pages = leaves(objects, objects.at(objects.at(Ref(root[1].split()[0])).get("/Pages")))
    if not 0 < len(pages) <= MOST_PAGES:
        raise Unstampable("pages")
    return _Update(data, objects, line, root[1], start[-1]).of(pages)


class _Update:
    """What is appended to the file: per page its record anew with one more annotation, and what that looks like."""

    def __init__(self, data: bytes, objects: Objects, line: str, root: bytes, previous: int) -> None:
        self.data, self.objects, self.line, self.root, self.previous = data, objects, line, root, previous
        self.out, self.places, self.next = io.BytesIO(), dict[int, int](), max(objects.found) + 1
        self.parents = dict[int, tuple[Box | None, Any]]()
        self.shared = dict[int, bytes]()
        self.out.write(data if data.endswith(b"\n") else data + b"\n")

    def of(self, pages: list[Ref]) -> bytes:
        font = self._add(FONT)
        for page in pages:
            raw = first_value(self.objects.found[page])
            if not raw.startswith(b"<<") or page in self.objects.reused:
                raise Unstampable("page")
            box = self._box(raw)
            look = self._add_look(box, font)
            rect = b"%.2f %.2f %.2f %.2f" % box
            mark = self._add(
                b"<< /Type /Annot /Subtype /Stamp /Rect [ %s ] /F 196 /AP << /N %d 0 R >> >>" % (rect, look)
            )
            self._write(page, self._with_mark(raw, mark))
        return self._closed()

    def _with_mark(self, raw: bytes, mark: int) -> bytes:
        """The page's record with one more annotation; those it has stay."""
        kept, annots = without(raw, b"/Annots")
        if annots and not annots.startswith(b"["):
            annots = self._shared(int(annots.split()[0]))
        had = annots[1:-1] if annots.startswith(b"[") else b""
        return b"%s /Annots [ %s %d 0 R ] >>" % (kept.rstrip()[:-2], had, mark)

    def _shared(self, number: int) -> bytes:
        """A list that stands in an object of its own: many pages may name it, and it is read once."""
        if number not in self.shared:
            self.shared[number] = first_value(self.objects.found.get(number, b""))
        return self.shared[number]

    def _add_look(self, box: Box, font: int) -> int:
        wide, high = box[2] - box[0], box[3] - box[1]
        units = sum(1.0 if ord(sign) > 255 else 0.5 for sign in self.line) or 1.0
        size = max(7.0, min(26.0, 0.86 * wide / math.cos(TURN) / units))
        cos, sin = math.cos(TURN), math.sin(TURN)
        text = self.line.encode("utf-16-be").hex().encode()
        marks = b"".join(
            b"BT /F1 %.2f Tf %.4f %.4f %.4f %.4f %.2f %.2f Tm <%s> Tj ET\n"
            % (size, cos, sin, -sin, cos, wide * 0.08, high * share, text)
            for share in (0.05, 0.33, 0.61)
        )
        drawn = b"q /G0 gs 0.45 g\n" + marks + b"Q"
        head = (
            b"<< /Type /XObject /Subtype /Form /BBox [ 0 0 %.2f %.2f ] /Resources << /Font << /F1 %d 0 R >> /ExtGState "
            b"<< /G0 << /ca 0.4 >> >> >> /Length %d >>" % (wide, high, font, len(drawn))
        )
        return self._add(head + b"\nstream\n" + drawn + b"\nendstream")

    def _box(self, raw: bytes) -> Box:
        """The size of the page, its own or inherited; A4 where it is told elsewhere."""
        box, parent = self._told(raw)
        for _step in range(20):
            if box is not None or not isinstance(parent, Ref) or parent not in self.objects.found:
                break
            if parent not in self.parents:  # many pages share it, and it can be large: it is read once
                self.parents[parent] = self._told(first_value(self.objects.found[parent]))
            box, parent = self.parents[parent]
        return box if box is not None and box[2] > box[0] and box[3] > box[1] else A4

    def _told(self, raw: bytes) -> tuple[Box | None, Any]:
        """The size a record tells, else the record it inherits from."""
        found = _BOX.search(raw)
        if found is None:
            return None, self.objects.record(raw).get("/Parent")
        left, low, right, high = map(float, found.groups())
        return (left, low, right, high), None

    def _add(self, body: bytes) -> int:
        number, self.next = self.next, self.next + 1
        self._write(number, body)
        return number

    def _write(self, number: int, body: bytes) -> None:
        self.places[number] = self.out.tell()
        if self.places[number] + len(body) > len(self.data) + MOST_ADDED:
            raise Unstampable("grows")
        self.out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _closed(self) -> bytes:
        """With a table of what was appended, of the kind the file has: readers do not like the two kinds mixed."""
        at = self.data[self.previous : self.previous + 8].lstrip()
        begins = self.out.tell()
        if at.startswith(b"xref"):
            rows = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in sorted(self.places.items()))
            head = b"<< /Size %d /Root %s /Prev %d >>" % (self.next, self.root, self.previous)
            self.out.write(b"xref\n" + rows + b"trailer\n" + head + b"\n")
        else:
            self.places[self.next] = begins
            rows = b"".join(b"\x01" + place.to_bytes(5, "big") + b"\0" for _no, place in sorted(self.places.items()))
            index = b" ".join(b"%d 1" % number for number in sorted(self.places))
            head = b"<< /Type /XRef /W [ 1 5 1 ] /Index [ %s ] /Size %d /Root %s /Prev %d /Length %d >>" % (
                index, self.next + 1, self.root, self.previous, len(rows),
            )  # fmt: skip
            self.out.write(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (self.next, head, rows))
        self.out.write(b"startxref\n%d\n%%%%EOF\n" % begins)
        return self.out.getvalue()


def _picture_as_pdf(source: BinaryIO) -> bytes:
    """One page as large as the picture allows on A4."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(shrink(source))) as picture:
        upright: Any = ImageOps.exif_transpose(picture).convert("RGB")
        out = io.BytesIO()
        upright.save(out, "PDF", resolution=max(upright.width / (A4[2] / 72), upright.height / (A4[3] / 72)))
        return out.getvalue()
