"""What we do about feedback beside answering it: who has it, the call afterwards, what market news is worth."""

from flask_babel import gettext as _

from portal.staff import staff
from portal.staff.feedback_forms import GiveFeedbackTo, NoteCallBack, RateFeedback
from portal.staff.feedback_page import feedback_page
from portal.web.current import uow
from portal.web.pages import Answer, see_other


@staff.post("/feedback/<number:number>/owner")
def assign_feedback(number: str) -> Answer:
    feedback = uow.feedback.get(number)
    form = GiveFeedbackTo.from_post().among(feedback)
    if not form.validate():
        return feedback_page(feedback, owner=form), 422
    heir = uow.people.staff_member(int(form.staff.data))
    uow.loop.assign(feedback, heir)
    words = _("%(number)s is with %(name)s now.", number=number, name=heir.login.name)
    return see_other(".show_feedback", words, number=number)


@staff.post("/feedback/<number:number>/call-backs")
def call_back_feedback(number: str) -> Answer:
    feedback, form = uow.feedback.get(number), NoteCallBack.from_post()
    if not form.validate():
        return feedback_page(feedback, call=form), 422
    uow.loop.call_back(feedback, is_content=form.outcome.data == "content", note=form.note.data or "")
    return see_other(".show_feedback", _("The call is noted."), number=number)


@staff.post("/feedback/<number:number>/ratings")
def rate_feedback(number: str) -> Answer:
    feedback, form = uow.feedback.get(number), RateFeedback.from_post()
    if not form.validate():
        return feedback_page(feedback, rate=form), 422
    uow.loop.rate(feedback, credibility=int(form.credibility.data), value=int(form.value.data))
    return see_other(".show_feedback", _("The rating is noted."), number=number)
