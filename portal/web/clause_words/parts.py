"""Texts made of parts, each said only when the clause is so."""

from collections.abc import Iterable, Mapping

from flask_babel import get_locale
from flask_babel.speaklater import LazyString

Parts = tuple[tuple[str, LazyString], ...]
"""(condition, words): all of the condition's terms hold; `x` is filled, `!x` is not, `x=code` is that choice."""


def holds(condition: str, record: object) -> bool:
    """Whether a condition is true of a clause, or of one row of its steps."""
    return all(_term_holds(term, record) for term in condition.split())


def _term_holds(term: str, record: object) -> bool:
    name, _, wanted = term.removeprefix("!").partition("=")
    value = getattr(record, name)
    return str(value) == wanted if wanted else bool(value) is not term.startswith("!")


def said(parts: Parts, record: object, words: Mapping[str, str]) -> list[str]:
    """The parts that hold, in the reader's language, with their blanks filled."""
    return [str(text) % words for condition, text in parts if holds(condition, record)]


def sentences(texts: Iterable[str]) -> str:
    """Sentences in a row, each beginning with a capital where the script has any."""
    return ("" if in_chinese() else " ").join(text[:1].upper() + text[1:] for text in texts)


def listed(items: Iterable[str]) -> str:
    return ("、" if in_chinese() else ", ").join(items)


def rows_joined(rows: Iterable[str]) -> str:
    return ("；" if in_chinese() else "; ").join(rows)


def inside(label: str) -> str:
    """A label as it stands inside a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def in_chinese() -> bool:
    locale = get_locale()
    return locale is not None and locale.language == "zh"
