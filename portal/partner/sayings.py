"""“You said, we did”: what became of what partners told us, for all of them and without names."""

from flask import Response

from portal.partner import partner
from portal.web.current import turn, uow
from portal.web.locale import current_locale
from portal.web.pages import page


@partner.get("/you-said/")
def list_sayings() -> Response:
    return page(
        "partner/sayings/index.html", found=uow.sayings.published(**turn()), in_english=current_locale() == "en"
    )
