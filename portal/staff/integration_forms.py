"""Forms about integrations: what one may do, a new token, where it is told of events."""

import re
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import StopValidation

from portal.domain.base import half_width
from portal.domain.integrations.codes import CHOSEN_HOOKS, Side
from portal.domain.integrations.models import Hook
from portal.domain.integrations.repository import Terms
from portal.identity.confirming import Confirmed
from portal.notify.reach import Forbidden, check_url
from portal.web.account_words import ACCOUNT_KINDS
from portal.web.fact_fields import TickField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.integration_words import HOOKS, SCOPES, SIDES

MOST_ACCOUNTS = 100
LIVES = {"30": _l("30 days"), "90": _l("90 days"), "180": _l("180 days"), "365": _l("One year")}
_NUMBER = re.compile(r"[A-Z]-[0-9]{6}")


class RenewToken(Confirmed):
    days = ChoiceField(_l("The token works for"), choices=choices_in(LIVES), default="90")

    def ends(self, now: datetime) -> datetime:
        return now + timedelta(days=int(self.days.data))


class NewIntegration(RenewToken):
    name = LineField(_l("Name of the program"), [Text(1, 60)])
    side = ChoiceField(_l("For whom it speaks"), choices=choices_in(SIDES), default=Side.US.value)
    scopes = TickField(_l("What it may do"), choices=choices_in(SCOPES))
    accounts = TextAreaField(_l("Only these accounts"), [Text(0, 2000)], filters=[trimmed], render_kw={"rows": 2})
    kinds = TickField(_l("Only these kinds of accounts"), choices=choices_in(ACCOUNT_KINDS))

    def validate_scopes(self, field: TickField) -> None:
        if not field.data:
            raise StopValidation(_l("Tick at least one."))

    def validate_accounts(self, field: TextAreaField) -> None:
        numbers = self.numbers()
        if len(numbers) > MOST_ACCOUNTS or not all(_NUMBER.fullmatch(number) for number in numbers):
            raise StopValidation(_l("Type numbers such as D-000101, with blanks between them; at most a hundred."))
        if self.side.data == Side.PARTNER and not numbers:
            raise StopValidation(_l("Name the accounts of the partner whose program this is."))

    def numbers(self) -> list[str]:
        text = half_width(self.accounts.data or "").upper()
        return [number for number in re.split(r"[\s,;、]+", text) if number]

    def terms(self, now: datetime) -> Terms:
        return Terms(
            self.name.data or "", Side(self.side.data), self.scopes.data or [], self.numbers(), self.kinds.data or [],
            self.ends(now),
        )  # fmt: skip


class SetHook(Form):
    url = LineField(_l("Address"), [Text(1, 500)], render_kw={"inputmode": "url"})
    kinds = TickField(_l("It is told when"), choices=choices_in({kind.value: HOOKS[kind] for kind in CHOSEN_HOOKS}))

    def validate_url(self, field: LineField) -> None:
        try:
            check_url(field.data or "")
        except Forbidden:
            raise StopValidation(_l("Type an address such as https://erp.example.com/hooks, without a name.")) from None
        private = current_app.extensions["settings"].webhook_allow
        if not (field.data or "").startswith("https://") and not private:
            raise StopValidation(_l("The address has to begin with https://."))

    def validate_kinds(self, field: TickField) -> None:
        if not field.data:
            raise StopValidation(_l("Tick at least one."))

    @classmethod
    def of(cls, hook: Hook | None) -> "SetHook":
        values: dict[str, Any] = {"url": hook.url, "kinds": hook.kinds} if hook else {"url": "", "kinds": []}
        return cls.blank(**values)
