"""What staff type after a call or a visit, and when they put a duty off."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from portal.domain.accounts.models import Contact
from portal.domain.care.touch_types import Direction, TouchType
from portal.staff.promise_forms import REQUIRED, PromiseFold
from portal.web.care_words import DIRECTIONS, TOUCH_TYPES, TYPED
from portal.web.current import uow
from portal.web.fact_fields import DayField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, SentenceField, Text, trimmed


class LogTouch(PromiseFold):
    """What was said, what came of it, what was promised, and when we talk again: one form."""

    type = ChoiceField(_l("What it was"), choices=choices_in({one: TOUCH_TYPES[one] for one in TYPED}),
                       default=TouchType.CALL)  # fmt: skip
    on = DayField(_l("Day"), [InputRequired(REQUIRED)])
    contact = ChoiceField(_l("With whom"), default="")
    direction = ChoiceField(_l("Who began"), choices=choices_in(DIRECTIONS), default=Direction.OUT)
    topic = SentenceField(_l("About"), [Text(0, 80)])
    content = TextAreaField(
        lazy_pgettext("care", "What was said"), [Text(0, 4000)], filters=[trimmed], render_kw={"rows": 3}
    )
    result = SentenceField(_l("What came of it"), [Text(0, 200)])
    next_step = SentenceField(_l("Next step"), [Text(0, 200)])
    next_on = DayField(_l("Talk again on"))
    by_executive = BooleanField(_l("One of our executives took part"))

    def with_contacts(self, contacts: list[Contact]) -> "LogTouch":
        self.contact.choices = [("", _l("Nobody in particular")), *((str(one.id), one.name) for one in contacts)]
        return self

    def validate_on(self, field: Any) -> None:
        if not field.errors and field.data and field.data > uow.today:
            raise StopValidation(_l("This day has not come yet. What is planned belongs in the next step."))

    def validate_next_on(self, field: Any) -> None:
        require_to_come(field)

    def facts(self) -> dict[str, Any]:
        names = ("type", "on", "direction", "topic", "content", "result", "next_step", "next_on", "by_executive")
        contact = self.contact.data
        return {**{name: self[name].data for name in names}, "contact_id": int(contact) if contact else None}


def require_to_come(field: Any) -> None:
    """StopValidation for a day that has passed."""
    day: date | None = field.data
    if not field.errors and day and day < uow.today:
        raise StopValidation(_l("This day has passed."))


class PutOff(Form):
    until = DayField(_l("Leave it until"), [InputRequired(REQUIRED)])
    why = LineField(_l("Why"), [Text(2, 200)])
    seen = HiddenField("")
