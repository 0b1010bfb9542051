"""Clauses of an agreement as a page shows them: plain words first, who is bound, the original text behind."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from portal.domain.contracts.clauses import BadClause, read_clause
from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.contracts.versions import changes_of
from portal.web.clause_words import notes_of, plain_words, type_label
from portal.web.contract_words import names_of
from portal.web.locale import current_locale

BINDS_FOR_PARTNER = {"us": _l("Our duty"), "partner": _l("Your duty"), "both": _l("Binds both sides")}
BINDS_FOR_STAFF = {"us": _l("Binds us"), "partner": _l("Binds the partner"), "both": _l("Binds both sides")}
BINDS = frozenset(BINDS_FOR_STAFF)

_SUM = re.compile(r"[-−]?¥[\d,]+(?:\.\d+)?")
HIDDEN_SUM = "¥•••"
_TOKENS = re.compile(r"[A-Za-z]+|[¥\d.,%]+|\s+|.", re.DOTALL)
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ClauseInWords:
    """A clause as a page shows it. `original` is None when this reader may not see its text."""

    id: int
    article: str
    code: str
    label: str
    words: str
    who: LazyString
    page: int | None
    original: str | None
    has_hidden_sums: bool = False
    legal_notes: tuple[str, ...] = ()


def in_words(
    clauses: Iterable[Clause],
    contract: Contract,
    *,
    reader: str = "partner",
    without_sums_of: frozenset[str] = frozenset(),
) -> list[ClauseInWords]:
    """Clauses in the reader's language. Of the types named, sums are dotted out and the original is left out, for
    its text names them too."""
    names = names_of(contract)
    return [clause_in_words(c, contract.side, names, reader, c.clause_type in without_sums_of) for c in clauses]


def clause_in_words(
    clause: Clause, side: str, names: Mapping[str, str], reader: str = "partner", hides_sums: bool = False
) -> ClauseInWords:
    words, notes = _said(clause, side, names, reader)
    shown = _SUM.sub(HIDDEN_SUM, words) if hides_sums else words
    voices = BINDS_FOR_PARTNER if reader == "partner" else BINDS_FOR_STAFF
    return ClauseInWords(
        id=clause.id,
        article=clause.article,
        code=clause.clause_type,
        label=label_of(clause),
        words=shown,
        who=voices.get(clause.binds, voices["both"]),
        page=clause.page,
        original=None if hides_sums else original_of(clause),
        has_hidden_sums=hides_sums,
        legal_notes=notes,
    )


def label_of(clause: Clause) -> str:
    """What the clause's type is called; of a type we no longer know, its article."""
    try:
        return type_label(clause.clause_type)
    except KeyError:
        return clause.article


def original_of(clause: Clause) -> str:
    """The recorded text in the reader's language, else the one there is."""
    return (clause.text_en or clause.text_zh) if current_locale() == "en" else (clause.text_zh or clause.text_en)


def _said(clause: Clause, side: str, names: Mapping[str, str], reader: str) -> tuple[str, tuple[str, ...]]:
    try:
        terms = read_clause(clause.clause_type, clause.params)
    except BadClause:  # recorded before its type changed: the original text must do
        return "", ()
    return plain_words(terms, side=side, reader=reader, names=names), tuple(notes_of(terms))


@dataclass(frozen=True)
class ChangeInWords:
    """What a version does to one article, both wordings with the difference marked."""

    article: str
    label: str
    before: Markup
    after: Markup


def changes_in_words(
    contract: Contract, version: ContractVersion, *, reader: str = "partner", without_sums_of: frozenset[str] = NONE
) -> list[ChangeInWords]:
    """Article by article, what a version changes; struck and underlined, so that it survives paper."""
    names = names_of(contract)
    shown = []
    for change in changes_of(contract.versions, version):
        sides = [
            clause_in_words(c, contract.side, names, reader, c.clause_type in without_sums_of) if c else None
            for c in (change.before, change.after)
        ]
        old, new = (clause.words or clause.original or "" if clause else "" for clause in sides)
        if old == new and all(clause and clause.original for clause in sides):  # the text alone was changed
            old, new = (clause.original or "" if clause else "" for clause in sides)
        label = next(clause.label for clause in reversed(sides) if clause)
        shown.append(ChangeInWords(change.article, label, *marked(old, new)))
    return shown


def marked(old: str, new: str) -> tuple[Markup, Markup]:
    """Both texts with what goes struck and what comes underlined."""
    if not old or not new:
        return escape(old), escape(new)
    was, now = _TOKENS.findall(old), _TOKENS.findall(new)
    before, after = Markup(""), Markup("")
    for kind, i, j, m, n in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        gone, come = escape("".join(was[i:j])), escape("".join(now[m:n]))
        before += gone if kind == "equal" or not gone else Markup("<del>{}</del>").format(gone)
        after += come if kind == "equal" or not come else Markup("<ins>{}</ins>").format(come)
    return before, after


def replaced(old: str, new: str) -> tuple[Markup, Markup]:
    """Both texts marked as a whole, for what is read in one piece, such as a day."""
    return Markup("<del>{}</del>").format(old), Markup("<ins>{}</ins>").format(new)
