"""The objects of a PDF, read no further than counting its pages needs, and hostile files kept within bounds.

Bounds are sizes and counts, never seconds: what is told of a file must be the same whenever it is read.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

MOST_BYTES = 25 * 1024 * 1024
"""Of a file; what people can send us is smaller."""
MOST_UNPACKED, MOST_OBJECTS, MOST_WORDS, DEEPEST = 16 * 1024 * 1024, 60_000, 400_000, 12
"""Bytes unpacked of a file, objects found in it, words read of it in all, and how far those may be nested."""
MOST_TRAILERS = 500

# Looked for by the word, which is quick, and only then backwards for its numbers: a file may be all numbers.
_OBJECT = re.compile(rb"obj(?<=[ \t\r\n]obj)(?![a-z])")
_NUMBERS = re.compile(rb"(?<![0-9])([0-9]{1,8})[ \t\r\n]{1,4}([0-9]{1,5})[ \t\r\n]{1,4}\Z")
_NUMBERS_LONGEST = 22
_TRAILER = re.compile(rb"trailer(?=[ \t\r\n]*<<)")
_STREAM = re.compile(rb"stream\r?\n")
# Nothing in a text is given back (`*+`): to remember where it could be would cost a hundred times the file's size.
TOKEN = re.compile(
    rb"[ \t\r\n\x00\x0c]+|%[^\r\n]*|(?P<ref>[0-9]{1,8}[ \t\r\n]+[0-9]{1,5}[ \t\r\n]+R(?![A-Za-z]))"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])|(?P<text>\([^()\\]*+(?:\\.[^()\\]*+)*+\)|<[0-9A-Fa-f \t\r\n]*>)"
    rb"|(?P<name>/[^ \t\r\n\x00\x0c/<>\[\]()%{}]*)|(?P<number>[+-]?[0-9.]{1,20})|(?P<word>[a-zA-Z]+)",
    re.DOTALL,
)


class Unreadable(ValueError):
    """The file is no PDF that we read, or beyond the bounds."""


class Ref(int):
    """The number of another object."""


class Objects:
    """The text of every object by its number, of several the last one written, and the trailers in their order.
    `reused` are numbers that were given a second time, under another generation."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_BYTES or b"%PDF-" not in data[:1024]:
            raise Unreadable
        self._words_left, self._bytes_left = MOST_WORDS, MOST_UNPACKED
        self.found: dict[int, bytes] = {}
        self.trailers = [data[match.end() : match.end() + 4096] for match in _TRAILER.finditer(data)]
        heads = list(islice(_OBJECT.finditer(data), MOST_OBJECTS + 1))
        if len(heads) > MOST_OBJECTS or len(self.trailers) > MOST_TRAILERS:
            raise Unreadable
        found = [(head.end(), *numbers) for head in heads if (numbers := _numbered(data, head.start()))]
        ends = [*(start for _, start, _, _ in found), len(data)][1:]
        self.reused = {number for _, _, number, generation in found if generation}
        for (begin, _, number, _), end in zip(found, ends, strict=False):
            self._take(number, data[begin:end])

    def record(self, text: bytes) -> dict[str, Any]:
        """The record at the beginning of an object; what is nested in it is read too, within the bounds."""
        words = self._words(text)
        if next(words, None) != b"<<":
            raise Unreadable
        value = _nested(words, b">>", 0)
        assert isinstance(value, dict)
        return value

    def at(self, ref: Any) -> dict[str, Any]:
        """The record that is pointed at."""
        if not isinstance(ref, Ref) or ref not in self.found:
            raise Unreadable
        return self.record(self.found[ref])

    def _take(self, number: int, text: bytes) -> None:
        self.found[number] = text
        head = text[:4096]
        if b"/ObjStm" in head:
            record = self.record(text)
            unpacked = _unpacked(record, text, self._bytes_left)
            self._bytes_left -= len(unpacked)
            self.found.update(_within(record, unpacked))
        elif b"/XRef" in head:
            self.trailers.append(text)

    def _words(self, text: bytes) -> Iterator[Any]:
        at = 0
        while match := TOKEN.match(text, at):
            at = match.end()
            self._words_left -= 1
            if self._words_left < 0:
                raise Unreadable
            if match.lastgroup is not None:
                yield _meaning(match.lastgroup, match.group())


def _numbered(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Where the numbers begin that stand before the word at `at`, the object's number and its generation."""
    begin = max(0, at - _NUMBERS_LONGEST)
    match = _NUMBERS.search(data[begin:at])
    return (begin + match.start(), int(match.group(1)), int(match.group(2))) if match else None


def _meaning(kind: str, word: bytes) -> Any:
    match kind:
        case "ref":
            return Ref(word.split()[0])
        case "open" | "close":
            return word
        case "name":
            return word.decode("latin-1")
        case "number":
            return int(word) if word.isdigit() else 0
    return None


def _nested(words: Iterator[Any], end: bytes, depth: int) -> Any:
    if depth > DEEPEST:
        raise Unreadable
    found: list[Any] = []
    for word in words:
        if word == end:
            return found if end == b"]" else dict(zip(map(str, found[::2]), found[1::2], strict=False))
        if word in (b"<<", b"["):
            found.append(_nested(words, b">>" if word == b"<<" else b"]", depth + 1))
        elif isinstance(word, bytes):
            raise Unreadable
        else:
            found.append(word)
    raise Unreadable


def _unpacked(record: dict[str, Any], text: bytes, most: int) -> bytes:
    """The bytes of a stream that is packed the usual way, at most so many."""
    begins = _STREAM.search(text)
    if begins is None or record.get("/Filter") not in ("/FlateDecode", ["/FlateDecode"]):
        raise Unreadable
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(text[begins.end() :], max(1, most))
    except zlib.error as mistake:
        raise Unreadable from mistake
    if unpacker.unconsumed_tail:
        raise Unreadable
    return found


def _within(record: dict[str, Any], unpacked: bytes) -> Iterator[tuple[int, bytes]]:
    """Objects in a stream of them: pairs of number and place first, then one after the other."""
    first, count = record.get("/First"), record.get("/N")
    if not isinstance(first, int) or not isinstance(count, int) or not 0 <= count <= MOST_OBJECTS:
        raise Unreadable
    told = unpacked[:first].split()[: 2 * count]
    if len(told) < 2 * count or not all(one.isdigit() and len(one) < 9 for one in told):
        raise Unreadable
    places = [first + int(at) for at in told[1::2]]
    if places != sorted(places):  # each byte belongs to one object: nothing is told more than once
        raise Unreadable
    for number, begins, ends in zip(told[::2], places, [*places, len(unpacked)][1:], strict=True):
        yield int(number), unpacked[begins:ends]
