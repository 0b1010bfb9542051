"""A JSON file read value by value, so that a long list never stands in memory whole."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TextIO

CHUNK = 1 << 16
BLANKS = " \t\r\n\ufeff"
_DECODE = json.JSONDecoder(parse_float=Decimal).raw_decode


class NotJson(ValueError):
    """From here on the file cannot be read."""


class JsonValues:
    """The values of a file: of a list each one (`is_list` says so once the first is asked for), else the only one."""

    def __init__(self, text: TextIO) -> None:
        self._text, self._buffer, self._place = text, "", 0
        self.is_list = self._sign() == "["
        self._place += self.is_list

    def __iter__(self) -> Iterator[Any]:
        """Raises NotJson where it stops being JSON."""
        if not self.is_list:
            yield self._value()
        elif self._sign() == "]":
            self._place += 1
        else:
            yield from self._listed()
        if self._sign():
            raise NotJson

    def _listed(self) -> Iterator[Any]:
        while True:
            yield self._value()
            sign = self._sign()
            self._place += 1
            if sign == "]":
                return
            if sign != ",":
                raise NotJson

    def _sign(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            while self._place < len(self._buffer):
                if self._buffer[self._place] not in BLANKS:
                    return self._buffer[self._place]
                self._place += 1
            if not self._more(CHUNK):
                return ""

    def _value(self) -> Any:
        self._sign()
        want = CHUNK
        while True:
            try:
                value, end = _DECODE(self._buffer, self._place)
                if end < len(self._buffer):  # a number could go on
                    self._place = end
                    return value
            except RecursionError:
                raise NotJson from None
            except ValueError:  # cut off, or wrong: more text will tell
                value, end = None, 0
            if not self._more(want):
                if not end:
                    raise NotJson
                self._place = end
                return value
            want *= 2  # so that a long value is not tried too often

    def _more(self, size: int) -> bool:
        try:
            more = self._text.read(size)
        except UnicodeDecodeError:
            raise NotJson from None
        self._buffer, self._place = self._buffer[self._place :] + more, 0
        return bool(more)
