"""The form of a group bot."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField
from wtforms.validators import ValidationError

from portal.notify.bot import Bot
from portal.notify.groups import BOT_GROUPS
from portal.notify.services import SERVICES
from portal.notify.web_address import is_web_address
from portal.web.channel_words import SERVICES as SERVICE_WORDS
from portal.web.clock_field import ClockField, halves, hours_are_whole, hours_of
from portal.web.fact_fields import TickField, WholeField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text

LOCALES = {"zh": "中文", "en": "English"}


class KeepBot(Form):
    """`kept` is the bot that is changed; an empty address or secret leaves the old one."""

    version = HiddenField()
    name = LineField(_l("Name of the group"), [Text(1, 40)])
    service = ChoiceField(_l("Service"))
    url = PasswordField(_l("Webhook address"), [Text(0, 500)])
    secret = PasswordField(_l("Signing secret"), [Text(0, 200)])
    locale = ChoiceField(_l("Language of the group"))
    hears = TickField(_l("What the group hears"))
    quiet_from = ClockField(_l("Quiet from"))
    quiet_to = ClockField(_l("Quiet until"))
    per_minute = WholeField(_l("Messages a minute at most"))

    def __init__(self, *args: Any, kept: Bot | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.service.choices = choices_in(SERVICE_WORDS)
        self.locale.choices = choices_in(LOCALES)
        self.hears.choices = choices_in({name: words for name, (words, _) in BOT_GROUPS.items()})
        if kept is not None:
            del self.service

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        return hours_are_whole(self.quiet_from, self.quiet_to) and valid

    def validate_url(self, field: Any) -> None:
        if not field.data and self.kept is not None:
            return
        field.data = (field.data or "").strip()
        allowed = current_app.extensions["settings"].webhook_allow
        hosts = SERVICES[self.known_service].hosts
        if not is_web_address(field.data, hosts, allowed):
            raise ValidationError(
                _l("Paste the bot's address as the service shows it: https://%(host)s/…", host=sorted(hosts)[0])
            )

    def validate_per_minute(self, field: Any) -> None:
        most = SERVICES[self.known_service].per_minute
        if field.data is None:
            field.data = most
        elif not 1 <= field.data <= most:
            raise ValidationError(_l("The service takes %(most)s a minute: type 1 up to that.", most=most))

    @property
    def known_service(self) -> str:
        chosen = self.kept.service if self.kept is not None else str(self.service.data or "")
        return chosen if chosen in SERVICES else "wecom"

    def facts(self) -> dict[str, Any]:
        return {
            "name": self.name.data, "service": self.known_service, "url": self.url.data,
            "secret": (self.secret.data or "").strip(), "locale": self.locale.data,
            "hears": sorted(self.hears.data or []), "quiet": hours_of(self.quiet_from, self.quiet_to),
            "per_minute": self.per_minute.data,
        }  # fmt: skip

    @classmethod
    def of(cls, bot: Bot) -> "KeepBot":
        begins, ends = halves(bot.quiet)
        return cls.blank(
            kept=bot, name=bot.name, locale=bot.locale, hears=bot.hears, quiet_from=begins, quiet_to=ends,
            per_minute=bot.per_minute, version=bot.version,
        )  # fmt: skip
