"""What is typed after a call: what was said, what was promised, when to talk again."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import HiddenField, SubmitField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.accounts.models import Contact
from portal.domain.care.touch_types import Direction, TouchType
from portal.staff.promise_forms import MYSELF, REQUIRED, PromiseFold
from portal.staff.touch_forms import require_to_come
from portal.web.care_words import TOUCH_TYPES
from portal.web.current import uow
from portal.web.fact_fields import DayField, choices_in
from portal.web.forms import ChoiceField, Text, trimmed

TYPES = (TouchType.CALL, TouchType.WECHAT, TouchType.VISIT, TouchType.MEETING)


class AfterCall(PromiseFold):
    """Whoever was not reached needs nothing said: that is one press. The promise is kept by whoever writes."""

    contact = HiddenField("")
    type = ChoiceField(_l("What it was"), choices=choices_in({one: TOUCH_TYPES[one] for one in TYPES}),
                       default=TouchType.CALL)  # fmt: skip
    content = TextAreaField(
        lazy_pgettext("care", "What was said"), [Text(0, 4000)], filters=[trimmed], render_kw={"rows": 2}
    )
    next_on = DayField(_l("Talk again on"))
    missed = SubmitField(_l("Not reached"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promise_owner.choices = [("", MYSELF)]
        self.ids: set[str] = set()

    def with_contacts(self, contacts: list[Contact]) -> "AfterCall":
        self.ids = {str(one.id) for one in contacts}
        return self

    def validate_contact(self, field: Any) -> None:
        if field.data and field.data not in self.ids:
            raise StopValidation(_l("Choose one of the list."))

    def validate_content(self, field: Any) -> None:
        if not field.errors and not field.data and not self.missed.data:
            raise StopValidation(REQUIRED)

    def validate_next_on(self, field: Any) -> None:
        require_to_come(field)

    def facts(self) -> dict[str, Any]:
        """As `CareRepository.log` takes them, of today."""
        return {
            "type": self.type.data, "on": uow.today, "direction": Direction.OUT, "content": self.content.data,
            "next_on": self.next_on.data, "contact_id": int(self.contact.data) if self.contact.data else None,
        }  # fmt: skip
