"""What a column of a table is: how it is called, how a cell of it is read, and where an export takes it from."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """`zh` and `en` are how an export heads it, `also` what else people write over it, without blanks, the surest
    first.

    `reads` names how a cell is read (cleaning.READERS), and how one is written (taking_out/cells.py); `source` is the
    database column it comes from, None where an import only reads it. `is_secret`: masked unless somebody may see it.
    """

    name: str
    zh: str
    en: str
    also: str = ""
    reads: str = "text"
    source: Any = None
    is_secret: bool = False

    @property
    def words(self) -> str:
        """Headings as `headings.in_words` takes them, our own English one among them."""
        words, english = f"{self.zh} {self.also}".split(), "".join(filter(str.isalnum, self.en.lower()))
        return " ".join([*words, *([] if english in words else [english])])

    def heading(self, locale: str) -> str:
        return self.zh if locale == "zh" else self.en


def heading_words(columns: tuple[Column, ...]) -> dict[str, str]:
    """Column → what people write over it."""
    return {column.name: column.words for column in columns}
