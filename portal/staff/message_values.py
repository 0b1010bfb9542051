"""What a message of care knows about the person it is for."""

from collections.abc import Mapping
from datetime import date

from flask import current_app
from flask_babel import force_locale

from portal.domain.accounts.models import Account, Contact
from portal.web.account_words import CONTACT_ROLES
from portal.web.current import uow
from portal.web.gift_words import OCCASIONS
from portal.web.locale import day_text


class Known:
    """Who looks after which account is read once; `owners` can be given for many at a time."""

    def __init__(self, occasion: str = "", on: date | None = None, years: int = 0) -> None:
        self.occasion, self.on, self.years = occasion, on, years
        self.names = uow.people.staff_names()
        self.owners: dict[int, int | None] = {}

    def of(self, account: Account, contact: Contact | None, locale: str = "zh") -> Mapping[str, str]:
        """By the English name of each gap; what is not known is empty."""
        if account.id not in self.owners:
            self.owners[account.id] = uow.accounts.standing(account).care_owner_id
        with force_locale(locale):
            return {
                "contact": contact.name if contact else "",
                "title": str(CONTACT_ROLES[contact.role]) if contact else "",
                "company": account.display_name,
                "occasion": str(OCCASIONS[self.occasion]) if self.occasion else "",
                "day": day_text(self.on, locale) if self.on else "",
                "years": str(self.years) if self.years else "",
                "care_owner": self.names.get(self.owners[account.id] or 0, ""),
                "manager": self.names.get(account.business_manager_id or 0, ""),
                "us": current_app.extensions["settings"].company_name,
                "me": uow.actor.name,
            }
