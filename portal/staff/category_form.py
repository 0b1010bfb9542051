"""What administrators change of a category: to whom it is offered, what it asks, which papers go with it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.domain.requests.canned_reply import CannedReply
from portal.domain.requests.catalogue import Category
from portal.domain.requests.categories.overlay import Overlay, Setting, may_be_stricter
from portal.domain.requests.categories.own import MOST_FIELDS, Named
from portal.staff.category_rows import (
    FREE_PAPERS,
    own_fields,
    own_row,
    own_values,
    paper_row,
    paper_values,
    papers_in,
    rows_of,
)
from portal.web.account_words import ACCOUNT_KINDS
from portal.web.clause_words.types import TYPES
from portal.web.document_words import DOC_TYPES
from portal.web.fact_fields import TickField, choices_in
from portal.web.forms import ChoiceField, Form, SentenceField, Text
from portal.web.own_words import spec_label
from portal.web.request_words import TEAMS

OWN_PARTS = ("zh", "en", "kind", "options", "place", "required", "gone")
FREE_PARTS = ("zh", "en", "required")


class _WhatIsFixed(Form):
    seen = HiddenField("")
    is_offered = BooleanField(_l("Partners can file it"))
    kinds = TickField(_l("Only for"), choices=choices_in(ACCOUNT_KINDS))
    with_contract = BooleanField(_l("Only with a running contract"))
    team = ChoiceField(_l("Team that answers"), choices=choices_in(TEAMS))
    line_zh = SentenceField(_l("Explanation on the form, in Chinese"), [Text(0, 300)])
    line_en = SentenceField(_l("The same in English"), [Text(0, 400)])
    canned = ChoiceField(_l("Template answer"), default="")
    clause_types = TickField(_l("Clauses it is about"), choices=choices_in(TYPES))
    stricter = TickField(_l("Mandatory here, too"))
    papers_required = TickField(_l("Papers that must be given"), choices=choices_in(DOC_TYPES))
    papers_useful = TickField(_l("Papers that help"), choices=choices_in(DOC_TYPES))

    def validate_line_en(self, field: Any) -> None:
        if field.data and not self.line_zh.data:
            raise StopValidation(_l("Write it in Chinese, too."))

    def validate_papers_useful(self, field: Any) -> None:
        if set(field.data or ()) & set(self.papers_required.data or ()):
            raise StopValidation(_l("A paper must be given or it helps, not both."))


def _every_row() -> dict[str, Any]:
    rows = [*(own_row(index) for index in range(MOST_FIELDS)), *(paper_row(index) for index in range(FREE_PAPERS))]
    return {name: field for row in rows for name, field in row.items()}


_Rows: Any = type(_WhatIsFixed)("_Rows", (_WhatIsFixed,), _every_row())


class EditCategory(_Rows):  # type: ignore[misc]
    """The form of one category, about whose catalogue part and kept replies it is told."""

    def among(self, base: Category, replies: list[CannedReply]) -> "EditCategory":
        self.base = base
        self.canned.choices = [SelectChoice("", _l("None")), *(SelectChoice(str(r.id), r.title) for r in replies)]
        self.stricter.choices = [
            SelectChoice(spec.name, spec_label(base.code, spec)) for spec in may_be_stricter(base.code)
        ]
        return self

    @classmethod
    def of(cls, setting: Setting, seen: str) -> "EditCategory":
        rules, category = setting.overlay, setting.category
        made: EditCategory = cls.blank(
            seen=seen, is_offered=setting.is_offered, kinds=sorted(rules.kinds), with_contract=rules.with_contract,
            team=str(category.team), line_zh=rules.line.zh, line_en=rules.line.en,
            canned=str(rules.canned_id or ""), clause_types=list(category.clause_types),
            stricter=sorted(rules.stricter), **paper_values(rules.papers), **own_values(rules.fields),
        )  # fmt: skip
        return made

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        for prefix, most in (("own", MOST_FIELDS), ("free", FREE_PAPERS)):
            for index in range(most):
                in_chinese = self[f"{prefix}_{index}_zh"]
                if self[f"{prefix}_{index}_en"].data and not in_chinese.data:
                    in_chinese.errors = [_l("Write it in Chinese, too.")]
                    valid = False
        return valid

    @property
    def overlay(self) -> Overlay:
        """What was chosen; what the catalogue says anyway is left to the catalogue."""
        offered, types, base = bool(self.is_offered.data), tuple(self.clause_types.data or ()), self.base
        return Overlay(
            is_offered=None if offered == base.enabled_by_default else offered,
            kinds=frozenset(self.kinds.data or ()), with_contract=bool(self.with_contract.data),
            team="" if self.team.data == base.team else self.team.data,
            line=Named(self.line_zh.data or "", self.line_en.data or ""),
            clause_types=None if set(types) == set(base.clause_types) else types,
            canned_id=int(self.canned.data) if self.canned.data else None,
            stricter=frozenset(self.stricter.data or ()), fields=own_fields(self),
            papers=papers_in(self, DOC_TYPES),
        )  # fmt: skip

    def is_wrong(self, *prefixes: str) -> bool:
        """Whether something must be changed in a part of the form, which is the fields whose names begin so."""
        return any(name.startswith(prefixes) for name in self.errors if name)

    @property
    def own_said(self) -> list[str]:
        return [row[0].data for row in self.own_rows if row[0].data] + self._ticked("stricter")

    @property
    def papers_said(self) -> list[str]:
        free = [row[0].data for row in self.free_rows if row[0].data]
        return self._ticked("papers_required") + self._ticked("papers_useful") + free

    @property
    def clauses_said(self) -> list[str]:
        return self._ticked("clause_types")

    def _ticked(self, name: str) -> list[str]:
        return [str(choice.label.text) for choice in self[name] if choice.checked]

    @property
    def own_rows(self) -> list[list[Any]]:
        return rows_of(self, "own", MOST_FIELDS, OWN_PARTS)

    @property
    def free_rows(self) -> list[list[Any]]:
        return rows_of(self, "free", FREE_PAPERS, FREE_PARTS)
