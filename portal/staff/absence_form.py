"""An absence as it is typed: from when to when, and who stands in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from portal.domain.base import Refused
from portal.domain.people.models import Staff
from portal.web.current import uow
from portal.web.fact_fields import CHOOSE, DayField
from portal.web.forms import ChoiceField, Form
from portal.web.refusals import words_for

FIELDS = {"absence.own_deputy": "deputy", "absence.deputy_away": "deputy", "absence.overlaps": "first_day"}
"""Where a refusal stands; others stand beside the last day."""


class AbsenceForm(Form):
    first_day = DayField(_l("First day away"), render_kw={"required": True})
    last_day = DayField(_l("Last day away"), render_kw={"required": True})
    deputy = ChoiceField(_l("Deputy"), default="", render_kw={"required": True})

    @classmethod
    def of(cls, staff_id: int, *, is_sent: bool = False) -> "AbsenceForm":
        """With everybody else who works here to choose from."""
        form = cls.from_post() if is_sent else cls.blank()
        names = uow.people.staff_names().items()
        form.deputy.choices = [CHOOSE, *((str(one), name) for one, name in names if one != staff_id)]
        return form

    def validate_first_day(self, field: Any) -> None:
        if field.data is None and not field.errors:
            raise StopValidation(_l("Please fill this in."))

    def validate_last_day(self, field: Any) -> None:
        self.validate_first_day(field)

    def validate_deputy(self, field: Any) -> None:
        if not field.data:
            raise StopValidation(_l("Choose one of the list."))

    def announce(self, colleague: Staff) -> bool:
        """Whether it is entered; if not, the reason stands beside the field."""
        if not self.validate():
            return False
        deputy = uow.people.staff_member(int(self.deputy.data))
        try:
            uow.absences.announce(colleague, deputy, self.first_day.data, self.last_day.data)
        except Refused as refusal:
            self[FIELDS.get(refusal.code, "last_day")].errors = [words_for(refusal)]
            return False
        return True
