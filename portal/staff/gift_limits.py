"""What the company set about gifts: the most of one, and what a person of each tier may be given in a year."""

from flask import current_app

from portal.domain.accounts.kinds import Tier
from portal.domain.care.gifts import YEARLY, Limits


def limits() -> Limits:
    settings = current_app.extensions["settings"]
    ceilings = {Tier(tier): yuan * 100 for tier, yuan in settings.gift_ceilings}
    return Limits(a_gift=settings.gift_limit_yuan * 100, yearly={**YEARLY, **ceilings})
