"""Absences and leads: one's own absence by oneself, anybody's by an administrator."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.people.leads import choose_lead
from portal.staff import staff
from portal.staff.absence_form import AbsenceForm
from portal.staff.lead_form import lead_form
from portal.staff.staff_members import member_page
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/absences/")
def list_absences() -> Response:
    return _page(AbsenceForm.of(uow.actor.staff_id or 0))


@staff.post("/absences/")
def announce_absence() -> Answer:
    form = AbsenceForm.of(uow.actor.staff_id or 0, is_sent=True)
    if not form.announce(uow.people.staff_member(uow.actor.staff_id or 0)):
        return _page(form), 422
    return see_other(".list_absences", _("Your absence is entered. Your deputy is told."))


@staff.post("/absences/<ref:absence>/ending")
def end_absence(absence: str) -> Response:
    """Also by an administrator, who comes back to the colleague's page."""
    one = uow.absences.get(absence)
    uow.absences.end(one)
    words = _("%(name)s is not away any more.", name=one.staff.login.name)
    if one.staff_id == uow.actor.staff_id:
        return see_other(".list_absences", words)
    return see_other(".show_staff_member", words, member=one.staff.ref)


@staff.post("/admin/people/<ref:member>/absences")
def announce_absence_of(member: str) -> Answer:
    colleague = uow.people.staff_member_named(member)
    form = AbsenceForm.of(colleague.id, is_sent=True)
    if not form.announce(colleague):
        return member_page(colleague, absence=form), 422
    words = _("The absence of %(name)s is entered; both are told.", name=colleague.login.name)
    return see_other(".show_staff_member", words, member=member)


@staff.post("/admin/people/<ref:member>/lead")
def choose_lead_of(member: str) -> Answer:
    colleague = uow.people.staff_member_named(member)
    form = lead_form(colleague, is_sent=True)
    if not form.validate():
        return member_page(colleague, lead=form), 422
    try:
        choose_lead(uow, colleague, form.lead_id)
    except Refused as refusal:
        form.lead.errors = [words_for(refusal)]
        return member_page(colleague, lead=form), 422
    return see_other(".show_staff_member", _("The lead is noted."), member=member)


def _page(form: AbsenceForm) -> Response:
    everybody = uow.absences.ahead()
    return page(
        "staff/absences/index.html", form=form, today=uow.today, actor=uow.actor,
        mine=[one for one in everybody if one.staff_id == uow.actor.staff_id],
        others=[one for one in everybody if one.staff_id != uow.actor.staff_id],
    )  # fmt: skip
