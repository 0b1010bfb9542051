"""The form of a hand-over: one successor for all of it, or another one for a group."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.hand_over.groups import GROUPS
from portal.domain.people.models import Staff
from portal.web.current import uow
from portal.web.forms import ChoiceField, Form
from portal.web.hand_over_words import GROUP_WORDS

AS_ALL, NOBODY = "", "-"


class GiveAway(Form):
    everything = ChoiceField(_l("Who comes after"), default="")

    @classmethod
    def among(cls, people: Mapping[int, str], counts: Mapping[str, int], *, posted: bool) -> Any:
        """With a choice for each group that has anything."""
        fields = {name: ChoiceField(GROUP_WORDS[name], default=AS_ALL) for name in GROUPS if name in counts}
        form = type("GiveAwayOf", (cls,), fields).from_post() if posted else type("GiveAwayOf", (cls,), fields).blank()
        offered = [(str(staff_id), name) for staff_id, name in people.items()]
        form.everything.choices = [("", _l("choose for each group")), *offered]
        for name in fields:
            form[name].choices = [(AS_ALL, _l("whoever stands above")), (NOBODY, _l("leave it")), *offered]
        return form

    def heirs(self, names: Mapping[str, int]) -> dict[str, Staff]:
        """Group → who gets it, of those that are given away."""
        chosen = {name: self[name].data or self.everything.data for name in names}
        posts = {key: uow.people.staff_member(int(key)) for key in set(chosen.values()) if key and key != NOBODY}
        return {name: posts[key] for name, key in chosen.items() if key in posts}
