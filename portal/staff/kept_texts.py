"""Writing, changing and removing texts kept for the next time: replies at the desk and messages of care alike."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.requests.canned_reply import CannedReplies, CannedReply
from portal.staff.canned_form import KeepReply
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@dataclass(frozen=True)
class KeptTexts:
    """The acts of one kind of texts; `listed` is the endpoint of their list."""

    form: type[KeepReply]
    texts: Callable[[], CannedReplies]
    template: str
    listed: str

    def begin(self) -> Response:
        return self._page(self.form.blank())

    def keep(self) -> Answer:
        form = self.form.from_post()
        if not form.validate():
            return self._page(form), 422
        try:
            one = self.texts().add(form.facts())
        except Refused as refusal:
            return self._refused(form, refusal)
        return see_other(self.listed, _("“%(title)s” is kept.", title=one.title))

    def edit(self, text_id: int) -> Response:
        one = self.texts().get(text_id)
        return self._page(self.form.of(one), one)

    def change(self, text_id: int) -> Answer:
        one, form = self.texts().get(text_id), self.form.from_post()
        if not form.validate():
            return self._page(form, one), 422
        try:
            self.texts().change(one, form.facts(), seen=seen_version(form.version.data))
        except Refused as refusal:
            return self._refused(form, refusal, one)
        return see_other(self.listed, _("Saved."))

    def remove(self, text_id: int) -> Response:
        one = self.texts().get(text_id)
        self.texts().remove(one)
        return see_other(self.listed, _("“%(title)s” is removed.", title=one.title))

    def _page(self, form: KeepReply, one: CannedReply | None = None) -> Response:
        may_change = one is None or one.may_be_changed_by(uow.actor)
        return page(self.template, form=form, one=one, gaps=self.texts().gaps, may_change=may_change)

    def _refused(self, form: KeepReply, refusal: Refused, one: CannedReply | None = None) -> tuple[Response, int]:
        form.text.errors = [words_for(refusal)]
        return self._page(form, one), 409 if refusal.code == "canned.changed" else 422
