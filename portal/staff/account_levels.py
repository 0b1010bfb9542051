"""Who speaks to whom: three levels of contact at an account, and who of us stands opposite."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.accounts.catalogue import ContactLevel as C
from portal.domain.accounts.levels import first_of
from portal.domain.accounts.models import Contact
from portal.domain.glance import AccountGlance
from portal.domain.people.models import Staff


@dataclass(frozen=True)
class Level:
    """One line: `lack` says what is missing on our side, `is_due` that it must not be."""

    name: Any
    they: Contact | None
    we: str
    duty: Any
    lack: Any
    is_due: bool


def levels_of(glance: AccountGlance) -> list[Level]:
    """The business manager, the care owner and the sponsor, each with the contact of their level."""
    manager, standing = glance.account.business_manager, glance.standing
    people = glance.contacts
    daily = first_of(people, C.CLERK) or next((one for one in people if one.is_primary), None)
    return [
        Level(_l("Daily"), daily, _name(manager), _l("business manager"), _l("No business manager"), True),
        Level(
            _l("Management"), first_of(people, C.MANAGER), _name(standing.care_owner), _l("care owner"),
            _l("No care owner"), glance.lacks_care_owner,
        ),
        Level(
            _l("Top"), first_of(people, C.EXECUTIVE), _name(standing.sponsor), _l("executive sponsor"),
            _l("VIP without sponsor") if glance.lacks_sponsor else _l("no sponsor needed"), glance.lacks_sponsor,
        ),
    ]  # fmt: skip


def _name(staff: Staff | None) -> str:
    return staff.login.name if staff else ""
