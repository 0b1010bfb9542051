"""Kinds of names in addresses; anything else is no such page."""

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter


class NumberConverter(BaseConverter):
    """The number people read aloud: SR-202611-0001, D-000101."""

    regex = r"[A-Z]{1,2}-[0-9]{1,6}(?:-[0-9]{1,9})?"


class PrintedConverter(BaseConverter):
    """A contract's own number, as printed by the company."""

    regex = r"[\w.()（）·-]{1,40}"


class RefConverter(BaseConverter):
    """A random reference."""

    regex = r"[A-Za-z0-9_-]{16,64}"


class RowConverter(IntegerConverter):
    """The id of a row: no more digits than a database can hold."""

    regex = r"[0-9]{1,18}"


class CodeConverter(BaseConverter):
    """A code of the catalogue: quality_complaint."""

    regex = r"[a-z][a-z_]{2,29}"


def init_converters(app: Flask) -> None:
    app.url_map.converters.update(
        number=NumberConverter, printed=PrintedConverter, ref=RefConverter, code=CodeConverter, int=RowConverter
    )
