"""What is filled in about a notice that arrived: which window it settles, whose it was, and the day."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.domain.contracts.clauses import Party
from portal.domain.contracts.radar import NOTICE_KINDS
from portal.domain.deadlines import Deadline
from portal.web.fact_fields import CHOOSE, DayField, choices_in
from portal.web.forms import ChoiceField, Form
from portal.web.locale import day_text
from portal.web.radar_words import WHAT

GIVERS = {Party.US: _l("We"), Party.PARTNER: _l("The other side")}


class GiveNotice(Form):
    """`window` is the article and the kind of a window, parted by a bar."""

    window = ChoiceField(_l("What the notice says"), [InputRequired(_l("Choose one of the list."))])
    side = ChoiceField(_l("Who gave it"), choices=choices_in(GIVERS))
    arrived_on = DayField(_l("Arrived on"), [InputRequired(_l("Please fill this in."))])

    def offer(self, deadlines: list[Deadline]) -> "GiveNotice":
        """The windows of this term whose notice is not recorded yet, also those that are over."""
        open_ones = [one.window for one in deadlines if one.window.kind in NOTICE_KINDS and not one.window.done_on]
        self.window.choices = [CHOOSE] + [
            SelectChoice(f"{window.kind}|{window.article}", f"{WHAT[window.kind]} · {window.article}, "
                         + _("by %(day)s", day=day_text(window.arrives_by)))
            for window in open_ones
        ]  # fmt: skip
        return self

    def facts(self) -> dict[str, Any]:
        kind, _bar, article = (self.window.data or "").partition("|")
        return {"article": article, "kind": kind, "side": Party(self.side.data), "arrived_on": self.arrived_on.data}
