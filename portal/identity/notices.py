"""Choosing what one is told, by which channel and when: everybody for themselves."""

from typing import Any

from flask import Response, current_app, g, make_response, render_template
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from portal.identity.confirming import own_login
from portal.identity.views import identity
from portal.notify.choice import DAILY, DIGEST_AT, NOW, OFF, NoticeChoice, Wishes, choice_of
from portal.notify.groups import GROUPS, OF_STAFF
from portal.web.clock_field import ClockField, halves, hours_are_whole, hours_of
from portal.web.current import uow
from portal.web.fact_fields import choices_in
from portal.web.forms import ChoiceField, Form, seen_version
from portal.web.pages import Answer, page, see_other

MODES = {NOW: _l("Important ones, at once"), DAILY: _l("All of them, in one mail a day"), OFF: _l("No mail")}


def offered_groups() -> dict[str, Any]:
    """What this person chooses from: partners not of what only we are told."""
    return {group: words for group, words in GROUPS.items() if group not in OF_STAFF or uow.actor.is_staff}


class _Choosing(Form):
    version = HiddenField()
    quiet_from = ClockField(_l("Quiet from"))
    quiet_to = ClockField(_l("Quiet until"))
    digest_at = ClockField(_l("The one mail of the day comes at"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in GROUPS.keys() - offered_groups():
            del self[f"mail_{group}"], self[f"sms_{group}"]
        for group in offered_groups():
            self[f"mail_{group}"].choices = choices_in(MODES)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        return hours_are_whole(self.quiet_from, self.quiet_to) and valid

    def wishes(self) -> Wishes:
        return Wishes(
            mail={group: self[f"mail_{group}"].data for group in offered_groups()},
            sms=frozenset(group for group in offered_groups() if self[f"sms_{group}"].data),
            quiet=hours_of(self.quiet_from, self.quiet_to),
            digest_at=self.digest_at.data or DIGEST_AT,
        )


_BY_GROUP: dict[str, Any] = {
    **{f"mail_{group}": ChoiceField(words) for group, words in GROUPS.items()},
    **{f"sms_{group}": BooleanField(words) for group, words in GROUPS.items()},
}
ChooseNotices: Any = type("ChooseNotices", (_Choosing,), _BY_GROUP)
"""Two fields for each group: how by mail, and whether by text message."""


@identity.get("/me/notices")
def edit_notices() -> Response:
    chosen = choice_of(uow.session, g.visitor.login_id)
    return _page(_form_of(chosen))


@identity.post("/me/notices")
def choose_notices() -> Answer:
    form = ChooseNotices.from_post()
    if not form.validate():
        return _page(form), 422
    chosen = choice_of(uow.session, g.visitor.login_id)
    if seen_version(form.version.data) != (chosen.version if chosen else 0):
        form.digest_at.errors = [_l("This was changed in another window. Reload the page.")]
        return _page(form), 409
    if chosen is None:
        chosen = NoticeChoice(login_id=g.visitor.login_id)
        uow.session.add(chosen)
    chosen.choose(form.wishes(), by=uow.actor, at=g.now)
    return see_other("identity.show_me", notice=_l("Your choice is kept."))


@identity.get("/me/unread")
def show_unread() -> Response:
    """The bell alone, for pages that stand open: asked again and again, so it costs little and keeps nobody awake."""
    endpoint = "staff.list_notifications" if uow.actor.is_staff else "partner.list_notifications"
    return make_response(render_template("shell/_bell.html", endpoint=endpoint))


def _form_of(chosen: NoticeChoice | None) -> Any:
    wishes = chosen.wishes if chosen else Wishes(quiet=current_app.extensions["settings"].quiet_hours)
    begins, ends = halves(wishes.quiet)
    by_group = {f"mail_{group}": wishes.mail_of(group) for group in GROUPS}
    by_group |= {f"sms_{group}": group in wishes.sms for group in GROUPS}
    return ChooseNotices.blank(
        version=chosen.version if chosen else 0, quiet_from=begins, quiet_to=ends, digest_at=wishes.digest_at,
        **by_group,
    )  # fmt: skip


def _page(form: Any) -> Response:
    sends_sms = bool(current_app.extensions["settings"].sms_url)
    return page(
        "identity/notices.html", form=form, groups=offered_groups(), login=own_login(uow.session), sends_sms=sends_sms,
    )  # fmt: skip
