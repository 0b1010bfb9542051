"""Integrations: programs of others, their tokens, what they may do; looked after by administrators."""

from typing import Any

from flask import Response, current_app, url_for
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.integrations.models import Integration
from portal.identity.bearer import PREFIX, new_token
from portal.identity.confirming import is_confirmed
from portal.identity.writing import begin_writing, late_write
from portal.notify.hook_backlog import MOST_WAITING
from portal.notify.hook_outbox import hook_messages, left_out_since, waiting_count
from portal.staff import staff
from portal.staff.integration_forms import NewIntegration, RenewToken, SetHook
from portal.web.account_words import ACCOUNT_KINDS
from portal.web.current import uow
from portal.web.integration_words import HOOKS, PAUSES, SCOPES, SIDES
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/admin/integrations/")
def list_integrations() -> Response:
    return page("staff/integrations/index.html", rows=uow.integrations.all(), scopes=SCOPES, now=uow.now, prefix=PREFIX)


@staff.get("/admin/integrations/new")
def new_integration() -> Response:
    return page("staff/integrations/new.html", form=NewIntegration.blank())


@staff.post("/admin/integrations/")
@late_write
def add_integration() -> Answer:
    form = NewIntegration.from_post()
    if not is_confirmed(form):
        return page("staff/integrations/new.html", form=form), 422
    begin_writing()
    text, hashed, tail = new_token()
    try:
        made = uow.integrations.add(form.terms(uow.now), hashed, tail)
    except Refused as refusal:
        field = form.name if refusal.code == "integration.name_taken" else form.accounts
        field.errors = [words_for(refusal)]
        return page("staff/integrations/new.html", form=form), 422
    return secret_page(made, text, _("Token"))


@staff.get("/admin/integrations/<ref:integration>")
def show_integration(integration: str) -> Response:
    return integration_page(uow.integrations.get(integration))


@staff.post("/admin/integrations/<ref:integration>/tokens")
@late_write
def renew_token(integration: str) -> Answer:
    form = RenewToken.from_post()
    if not is_confirmed(form):
        return integration_page(uow.integrations.get(integration), renewing=form), 422
    begin_writing()
    one = uow.integrations.get(integration)
    text, hashed, tail = new_token()
    one.renew_token(hashed, tail, form.ends(uow.now), by=uow.actor, at=uow.now)
    return secret_page(one, text, _("Token"))


@staff.post("/admin/integrations/<ref:integration>/revocation")
def revoke_integration(integration: str) -> Response:
    one = uow.integrations.get(integration)
    one.revoke(by=uow.actor, at=uow.now)
    return see_other(".show_integration", _("%(name)s is shut out from now on.", name=one.name), integration=one.ref)


def integration_page(one: Integration, **forms: Any) -> Response:
    """The page with whatever was typed, and the messages that did not arrive."""
    settings = current_app.extensions["settings"]
    return page(
        "staff/integrations/show.html", one=one, hook=one.hook, works=one.works_at(uow.now), prefix=PREFIX,
        renewing=forms.get("renewing") or RenewToken.blank(), setting=forms.get("setting") or SetHook.of(one.hook),
        dead=hook_messages(uow, one, "dead"), waiting=waiting_count(uow, one), most_waiting=MOST_WAITING,
        left_out=left_out_since(uow, one.hook),
        scopes=SCOPES, sides=SIDES, kinds=ACCOUNT_KINDS, hooks=HOOKS, pauses=PAUSES, is_held=settings.is_demo,
        base_url=settings.base_url,
    )  # fmt: skip


def secret_page(one: Integration, text: str, title: str) -> Response:
    """The one time it is shown."""
    onwards = url_for(".show_integration", integration=one.ref)
    return page("staff/integrations/secret.html", one=one, text=text, heading=title, onwards=onwards)
