"""Pictures for looking at: decoded, shrunk and written anew, so that nothing but pixels is left of them."""

import io
import warnings
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MOST_PIXELS = 50_000_000
MOST_DECODED = 3840 * 2160
"""Pixels decoded at once, which takes up to 150 MB; a plain JPEG is shrunk while it is read, all else is not."""
MOST_PROGRESSIVE = 16_000_000
MOST_SCANS = 100
"""A progressive JPEG needs ten; each further one costs a walk over the whole picture for a few bytes."""
LONGEST_EDGE = 1600
READABLE = ("JPEG", "PNG", "WEBP")
KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


class BadImage(ValueError):
    """Not a picture we can show."""


def shrink(source: BinaryIO) -> bytes:
    """The picture as WebP, at most 1600 pixels an edge, turned upright, without any metadata; raises BadImage."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # loaded with the first picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=READABLE) as picture:
                _refuse_dear_ones(picture, source)
                picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))  # before turning, which copies
                out = io.BytesIO()
                ImageOps.exif_transpose(picture).convert("RGB").save(out, "WEBP", quality=80, method=3)
                return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as mistake:
        raise BadImage(str(mistake)) from mistake


def without_traces(source: BinaryIO, media_type: str) -> bytes:
    """The picture as its own kind of file with nothing but pixels left, at most 1600 pixels an edge: what a camera
    writes into it can say who took it, and where. Raises BadImage, for kinds that we cannot read as well."""
    from PIL import Image

    kind = KINDS.get(media_type)
    if kind is None:
        raise BadImage(media_type)
    with Image.open(io.BytesIO(shrink(source))) as picture:
        out = io.BytesIO()
        picture.convert("RGB").save(out, kind, quality=88)
        return out.getvalue()


def _refuse_dear_ones(picture: "ImageFile", source: BinaryIO) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise BadImage("too many pixels")
    if picture.info.get("progressive"):
        is_dear = picture.width * picture.height > MOST_PROGRESSIVE or _scans_in(source) > MOST_SCANS
    else:
        picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        is_dear = picture.width * picture.height > MOST_DECODED
    if is_dear:
        raise BadImage("too dear to decode")


def _scans_in(source: BinaryIO) -> int:
    """How often a JPEG starts a scan; leaves `source` where it was."""
    place = source.tell()
    source.seek(0)
    count = source.read().count(b"\xff\xda")
    source.seek(place)
    return count


def measure(source: BinaryIO) -> tuple[int, int]:
    """Width and height without decoding; raises BadImage. Leaves `source` at its beginning."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(source, formats=READABLE) as picture:
                return picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as mistake:
        raise BadImage(str(mistake)) from mistake
    finally:
        source.seek(0)
