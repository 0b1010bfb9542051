"""Answers of the clause rules in words: each step as a sentence, outcomes, warnings, days and missing facts.

The words compute and explain; whether anybody owes anything is for people to decide.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from portal.domain.contracts.clauses import DayKind
from portal.domain.contracts.computing.working import Line
from portal.web.assessment_words.choices import FACT_CHOICES
from portal.web.assessment_words.facts import FACTS
from portal.web.assessment_words.market_lines import MARKET_LINES
from portal.web.assessment_words.outcomes import DAYS, NOTES, OUTCOMES
from portal.web.assessment_words.penalty_lines import PENALTY_LINES
from portal.web.assessment_words.trade_lines import TRADE_LINES
from portal.web.clause_words.parts import inside
from portal.web.clause_words.values import counted, label_of_choice, percent, trimmed
from portal.web.extension_fact_words import EXTENSION_FACTS
from portal.web.extension_words import DAYS as EXTENSION_DAYS
from portal.web.extension_words import LINES as EXTENSION_LINES
from portal.web.extension_words import NOTES as EXTENSION_NOTES
from portal.web.extension_words import OUTCOMES as EXTENSION_OUTCOMES
from portal.web.locale import current_locale, day_text, money

Words = Mapping[str, LazyString]
ALL_LINES: Words = MappingProxyType(EXTENSION_LINES | PENALTY_LINES | MARKET_LINES | TRADE_LINES)
ALL_OUTCOMES: Words = MappingProxyType(EXTENSION_OUTCOMES | OUTCOMES)
ALL_NOTES: Words = MappingProxyType(EXTENSION_NOTES | NOTES)
ALL_DAYS: Words = MappingProxyType(EXTENSION_DAYS | DAYS)
ALL_FACTS: Words = MappingProxyType(FACTS | EXTENSION_FACTS)
COUNTED = ("days", "boxes", "months", "quarters", "years")
"""Units that the name of a fact ends with."""
_NAMED = re.compile(r"%\((\w+)\)")
KEPT = 10_000
"""Words that are remembered at most."""


def line_in_words(line: Line) -> str:
    """The step as a sentence in the reader's language: money ¥1,234.50, shares as percent, days as one writes them."""
    return Sentences().line(line)


def outcome_in_words(outcome: str) -> str:
    return str(ALL_OUTCOMES[outcome])


def note_in_words(note: str) -> str:
    return str(ALL_NOTES[note])


def day_label(name: str) -> str:
    """What a day of an answer is called."""
    return str(ALL_DAYS[name])


def fact_label(name: str) -> str:
    """What a fact, or a column of its rows (`field.column`), is called."""
    return str(ALL_FACTS[name])


def missing_in_words(name: str) -> str:
    return _("Missing: %(fact)s.", fact=fact_label(name))


def fact_choice_label(choice: StrEnum) -> str:
    """What one of a fact's choices is called."""
    known = FACT_CHOICES.get(type(choice))
    return str(known[choice.value]) if known else label_of_choice(choice)


class Sentences:
    """`line_in_words` and its neighbours for many: the language is asked, and each word translated, once."""

    def __init__(self) -> None:
        self._language = current_locale()
        self._said: dict[Any, str] = {}
        self._lines: dict[str, tuple[str, tuple[str, ...]]] = {}

    def line(self, line: Line) -> str:
        facts, known = line.facts, self._lines.get(line.code)
        if known is None:
            text = str(ALL_LINES[line.code])
            known = self._lines[line.code] = text, tuple(dict.fromkeys(_NAMED.findall(text)))
        text, names = known
        working = "day_kind" in facts and facts["day_kind"] == DayKind.WORKING
        # `fen` of a line is its own sum; a fact of that name speaks where it has none
        said = {name: self._value(name, facts[name], working) for name in names if name in facts}
        if line.fen is not None:
            said["fen"] = money(line.fen)
        return text % said

    def outcome(self, code: str) -> str:
        return self._words(ALL_OUTCOMES, code)

    def note(self, code: str) -> str:
        return self._words(ALL_NOTES, code)

    def _words(self, words: Words, code: str) -> str:
        text = words[code]
        said = self._said.get(id(text))
        if said is None:
            said = self._said[id(text)] = str(text)
        return said

    def _value(self, name: str, value: Any, working: bool) -> str:
        kind = type(value)
        if kind is int:
            return self._number(name, value, working)
        if kind is str:
            return value  # type: ignore[no-any-return]
        if isinstance(value, Decimal):
            return trimmed(value) if name == "multiple" else percent(value)
        if isinstance(value, date):
            return self._kept(value, lambda: day_text(value, self._language))
        if not isinstance(value, StrEnum):
            return str(value)
        return self._kept((type(value), value), lambda: inside(fact_choice_label(value)))

    def _number(self, name: str, value: int, working: bool) -> str:
        unit = _unit(name)
        if unit == "fen":
            return money(value)
        if not unit:
            return str(value)
        unit = "working_days" if unit == "days" and working else unit
        return self._kept((unit, value), lambda: counted(value, unit))

    def _kept(self, key: Any, say: Callable[[], str]) -> str:
        said = self._said.get(key)
        if said is None:
            said = say()
            if len(self._said) < KEPT:
                self._said[key] = said
        return said


@cache
def _unit(name: str) -> str:
    """`fen`, one of COUNTED, or nothing."""
    unit = name.rpartition("_")[2]
    return unit if unit == "fen" or unit in COUNTED else ""
