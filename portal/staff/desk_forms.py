"""What staff write at the desk: a reply to the partner, an internal note, a change of state, an assignment."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, MultipleFileField, TextAreaField
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import HiddenInput

from portal.domain.people.away import Away
from portal.domain.people.models import Staff
from portal.domain.requests.canned_text import open_gaps
from portal.staff.promise_forms import PromiseFold
from portal.web.absence_words import away_in_words
from portal.web.file_words import ACCEPT
from portal.web.forms import ChoiceField, Form, Text, trimmed

NOBODY_AWAY: Mapping[int, Away] = MappingProxyType({})
FILES = {"accept": ACCEPT, "class": "file-input"}


class AnswerRequest(PromiseFold):
    """An answer, and with it a promise where one is made. `seen` is the newest answer on the writer's page: they are
    told when another one came since."""

    seen = IntegerField("", widget=HiddenInput(), validators=[Optional()])
    text = TextAreaField(_l("Reply to partner"), [Text(1, 4000)], filters=[trimmed], id="reply-text")
    files = MultipleFileField(_l("Files"), id="reply-files", render_kw=FILES)
    resolve = BooleanField(_l("Mark as resolved, too"), id="reply-resolve")

    def validate_text(self, field: Any) -> None:
        gaps = open_gaps(field.data or "")
        if gaps:
            raise StopValidation(_l("Fill this in before you send it: %(gaps)s", gaps=" ".join(gaps)))


class NoteOnRequest(Form):
    text = TextAreaField(_l("Internal note"), [Text(1, 4000)], filters=[trimmed], id="note-text")
    files = MultipleFileField(_l("Files"), id="note-files", render_kw=FILES)


class RequestMove(Form):
    """A verb of the state machine; rejecting and reopening say why, for the partner to read."""

    verb = HiddenField("")
    text = TextAreaField(_l("Reason, for the partner to read"), filters=[trimmed], id="move-text")

    NEEDS_WORDS = frozenset({"reject", "reopen"})
    VERBS = frozenset({"wait_for_partner", "wait_for_supplier", "resume", "resolve", "close"}) | NEEDS_WORDS

    def validate_verb(self, field: Any) -> None:
        if field.data not in self.VERBS:
            raise StopValidation(_l("Choose one of the list."))

    def validate_text(self, field: Any) -> None:
        Text(2 if self.verb.data in self.NEEDS_WORDS else 0, 4000)(self, field)


class Assignment(Form):
    """`holder` is who had it on the writer's page; blank is nobody."""

    staff = ChoiceField(_l("Give it to"), default="")
    holder = IntegerField("", widget=HiddenInput(), validators=[Optional()])

    @classmethod
    def among(cls, people: Iterable[Staff], away: Mapping[int, Away] = NOBODY_AWAY, **values: Any) -> "Assignment":
        """The form with everybody who works here to choose from, and who of them is away; shown when `holder` is given,
        else as sent."""
        form = cls.blank(**values) if values else cls.from_post()
        form.staff.choices = [
            (str(person.id), away_in_words(away[person.id]) if person.id in away else person.login.name)
            for person in people
        ]
        return form
