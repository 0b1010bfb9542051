"""Where an integration is told of events: its address, its secret, and what did not arrive."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.base import NotFound
from portal.domain.integrations.models import Hook, Integration
from portal.notify.hook_backlog import empty
from portal.notify.hook_outbox import hook_message, replay_dead
from portal.notify.signing import new_secret
from portal.staff import staff
from portal.staff.integration_forms import SetHook
from portal.staff.integrations import integration_page, secret_page
from portal.web.current import uow
from portal.web.pages import Answer, see_other


@staff.post("/admin/integrations/<ref:integration>/hook")
def set_hook(integration: str) -> Answer:
    one, form = uow.integrations.get(integration), SetHook.from_post()
    if not form.validate():
        return integration_page(one, setting=form), 422
    secret = new_secret()
    is_new = uow.integrations.set_hook(one, form.url.data or "", form.kinds.data or [], secret.salt, secret.digest)
    return secret_page(one, secret.text, _("Secret of the endpoint")) if is_new else _back(one, _("Saved."))


@staff.post("/admin/integrations/<ref:integration>/hook/secrets")
def renew_hook_secret(integration: str) -> Answer:
    one = uow.integrations.get(integration)
    secret = new_secret()
    _hook(one).renew_secret(secret.salt, secret.digest, by=uow.actor, at=uow.now)
    return secret_page(one, secret.text, _("Secret of the endpoint"))


@staff.post("/admin/integrations/<ref:integration>/hook/pause")
def pause_hook(integration: str) -> Response:
    one = uow.integrations.get(integration)
    _hook(one).pause("hand", by=uow.actor, at=uow.now)
    return _back(one, _("Nothing is sent to the endpoint now; what happens waits."))


@staff.post("/admin/integrations/<ref:integration>/hook/resumption")
def resume_hook(integration: str) -> Response:
    one = uow.integrations.get(integration)
    _hook(one).resume(by=uow.actor, at=uow.now)
    return _back(one, _("What has waited is sent now."))


@staff.post("/admin/integrations/<ref:integration>/hook/tests")
def test_hook(integration: str) -> Response:
    one = uow.integrations.get(integration)
    _hook(one).test(by=uow.actor, at=uow.now)
    return _back(one, _("A ping is on its way."))


@staff.post("/admin/integrations/<ref:integration>/hook/replays")
def replay_hook_message(integration: str) -> Response:
    one = uow.integrations.get(integration)
    hook_message(uow, one, _chosen()).replay(by=uow.actor, at=uow.now)
    return _back(one, _("It is sent again, under the same id."))


@staff.post("/admin/integrations/<ref:integration>/hook/replays/all")
def replay_hook_messages(integration: str) -> Response:
    one = uow.integrations.get(integration)
    count = replay_dead(uow, one)
    return _back(one, ngettext("%(num)s message is sent again.", "%(num)s messages are sent again.", count))


@staff.post("/admin/integrations/<ref:integration>/hook/emptyings")
def empty_hook(integration: str) -> Response:
    one = uow.integrations.get(integration)
    count = empty(uow, _hook(one))
    words = ngettext("%(num)s message is discarded; ", "%(num)s messages are discarded; ", count)
    return _back(one, words + _("from now on it is told of what happens."))


@staff.post("/admin/integrations/<ref:integration>/hook/discards")
def discard_hook_message(integration: str) -> Response:
    one = uow.integrations.get(integration)
    hook_message(uow, one, _chosen()).discard(by=uow.actor, at=uow.now)
    return _back(one, _("Discarded."))


def _hook(one: Integration) -> Hook:
    if one.hook is None:
        raise NotFound(one.ref)
    return one.hook


def _chosen() -> int:
    return request.form.get("message", 0, type=int)


def _back(one: Integration, words: str) -> Response:
    return see_other(".show_integration", words, integration=one.ref)
