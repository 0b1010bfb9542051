"""Clauses in words: labels for forms, a plain text for readers, the usual wording for the contract itself."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import force_locale

from portal.domain.contracts.clauses import CLAUSE_TYPES, Clause
from portal.domain.contracts.clauses.penalty import Penalty
from portal.domain.contracts.clauses.records import choice_in
from portal.web.clause_words import (
    formal_conduct,
    formal_extension,
    formal_market,
    formal_penalty,
    formal_trade,
    plain_conduct,
    plain_extension,
    plain_market,
    plain_penalty,
    plain_trade,
)
from portal.web.clause_words.errors import ERRORS
from portal.web.clause_words.fields import FIELDS
from portal.web.clause_words.parts import Parts, said, sentences
from portal.web.clause_words.types import GROUPS, NOTES, TYPES
from portal.web.clause_words.values import label_of_choice, words_of
from portal.web.clause_words.voices import Voice, spoken, written

PLAIN: dict[str, Parts] = {
    **plain_extension.EXTENSION,
    **plain_penalty.PENALTY,
    **plain_market.MARKET,
    **plain_trade.TRADE,
    **plain_conduct.CONDUCT,
}
FORMAL: dict[str, Parts] = {
    **formal_extension.EXTENSION,
    **formal_penalty.PENALTY,
    **formal_market.MARKET,
    **formal_trade.TRADE,
    **formal_conduct.CONDUCT,
}
NO_NAMES: Mapping[str, str] = MappingProxyType({})


def type_label(code: str) -> str:
    """What a clause type is called."""
    return str(TYPES[code])


def group_label(group: str) -> str:
    return str(GROUPS[group])


def field_label(code: str, field: str) -> str:
    """What a field of a clause type, or a column of its steps, is called."""
    return str(FIELDS.get(f"{code}.{field}") or FIELDS[field])


def choice_label(code: str, field: str, value: str) -> str:
    """What one of a field's choices, or of a column's, is called."""
    kind = choice_in(CLAUSE_TYPES[code], field)
    if kind is None:
        raise KeyError(field)
    return label_of_choice(kind.among(value))


def error_words(error: str) -> str:
    """What to do about a mistake that BadClause names."""
    return str(ERRORS[error])


def notes_of(clause: Clause) -> list[str]:
    """What a lawyer should look at; shown to staff."""
    return [str(NOTES[note]) for note in clause.notes()]


def plain_words(
    clause: Clause, *, side: str = "downstream", reader: str = "partner", names: Mapping[str, str] = NO_NAMES
) -> str:
    """The clause in plain sentences, in the reader's language.

    `reader` is partner or staff; `names` says what product and region codes are called.
    """
    return _text(clause, PLAIN[clause.code], plain_penalty.EVERY_PENALTY, spoken(side, reader), names, formal=False)


def standard_text(clause: Clause, locale: str, *, side: str = "downstream", names: Mapping[str, str] = NO_NAMES) -> str:
    """The usual wording for the contract, in `zh` or `en`, to begin the recorded text with."""
    with force_locale(locale):
        common = formal_penalty.EVERY_PENALTY
        return _text(clause, FORMAL[clause.code], common, written(side), names, formal=True)


def _text(clause: Clause, own: Parts, of_penalties: Parts, voice: Voice, names: Mapping[str, str], formal: bool) -> str:
    parts = own + of_penalties if isinstance(clause, Penalty) else own
    return sentences(said(parts, clause, words_of(clause, names, formal) | voice.words(clause)))


__all__ = [
    "choice_label",
    "error_words",
    "field_label",
    "group_label",
    "notes_of",
    "plain_words",
    "standard_text",
    "type_label",
]
