"""Words around the sum of a breach: facts, lines of the working, notes."""

from flask_babel import gettext as _

from portal.domain.contracts.computing.working import Line
from portal.web.clause_words import error_words


def fact_label(name: str) -> str:
    return name


def mistake_words(code: str) -> str:
    return error_words(code)


def line_words(line: Line) -> str:
    return f"{line.code} {dict(line.facts)}"


def note_words(code: str) -> str:
    return code


def outcome_words(code: str) -> str:
    return code


def missing_words(names: tuple[str, ...]) -> str:
    """The facts without which there is no answer, in one line."""
    return str(_("; ")).join(fact_label(name) for name in names)
