"""Who leads a colleague, as it is chosen."""

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from portal.domain.people.leads import leads_of
from portal.domain.people.models import Staff
from portal.web.current import uow
from portal.web.forms import ChoiceField, Form

NOBODY = SelectChoice("", _l("Nobody"))


class ChooseLead(Form):
    lead = ChoiceField(_l("Team lead"), default="")

    @property
    def lead_id(self) -> int | None:
        return int(self.lead.data) if self.lead.data else None


def lead_form(colleague: Staff, *, is_sent: bool = False) -> ChooseLead:
    """With everybody else who works here to choose from; as it stands unless `is_sent`."""
    if is_sent:
        form = ChooseLead.from_post()
    else:
        form = ChooseLead.blank(lead=str(leads_of(uow.session).get(colleague.id, "")))
    names = uow.people.staff_names().items()
    form.lead.choices = [NOBODY, *(SelectChoice(str(one), name) for one, name in names if one != colleague.id)]
    return form
