"""Pictures for looking at: decoded, shrunk and written anew, so that nothing but pixels is left of them."""

import io
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000
LONGEST_EDGE = 1600
READABLE = ("JPEG", "PNG", "WEBP")


class BadImage(ValueError):
    """Not a picture we can show."""


def shrink(source: BinaryIO) -> bytes:
    """The picture as WebP, at most 1600 pixels an edge, turned upright, without any metadata; raises BadImage."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=READABLE) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise BadImage("too many pixels")
                picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
                out = io.BytesIO()
                upright.convert("RGB").save(out, "WEBP", quality=80, method=3)
                return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as mistake:
        raise BadImage(str(mistake)) from mistake


def measure(source: BinaryIO) -> tuple[int, int]:
    """Width and height without decoding; raises BadImage. Leaves `source` at its beginning."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(source, formats=READABLE) as picture:
                return picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as mistake:
        raise BadImage(str(mistake)) from mistake
    finally:
        source.seek(0)
