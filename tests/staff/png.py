"""A picture small enough for every test."""

import io

from PIL import Image


def png() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(out, "PNG")
    out.seek(0)
    return out
