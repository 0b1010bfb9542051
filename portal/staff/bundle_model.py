"""The shape of a bundle's documents: parts with numbered entries, and the files they name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portal.domain.attachments.models import Attachment
from portal.storage.bundle import entry_name
from portal.web.locale import day_text, local

Facts = list[tuple[Any, Any]]


@dataclass(frozen=True)
class BundledFile:
    """A file in the bundle under its own number; `is_missing` when storage has lost its bytes. `pages` is None where
    nobody can tell; `first_page` counts the pages of all files one after the other, as long as all of them are known.
    """

    no: str
    name: str
    entry: str
    sha256: str
    size: int
    is_missing: bool
    pages: int | None = None
    first_page: int | None = None

    @property
    def last_page(self) -> int | None:
        return self.first_page + self.pages - 1 if self.first_page and self.pages else None


class Files:
    """Every file once, numbered in the order in which the documents name them."""

    def __init__(self, has: Any, pages_of: Callable[[Attachment], int | None]) -> None:
        self._has, self._pages_of = has, pages_of
        self._next_page: int | None = 1
        self._by_content: dict[str, BundledFile] = {}

    def __iter__(self) -> Any:
        return iter(self._by_content.values())

    def named(self, rows: Any) -> list[BundledFile]:
        return [self._named(row) for row in rows]

    def _named(self, row: Attachment) -> BundledFile:
        found = self._by_content.get(row.sha256)
        if found is None:
            number = len(self._by_content) + 1
            is_missing = not self._has(row.sha256)
            pages = None if is_missing else self._pages_of(row)
            found = BundledFile(
                f"F{number:03d}", row.name, entry_name(number, row.name), row.sha256, row.size, is_missing, pages,
                self._next_page,
            )  # fmt: skip
            self._next_page = self._next_page + pages if self._next_page and pages is not None else None
            self._by_content[row.sha256] = found
        return found


@dataclass(frozen=True)
class Speech:
    """Who said what, and when."""

    who: str
    when: str
    text: str
    files: list[BundledFile] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """The last column is a sum."""

    headings: list[Any]
    rows: list[list[Any]]


@dataclass(frozen=True)
class Item:
    """One numbered entry of a part; `page` is its page in the sealed contract."""

    title: Any
    facts: Facts = field(default_factory=list)
    texts: list[tuple[Any, Any]] = field(default_factory=list)
    table: Table | None = None
    said: list[Speech] = field(default_factory=list)
    files: list[BundledFile] = field(default_factory=list)
    page: int | None = None


@dataclass(frozen=True)
class Part:
    """One document: its number in the bundle, its file name and its entries."""

    no: int
    slug: str
    title: Any
    items: list[Item]
    nothing: Any
    """What is said when there is no entry."""

    @property
    def entry(self) -> str:
        return f"{self.no:02d}-{self.slug}.html"


def whole_moment(moment: Any) -> str:
    """Day with its year, and the time: the same words whenever it is read."""
    here = local(moment)
    return f"{day_text(here.date())} {here:%H:%M}"
