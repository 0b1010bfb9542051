"""What staff type about feedback: the answer, what became of a call, what they think of it, who has it, its end."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from portal.domain.feedback.kinds import COMPLIANCE_ROLES, Decision, RootCause
from portal.domain.feedback.loop import MARKS
from portal.domain.feedback.models import Feedback
from portal.staff.promise_forms import PromiseFold
from portal.web.current import uow
from portal.web.fact_fields import CHOOSE, choices_in
from portal.web.feedback_words import DECISIONS, ROOT_CAUSES
from portal.web.forms import ChoiceField, Form, Text, trimmed

CHOSEN = InputRequired(_l("Choose one of the list."))


class AnswerFeedback(PromiseFold):
    text = TextAreaField(_l("Our answer"), [Text(2, 4000)], filters=[trimmed], render_kw={"rows": 5})
    decision = ChoiceField(_l("What we decide"), choices=choices_in(DECISIONS, _l("Not decided yet")), default="")

    def decided(self) -> Decision | None:
        return Decision(self.decision.data) if self.decision.data else None


class CloseFeedback(Form):
    root_cause = ChoiceField(_l("Root cause"), choices=[CHOOSE, *choices_in(ROOT_CAUSES)], default="")

    def cause(self) -> RootCause | None:
        return RootCause(self.root_cause.data) if self.root_cause.data else None


class NoteCallBack(Form):
    outcome = RadioField(
        _l("What they say about our answer"), validate_choice=False,
        choices=[
            SelectChoice("content", _l("It helps")),
            SelectChoice("not_content", _l("It does not help: we look into it again")),
        ],
    )  # fmt: skip
    note = TextAreaField(_l("What was said"), [Text(2, 2000)], filters=[trimmed], id="call-note", render_kw={"rows": 3})

    def validate_outcome(self, field: Any) -> None:
        if field.data not in ("content", "not_content"):
            raise StopValidation(_l("Choose one of the two."))


def _marks(least: Any, most: Any) -> list[SelectChoice]:
    words = {MARKS[0]: least, MARKS[-1]: most}
    return [SelectChoice(str(mark), f"{mark} {words[mark]}" if mark in words else str(mark)) for mark in MARKS]


class RateFeedback(Form):
    credibility = ChoiceField(_l("How credible"), [CHOSEN], default="")
    value = ChoiceField(_l("Of what value to us"), [CHOSEN], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.credibility.choices = [CHOOSE, *_marks(_l("hearsay"), _l("verified"))]
        self.value.choices = [CHOOSE, *_marks(_l("of no use"), _l("of great use"))]


class GiveFeedbackTo(Form):
    staff = ChoiceField(_l("Who has it"), [CHOSEN], default="", id="loop-owner")

    def among(self, feedback: Feedback) -> "GiveFeedbackTo":
        """Everybody who may have it: of a confidential one compliance alone."""
        posts = uow.people.staff()
        able = [one for one in posts if not feedback.is_confidential or not COMPLIANCE_ROLES.isdisjoint(one.roles)]
        self.staff.choices = [CHOOSE, *(SelectChoice(str(one.id), one.login.name) for one in able)]
        return self
