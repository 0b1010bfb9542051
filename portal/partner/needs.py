"""What waits for the partner, as one line of home: an answer to read, a question to answer."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from portal.domain.feedback.models import Feedback
from portal.domain.surveys.models import SurveyAsk
from portal.web.locale import moment_text
from portal.web.survey_words import question_of


@dataclass(frozen=True)
class Need:
    """One thing that waits for the partner: a sentence, its consequence, where it is done, and by when."""

    href: str
    icon: str
    title: str
    why: str
    clock_kind: str
    clock: str
    tone: str = ""


def of_survey(ask: SurveyAsk) -> Need:
    href, until = url_for("partner.show_survey", number=ask.number), moment_text(ask.wave.closes_at)
    return Need(
        href, "star", question_of(ask.wave), _("One tap is enough"), "paused", _("until %(moment)s", moment=until)
    )


def of_feedback(feedback: Feedback) -> Need:
    href = url_for("partner.show_feedback", number=feedback.number)
    title = _("Read our answer: %(subject)s", subject=feedback.subject)
    why = _("Feedback %(number)s · tell us whether it helps", number=feedback.number)
    return Need(
        href, "message-circle", title, why, "met", _("since %(moment)s", moment=moment_text(feedback.answered_at))
    )
