"""The form of a clause of any type: what was typed, what is wrong with it, and the wording on paper."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from portal.domain.contracts.clauses import (
    CLAUSE_TYPES,
    BadClause,
    Group,
    read_clause,
    read_typed,
    typed_defaults,
    typed_of,
)
from portal.domain.contracts.clauses import Clause as Terms
from portal.domain.contracts.drafting import Wording
from portal.domain.contracts.models import Clause, Contract
from portal.web.clause_words import choice_label, error_words, field_label, standard_text
from portal.web.clauses_in_words import BINDS
from portal.web.contract_words import names_of

LONGEST_TEXT = 8000
SPARE_ROWS = 2
"""Empty rows offered below the steps that are filled."""


@dataclass
class ClauseForm:
    """`typed` maps input names to texts; `errors` maps input names to sentences."""

    code: str
    contract: Contract
    typed: dict[str, list[str]]
    article: str = ""
    binds: str = "both"
    page: str = ""
    text_zh: str = ""
    text_en: str = ""
    version: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def empty(cls, code: str, contract: Contract) -> "ClauseForm":
        binds = "partner" if CLAUSE_TYPES[code].group == Group.PENALTY else "both"
        form = cls(code, contract, typed_defaults(code), binds=binds, version=str(contract.version))
        with suppress(BadClause):  # something must be typed first; saving proposes the wording
            form.propose(read_typed(code, form.typed, contract.side))
        return form

    @classmethod
    def of(cls, clause: Clause, contract: Contract) -> "ClauseForm":
        try:
            typed = typed_of(read_clause(clause.clause_type, clause.params))
        except BadClause:
            typed = typed_defaults(clause.clause_type)
        return cls(
            clause.clause_type, contract, typed, clause.article, clause.binds, str(clause.page or ""),
            clause.text_zh, clause.text_en, str(contract.version),
        )  # fmt: skip

    @classmethod
    def posted(cls, sent: Any, contract: Contract) -> "ClauseForm":
        line = {
            name: " ".join(sent.get(name, "").split())[:200] for name in ("type", "article", "binds", "page", "version")
        }
        form = cls(
            line["type"], contract, {name: sent.getlist(name) for name in sent}, line["article"], line["binds"],
            line["page"], sent.get("text_zh", "").strip(), sent.get("text_en", "").strip(), line["version"],
        )  # fmt: skip
        form._check()
        return form

    def _check(self) -> None:
        if not 1 <= len(self.article) <= 20:
            self.errors["article"] = _("Type the number of the article, such as 第 9 条.")
        if self.binds not in BINDS:
            self.errors["binds"] = _("Choose one of the list.")
        if self.page and not (self.page.isascii() and self.page.isdigit() and 1 <= int(self.page[:6]) <= 9999):
            self.errors["page"] = _("Type a page number.")
        for name in ("text_zh", "text_en"):
            if len(getattr(self, name)) > LONGEST_TEXT:
                self.errors[name] = _("Write at most %(count)s characters.", count=LONGEST_TEXT)

    def blame(self, bad: BadClause) -> None:
        self.errors |= {name: error_words(code) for name, code in bad.errors.items()}

    def propose(self, terms: Terms) -> None:
        """Where nothing is written yet, the usual wording."""
        side, names = self.contract.side, names_of(self.contract)
        self.text_zh = self.text_zh or standard_text(terms, "zh", side=side, names=names)
        self.text_en = self.text_en or standard_text(terms, "en", side=side, names=names)

    def wording(self, terms: Terms) -> Wording:
        self.propose(terms)
        page = int(self.page) if self.page else None
        return Wording(self.article, self.binds, self.text_zh, self.text_en, page)

    # what the template asks

    def label(self, name: str) -> str:
        return field_label(self.code, name)

    def choice(self, name: str, value: str) -> str:
        return choice_label(self.code, name, value)

    def one(self, name: str) -> str:
        return "\n".join(self.typed.get(name, ()))

    def has(self, name: str, value: str) -> bool:
        return value in self.typed.get(name, ())

    def error(self, name: str) -> str | None:
        return self.errors.get(name)

    def rows(self, name: str) -> range:
        """The rows of steps to draw: those filled, and a few more."""
        places = [int(key.split("-")[1]) for key in self.typed if _is_cell(key, name)]
        return range(min(max(places, default=-1) + 1 + SPARE_ROWS, 20))


def _is_cell(key: str, name: str) -> bool:
    parts = key.split("-")
    return len(parts) == 3 and parts[0] == name and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 4
