"""The form of a person at an account."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import StopValidation

from portal.domain.accounts.birthday import NO_BIRTHDAY, Birthday
from portal.domain.accounts.kinds import ContactRole
from portal.domain.base import Refused
from portal.staff.archive_form import NOT_SAID
from portal.web.account_fields import mobile
from portal.web.account_words import CONTACT_ROLES, FIELDS
from portal.web.archive_words import BIRTHDAY_CALENDARS, CONTACT_CHANNELS, CONTACT_LEVELS
from portal.web.current import uow
from portal.web.email_field import EmailField
from portal.web.fact_fields import WholeField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.refusals import words_for


class ContactForm(Form):
    name = LineField(FIELDS["name"], [Text(1, 80)])
    role = ChoiceField(FIELDS["role"], choices=choices_in(CONTACT_ROLES), default=ContactRole.PURCHASING)
    mobile = mobile(FIELDS["mobile"])
    email = EmailField(FIELDS["email"], [Text(0, 254)])
    wechat = LineField(FIELDS["wechat"], [Text(0, 40)])
    is_primary = BooleanField(FIELDS["is_primary"])
    level = ChoiceField(FIELDS["level"], choices=choices_in(CONTACT_LEVELS, NOT_SAID), default="")
    is_decision_maker = BooleanField(FIELDS["is_decision_maker"])
    is_hcp = BooleanField(FIELDS["is_hcp"])
    is_hcp_relative = BooleanField(FIELDS["is_hcp_relative"])
    is_public_official = BooleanField(FIELDS["is_public_official"])
    preferred_channel = ChoiceField(
        FIELDS["preferred_channel"], choices=choices_in(CONTACT_CHANNELS, NOT_SAID), default=""
    )
    best_time = LineField(FIELDS["best_time"], [Text(0, 40)], description=_l("Such as weekdays after 3 pm"))
    birthday_calendar = ChoiceField(
        FIELDS["birthday_calendar"], choices=choices_in(BIRTHDAY_CALENDARS, NOT_SAID), default=""
    )
    birthday_month = WholeField(FIELDS["birthday_month"], render_kw={"inputmode": "numeric"})
    birthday_day = WholeField(FIELDS["birthday_day"], render_kw={"inputmode": "numeric"})
    birthday_is_leap = BooleanField(FIELDS["birthday_is_leap"])
    birthday_year = WholeField(
        FIELDS["birthday_year"], render_kw={"inputmode": "numeric"}, description=_l("May stay empty.")
    )

    def validate_birthday_day(self, field: Any) -> None:
        """Month and day come together; the domain knows which days there are."""
        birthday = self.birthday
        if birthday is None:
            if any((field.data, self.birthday_month.data, self.birthday_year.data, self.birthday_calendar.data)):
                raise StopValidation(_l("Say the calendar, the month and the day, or leave all of them empty."))
            return
        try:
            birthday.check(uow.today.year)
        except Refused as refusal:
            raise StopValidation(words_for(refusal)) from None

    @property
    def birthday(self) -> Birthday | None:
        calendar, month, day = self.birthday_calendar.data, self.birthday_month.data, self.birthday_day.data
        if not calendar or month is None or day is None:
            return None
        return Birthday(calendar, month, day, bool(self.birthday_is_leap.data), self.birthday_year.data)

    def facts(self) -> dict[str, Any]:
        flags = ("is_primary", "is_decision_maker", "is_hcp", "is_hcp_relative", "is_public_official")
        return {
            "name": self.name.data, "role": self.role.data, "mobile": self.mobile.data or None,
            "email": self.email.data, "wechat": self.wechat.data, "best_time": self.best_time.data,
            "level": self.level.data or None, "preferred_channel": self.preferred_channel.data or None,
            **{name: bool(self[name].data) for name in flags},
            **(self.birthday.columns() if self.birthday else NO_BIRTHDAY),
        }  # fmt: skip
