"""Our people: who acts for the account, invited and looked after by its owners."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused
from portal.domain.people import changes
from portal.identity import inviting
from portal.partner import partner
from portal.web.current import uow
from portal.web.fact_fields import choices_in
from portal.web.forms import ChoiceField, Form
from portal.web.invitation_form import InvitePerson
from portal.web.pages import Answer, page, see_other
from portal.web.people_words import PARTNER_ROLES


class ChangeRole(Form):
    role = ChoiceField(_l("Role"), choices=choices_in(PARTNER_ROLES))


@partner.get("/team/")
def list_team() -> Response:
    return _team(InvitePerson.blank())


@partner.post("/team/invitations")
def invite_person() -> Answer:
    form = InvitePerson.from_post()
    if not form.validate():
        return _team(form), 422
    try:
        sent = inviting.invite(uow, uow.accounts.own(), **form.facts())
    except Refused as refusal:
        form.explain_refusal(refusal)
        return _team(form), 422
    return _back(_("The invitation goes to %(email)s.", email=sent.email))


@partner.post("/team/invitations/<ref:invitation>/sendings")
def send_invitation_again(invitation: str) -> Response:
    sent = inviting.send_again(uow, uow.accounts.own(), invitation)
    return _back(_("A new link goes to %(email)s; the old one no longer works.", email=sent.email))


@partner.post("/team/invitations/<ref:invitation>/revocation")
def revoke_invitation(invitation: str) -> Response:
    revoked = inviting.revoke(uow, uow.accounts.own(), invitation)
    return _back(_("The invitation of %(email)s is taken back.", email=revoked.email))


@partner.post("/team/members/<ref:member>/role")
def change_member_role(member: str) -> Answer:
    person = uow.people.member(uow.accounts.own().id, member)
    form = ChangeRole.from_post()
    if not form.validate():
        return _team(InvitePerson.blank()), 422
    changes.change_role(uow, person, form.role.data)
    return _back(_("%(name)s has a new role and signs in again.", name=person.login.name))


@partner.post("/team/members/<ref:member>/removal")
def remove_member(member: str) -> Response:
    person = uow.people.member(uow.accounts.own().id, member)
    changes.end_membership(uow, person)
    return _back(_("%(name)s can no longer sign in for you.", name=person.login.name))


def _back(notice: str) -> Response:
    return see_other(".list_team", notice=notice)


def _team(form: InvitePerson) -> Response:
    account = uow.accounts.own()
    may_invite = uow.actor.has("owner")
    return page(
        "partner/team/index.html", form=form, members=uow.people.members(account.id), may_invite=may_invite,
        invitations=uow.people.open_invitations(account.id) if may_invite else [], roles=PARTNER_ROLES,
    )  # fmt: skip
