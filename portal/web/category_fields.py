"""Form fields for a category's own fields: what is asked comes from the catalogue, what is typed is read by it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from portal.domain.requests.catalogue import CATALOGUE, BadFields, Category, FactValue, RequestCategory, read_fields
from portal.domain.requests.catalogue.patients import tells_who
from portal.web.field_errors import FIELD_ERRORS, field_error
from portal.web.field_inputs import input_for, nothing_yet
from portal.web.region_words import provinces

BESIDE = ("subject", "text")
"""Text that every request has."""
Offered = Mapping[str, Sequence[tuple[str, Any]]]
"""Value and words of what can be chosen for `product` and `contract` (`province` knows its own)."""


class CategoryForm(Form):
    """What a form gains by asking for a category's own fields; `offered` gives the choices that depend on who asks."""

    category_record: Category

    def __init__(self, *args: Any, offered: Offered | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own_facts: dict[str, FactValue] = {}
        self.offer(offered or {})

    def offer(self, offered: Offered) -> None:
        """What can be chosen where it depends on who asks; a field not named keeps its choices."""
        for field in self.own_fields():
            if isinstance(field, SelectField) and (field.name in offered or not field.choices):
                known = offered.get(field.name) or (provinces(short=False).items() if field.name == "province" else ())
                first = nothing_yet(field.flags.required)
                field.choices = [first, *(SelectChoice(value, words) for value, words in known)]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """The base form's rules and the catalogue's, so that every mistake is shown at once."""
        valid = bool(super().validate(extra_validators))
        try:
            self._own_facts = read_fields(self.category_record, self._typed())
        except BadFields as bad:
            valid = False
            self._show(bad)
        return self._keeps_patients_unnamed() and valid

    def own_facts(self) -> dict[str, FactValue]:
        """The facts of the category's own fields, once the form is valid."""
        return self._own_facts

    def own_fields(self) -> list[Any]:
        """The category's own fields in the order in which it asks."""
        return [self[spec.name] for spec in self.category_record.fields]

    def _typed(self) -> dict[str, list[str]]:
        names = [spec.name for spec in self.category_record.fields]
        return {name: [getattr(raw, "filename", raw) or "" for raw in self[name].raw_data or ()] for name in names}

    def _keeps_patients_unnamed(self) -> bool:
        """Where a category speaks of a patient, what is written beside its fields must not tell who that is either."""
        if not any(spec.is_anonymous for spec in self.category_record.fields):
            return True
        told = [name for name in BESIDE if name in self and tells_who(str(self[name].data or ""))]
        for name in told:
            self[name].errors = [*self[name].errors, FIELD_ERRORS["tells_who"]]
        return not told

    def _show(self, bad: BadFields) -> None:
        for name, code in bad.codes.items():
            if not self[name].errors:
                self[name].errors = [field_error(self.category_record.field(name), code)]


def category_form_class(category: RequestCategory | Category, base_form: type[Form]) -> type[CategoryForm]:
    """`base_form` with the category's own fields added; contract and files, where the base has them, stay its own.
    Named by its code, the category is the catalogue's; else it is what the company made of it."""
    return _form_class(category if isinstance(category, Category) else CATALOGUE[category], base_form)


@lru_cache(maxsize=100)
def _form_class(record: Category, base_form: type[Form]) -> type[CategoryForm]:
    """Once for each version of a category that is in use; older ones are forgotten."""
    own = {spec.name: input_for(record.code, spec) for spec in record.fields if not hasattr(base_form, spec.name)}
    kind: Any = type(base_form)
    made: type[CategoryForm] = kind(
        f"{base_form.__name__}Of{record.code.title()}", (CategoryForm, base_form), {"category_record": record, **own}
    )
    return made
