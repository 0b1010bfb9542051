"""Our own people: who works here, what they may do, how far they see."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from portal.domain.base import Refused
from portal.domain.people import changes
from portal.domain.people.models import Staff
from portal.domain.people.roles import Reach
from portal.identity.colleagues import invite_colleague, part, shut_out
from portal.identity.connecting import ways_of
from portal.identity.credentials import ask_reset
from portal.staff import staff
from portal.staff.absence_form import AbsenceForm
from portal.staff.lead_form import lead_form
from portal.web.current import uow
from portal.web.email_field import EmailField
from portal.web.fact_fields import TickField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.pages import Answer, page, see_other
from portal.web.people_words import REACHES, STAFF_ROLES
from portal.web.pledge_words import staff_clock
from portal.web.refusals import words_for
from portal.web.region_words import provinces


class Named(Form):
    """Stands before the appointment: what is wrong is told in the order of the page."""

    name = LineField(_l("Full name"), [Text(1, 80)])
    email = EmailField(_l("E-mail"), [Text(1, 254)])


class Appointment(Form):
    title = LineField(_l("Job title"), [Text(0, 40)])
    roles = TickField(_l("Roles"), choices=choices_in(STAFF_ROLES))
    reach = ChoiceField(_l("Sees"), choices=choices_in(REACHES))
    provinces = TickField(_l("Provinces"), choices=lambda: choices_in(provinces()))

    def validate_roles(self, field: TickField) -> None:
        if not field.data:
            raise StopValidation(_l("Tick at least one role."))

    def validate_provinces(self, field: TickField) -> None:
        if self.reach.data == Reach.REGION and not field.data:
            raise StopValidation(_l("Tick at least one province."))

    def facts(self) -> dict[str, Any]:
        names = ("title", "roles", "reach", "provinces")
        return {name: getattr(self, name).data for name in names}


class InviteColleague(Named, Appointment):
    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "name": self.name.data, "email": self.email.data}


@staff.get("/admin/people/")
def list_staff_members() -> Response:
    people = uow.people
    return page("staff/people/index.html", here=people.staff(), former=people.former_staff(), roles=STAFF_ROLES)


@staff.get("/admin/people/new")
def new_staff_member() -> Response:
    return page("staff/people/new.html", form=InviteColleague.blank(reach=Reach.ALL))


@staff.post("/admin/people/")
def invite_staff_member() -> Answer:
    form = InviteColleague.from_post()
    if not form.validate():
        return page("staff/people/new.html", form=form), 422
    try:
        invited = invite_colleague(uow, **form.facts())
    except Refused as refusal:
        form.email.errors = [words_for(refusal)]
        return page("staff/people/new.html", form=form), 422
    return _back(invited, _("A link to choose a password goes to %(email)s.", email=invited.login.email))


@staff.get("/admin/people/<ref:member>")
def show_staff_member(member: str) -> Response:
    colleague = uow.people.staff_member_named(member)
    return member_page(colleague)


@staff.post("/admin/people/<ref:member>/appointment")
def appoint_staff_member(member: str) -> Answer:
    colleague, form = uow.people.staff_member_named(member), Appointment.from_post()
    if not form.validate():
        return member_page(colleague, form=form), 422
    changes.appoint(uow, colleague, **form.facts())
    return _back(colleague, _("Saved. %(name)s signs in again.", name=colleague.login.name))


@staff.post("/admin/people/<ref:member>/deactivation")
def deactivate_staff_member(member: str) -> Response:
    colleague = uow.people.staff_member_named(member)
    shut_out(uow, colleague)
    words = _("%(name)s is signed out and can no longer sign in.", name=colleague.login.name)
    if uow.hand_overs.counts(colleague):
        owns = _("They still own what stands here: choose who comes after.")
        return see_other(".show_hand_over", f"{words} {owns}", "warn", member=colleague.ref)
    return _back(colleague, words)


@staff.post("/admin/people/<ref:member>/reactivation")
def reactivate_staff_member(member: str) -> Response:
    colleague = uow.people.staff_member_named(member)
    changes.reactivate(uow, colleague)
    return _back(colleague, _("%(name)s can sign in again.", name=colleague.login.name))


@staff.post("/admin/people/<ref:member>/resets")
def reset_staff_member(member: str) -> Response:
    colleague = uow.people.staff_member_named(member)
    ask_reset(uow.session, colleague.login, by=uow.actor, at=uow.now)
    return _back(colleague, _("A link to choose a new password goes to %(email)s.", email=colleague.login.email))


@staff.post("/admin/people/<ref:member>/partings")
def part_staff_member(member: str) -> Response:
    colleague = uow.people.staff_member_named(member)
    part(uow, colleague, request.form.get("provider", "")[:10])
    words = _("%(name)s is signed out; the account elsewhere lets nobody in.", name=colleague.login.name)
    return _back(colleague, words)


def member_page(colleague: Staff, **forms: Any) -> Response:
    """The page with whatever was typed, and what this colleague has promised and not kept yet."""
    return page(
        "staff/people/show.html", colleague=colleague, form=forms.get("form") or Appointment.blank(**colleague.terms),
        lead=forms.get("lead") or lead_form(colleague), absence=forms.get("absence") or AbsenceForm.of(colleague.id),
        absences=uow.absences.of(colleague.id), actor=uow.actor,
        is_own=colleague.id == uow.actor.staff_id, roles=STAFF_ROLES, reaches=REACHES,
        ways=ways_of(uow.session, colleague.login_id), pledges=uow.promises.open_of(colleague.id), clock=staff_clock,
        today=uow.today,
    )  # fmt: skip


def _back(colleague: Staff, notice: str) -> Response:
    return see_other(".show_staff_member", member=colleague.ref, notice=notice)
