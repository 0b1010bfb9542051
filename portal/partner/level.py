"""Our level: what the company chose to tell us of how it counts us, and what that brings."""

from flask import Response

from portal.partner import partner
from portal.web.account_words import TIERS
from portal.web.current import uow
from portal.web.locale import current_locale
from portal.web.pages import page


@partner.get("/level/")
def show_level() -> Response:
    account = uow.accounts.own(alone=True)
    level = uow.benefits.own_level(account.id)
    texts = [zh if current_locale() == "zh" else en for zh, en in level.benefits] if level else []
    return page("partner/level/index.html", level=level, texts=texts, tiers=TIERS, account=account)
