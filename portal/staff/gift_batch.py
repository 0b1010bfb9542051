"""Several gifts at once: whoever has a word on many says it in one step, each by its own rules."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.care.giving.ledger import MINE
from portal.domain.care.giving.together import agree_to
from portal.staff import staff
from portal.staff.gift_limits import limits
from portal.web.current import uow
from portal.web.pages import see_other


@staff.post("/gifts/approvals")
def approve_gifts() -> Response:
    """What a rule stops by now is named and left where it is."""
    done = agree_to(uow.gifts, (number[:16] for number in request.form.getlist("chosen")), limits())
    if not (done.agreed or done.stopped or done.gone):
        return see_other(".list_gifts", _("Tick the gifts you agree to."), "warn", show=MINE)
    told = [ngettext("%(num)s gift: your word is noted.", "%(num)s gifts: your word is noted.", len(done.agreed))]
    if done.stopped:
        told.append(_("Stopped by a rule: %(numbers)s. Its page names the rule.", numbers=", ".join(done.stopped)))
    if done.gone:
        told.append(_("No longer yours to decide: %(numbers)s.", numbers=", ".join(done.gone)))
    return see_other(".list_gifts", " ".join(told), "warn" if len(told) > 1 else "good", show=MINE)
