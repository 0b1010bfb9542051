"""How content the partner is: on the request's page and behind the link of the mail."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from portal.domain.requests.rating import SCORES
from portal.web.fact_fields import TickField
from portal.web.forms import Form, Text, trimmed
from portal.web.rating_words import REASONS
from portal.web.rating_words import SCORES as SCORE_WORDS


class RateRequest(Form):
    score = RadioField(
        _l("How content are you with our work on this?"), [InputRequired(_l("Choose one of the five."))],
        choices=[SelectChoice(str(score), words) for score, words in SCORE_WORDS.items()], validate_choice=False,
    )  # fmt: skip
    reasons = TickField(
        _l("What counted most?"), choices=[SelectChoice(reason.value, words) for reason, words in REASONS.items()]
    )
    comment = TextAreaField(
        _l("Anything to add"), [Text(0, 1000)], filters=[trimmed], id="rating-comment", render_kw={"rows": 3}
    )

    def validate_score(self, field: Any) -> None:
        if not score_in(field.data):
            raise StopValidation(_l("Choose one of the five."))

    def facts(self) -> dict[str, Any]:
        return {"score": int(self.score.data), "reasons": self.reasons.data or [], "comment": self.comment.data or ""}


def score_in(text: str | None) -> str | None:
    """A score as it was typed into an address or a form; None for anything else."""
    return text if text in {str(score) for score in SCORES} else None
