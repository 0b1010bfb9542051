"""Forms speak facts: the base every form builds on."""

import re
import secrets
from typing import Any, Self

from flask import g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import StopValidation

from portal.domain.base import half_width, squeeze
from portal.web.file_words import words_for_file

UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Control characters and halves of characters: no engine keeps them all."""


class Form(FlaskForm):
    """A form with an explicit list of fields; `form_id` makes a second sending of the same form harmless."""

    class Meta(FlaskForm.Meta):
        csrf = False
        """Each unsafe request is checked before its view, and a page writes the token itself: once, not by form."""

    form_id = HiddenField("")  # without a label of its own WTForms would look one up in its catalogues

    @classmethod
    def blank(cls, **values: Any) -> Self:
        """A form to show, with a fresh id."""
        return cls(formdata=None, form_id=secrets.token_urlsafe(16), **values)

    @classmethod
    def from_post(cls, **values: Any) -> Self:
        """The form as it was sent."""
        return cls(**values)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also false when a file of this request was refused; the reason stands beside the field."""
        valid: bool = super().validate(extra_validators)
        refused = g.get("refused_files", [])
        if refused and "files" in self:
            self["files"].errors = [*self["files"].errors, *(words_for_file(reason) for reason in refused)]
            return False
        return valid


def one_line(text: str | None) -> str:
    """A filter for single-line text: half-width, blanks squeezed."""
    return squeeze(half_width(text or ""))


def trimmed(text: str | None) -> str:
    """A filter for long text: only the outer blanks go."""
    return (text or "").strip()


def seen_version(text: str | None) -> int:
    """The version a form was made from; 0, which no row has, when it does not say."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


class Text:
    """A validator: length within bounds and no control characters."""

    def __init__(self, least: int = 0, most: int = 4000) -> None:
        self.least, self.most = least, most
        self.field_flags = {"maxlength": most, **({"required": True} if least else {})}

    def __call__(self, form: Any, field: Any) -> None:
        text = field.data or ""
        if UNKEPT.search(text):
            raise StopValidation(_l("This contains signs that cannot be stored. Delete them and send again."))
        if self.least and not text.strip():
            raise StopValidation(_l("Please fill this in."))
        if len(text) < self.least:
            raise StopValidation(_l("Write at least %(count)s characters.", count=self.least))
        if len(text) > self.most:
            raise StopValidation(_l("Write at most %(count)s characters.", count=self.most))


class LineField(StringField):
    """One line of text, normalised on reading."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[one_line], **kwargs)


class SentenceField(StringField):
    """One line as people write it: its blanks squeezed, its Chinese punctuation kept."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[lambda text: squeeze(text or "")], **kwargs)


class ChoiceField(SelectField):
    """A select whose unknown values are answered with a sentence instead of an internal one."""

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)
        except ValueError as mistake:
            raise StopValidation(_l("Choose one of the list.")) from mistake
