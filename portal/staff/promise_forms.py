"""What staff type about promises: what and by when, another day, why not at all, and who keeps it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from portal.domain.base import Refused
from portal.domain.promises.days import day_fault
from portal.web.current import uow
from portal.web.fact_fields import CHOOSE, DayField
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.refusals import words_for

REQUIRED = _l("Please fill this in.")
MYSELF = _l("I keep it myself")


class PromiseFold(Form):
    """Within another form: nothing is promised unless something stands here, and then it needs its day."""

    promise_what = LineField(_l("What we promise"), [Text(0, 200)])
    promise_due = DayField(_l("By when"))
    promise_owner = ChoiceField(_l("Who keeps it"), default="")
    promise_internal = BooleanField(_l("For us alone, such as to call back: the partner never sees it"))

    IS_NEEDED = False

    @classmethod
    def shown(cls, people: Iterable[tuple[int, str]], **values: Any) -> Self:
        return cls.blank(**values).among(people)

    def among(self, people: Iterable[tuple[int, str]]) -> Self:
        """With everybody who works here (id of the post, name) to choose from; without a choice, whoever writes."""
        others = [(str(staff_id), name) for staff_id, name in people if staff_id != uow.actor.staff_id]
        self.promise_owner.choices = [("", MYSELF), *others]
        return self

    @property
    def promises(self) -> bool:
        """Whether something is promised here."""
        return self.IS_NEEDED or bool(self.promise_what.data or self.promise_due.data or self.promise_due.errors)

    def validate_promise_what(self, field: Any) -> None:
        if self.promises and not field.data:
            raise StopValidation(REQUIRED)

    def validate_promise_due(self, field: Any) -> None:
        if not field.errors:
            check_day_field(field, is_needed=self.promises)

    def promise(self) -> dict[str, Any]:
        """The facts that `PromiseRepository.give` takes."""
        return {
            "what": self.promise_what.data or "",
            "due_on": self.promise_due.data,
            "owner_id": int(self.promise_owner.data) if self.promise_owner.data else None,
            "is_internal": bool(self.promise_internal.data),
        }


class GivePromise(PromiseFold):
    """On its own: made in a call, or about a breach."""

    IS_NEEDED = True


class MovePromise(Form):
    due_on = DayField(_l("New day"), [InputRequired(REQUIRED)])
    move_reason = TextAreaField(_l("Why it moves"), [Text(2, 1000)], filters=[trimmed], render_kw={"rows": 2})

    def validate_due_on(self, field: Any) -> None:
        if not field.errors:
            check_day_field(field, is_needed=True)


class CallOffPromise(Form):
    why = TextAreaField(_l("Why it will not be done"), [Text(2, 1000)], filters=[trimmed], render_kw={"rows": 2})


class HandOverPromise(Form):
    staff = ChoiceField(_l("Who keeps it from now on"), [InputRequired(_l("Choose one of the list."))])

    def among(self, people: Iterable[tuple[int, str]], but: int) -> "HandOverPromise":
        self.staff.choices = [CHOOSE, *((str(staff_id), name) for staff_id, name in people if staff_id != but)]
        return self


def check_day_field(field: Any, *, is_needed: bool) -> None:
    """Says beside the field what the domain would refuse."""
    day: date | None = field.data
    if day is None:
        if is_needed:
            raise StopValidation(REQUIRED)
        return
    fault = day_fault(day, uow.today)
    if fault is not None:
        raise StopValidation(words_for(Refused(fault, day=day)))
