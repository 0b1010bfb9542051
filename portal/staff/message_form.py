"""A message to keep: its title, its text with gaps, by which channel, in which language, for which occasions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.domain.care.messages import CHANNELS
from portal.domain.care.touch_types import TouchType
from portal.domain.requests.canned_reply import CannedReply
from portal.staff.canned_form import KeepReply
from portal.web.care_words import TOUCH_TYPES
from portal.web.fact_fields import choices_in
from portal.web.forms import ChoiceField, Form
from portal.web.gift_words import OCCASIONS

LANGUAGES = {"zh": "中文", "en": "English"}
CHANNEL_WORDS = {channel: TOUCH_TYPES[channel] for channel in CHANNELS}


class KeepMessage(KeepReply):
    channel = ChoiceField(_l("Channel"), choices=choices_in(CHANNEL_WORDS), default=TouchType.WECHAT)
    locale = ChoiceField(_l("Language"), choices=choices_in(LANGUAGES), default="zh")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text.label.text = _l("Message")
        self.categories.label.text = _l("For which occasions")
        self.categories.choices = [SelectChoice(str(code), words) for code, words in OCCASIONS.items()]

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "channel": self.channel.data, "locale": self.locale.data}

    @classmethod
    def of(cls, one: CannedReply) -> "KeepMessage":
        shelf = f"{one.shelf}:{one.role}" if one.role else one.shelf
        return cls.blank(
            title=one.title, text=one.text, shelf=shelf, categories=one.categories, version=one.version,
            channel=one.channel, locale=one.locale,
        )  # fmt: skip


class LogMessage(Form):
    contact = HiddenField("")
    template = HiddenField("")
    occasion = HiddenField("")

    def validate_template(self, field: Any) -> None:
        typed = field.data or ""
        if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
            raise StopValidation(_l("Choose one of the list."))
