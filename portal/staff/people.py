"""The people of an account: staff let its owner in, and may end what a partner's person may do."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from portal.domain.accounts.kinds import PORTAL_KINDS
from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.domain.people import changes
from portal.domain.people.roles import PartnerRole
from portal.identity import inviting
from portal.staff import staff
from portal.web.current import uow
from portal.web.invitation_form import InvitePerson
from portal.web.pages import Answer, page, see_other
from portal.web.people_words import PARTNER_ROLES


def people_of(account: Account) -> dict[str, Any]:
    """What the panel of people on an account's page shows."""
    return {
        "members": uow.people.members(account.id),
        "invitations": uow.people.open_invitations(account.id),
        "partner_roles": PARTNER_ROLES,
        "has_portal": account.kind in PORTAL_KINDS,
    }


@staff.get("/accounts/<number:number>/people")
def list_account_people(number: str) -> Response:
    return _people(uow.accounts.get(number), InvitePerson.blank(role=PartnerRole.OWNER))


@staff.post("/accounts/<number:number>/invitations")
def invite_partner(number: str) -> Answer:
    account, form = uow.accounts.get(number), InvitePerson.from_post()
    if not form.validate():
        return _people(account, form), 422
    try:
        sent = inviting.invite(uow, account, **form.facts())
    except Refused as refusal:
        form.explain_refusal(refusal)
        return _people(account, form), 422
    return _back(number, _("The invitation goes to %(email)s.", email=sent.email))


@staff.post("/accounts/<number:number>/invitations/<ref:invitation>/sendings")
def send_partner_invitation_again(number: str, invitation: str) -> Response:
    sent = inviting.send_again(uow, uow.accounts.get(number), invitation)
    return _back(number, _("A new link goes to %(email)s; the old one no longer works.", email=sent.email))


@staff.post("/accounts/<number:number>/invitations/<ref:invitation>/revocation")
def revoke_partner_invitation(number: str, invitation: str) -> Response:
    revoked = inviting.revoke(uow, uow.accounts.get(number), invitation)
    return _back(number, _("The invitation of %(email)s is taken back.", email=revoked.email))


@staff.post("/accounts/<number:number>/members/<ref:member>/removal")
def remove_partner_member(number: str, member: str) -> Response:
    person = uow.people.member(uow.accounts.get(number).id, member)
    changes.end_membership(uow, person)
    return _back(number, _("%(name)s can no longer sign in for this account.", name=person.login.name))


def _people(account: Account, form: InvitePerson) -> Response:
    return page("staff/people/of_account.html", account=account, form=form, **people_of(account))


def _back(number: str, notice: str) -> Response:
    return see_other(".list_account_people", number=number, notice=notice)
