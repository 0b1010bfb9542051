"""How far something that is pursued is, and what comes next: what the forms of openings and of prospects share."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from portal.domain.base import Refused
from portal.domain.pursued import Pursued, Step
from portal.web.current import uow
from portal.web.fact_fields import DayField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.refusals import words_for


def whose() -> Any:
    """Everybody of ours, as choices for who looks after it."""
    return choices_in({str(key): name for key, name in uow.people.staff_names().items()}, _l("Nobody yet"))


def staff_id_in(field: Any) -> int | None:
    return int(field.data) if field.data else None


class MovePursued(Form):
    """`stages` are the words of the stages, `places` the fields beside which a refusal is said; whoever derives from it
    adds the field `lost_reason`."""

    stages: ClassVar[Mapping[Any, Any]]
    places: ClassVar[Mapping[str, str]]
    version = HiddenField("")
    stage = ChoiceField(_l("How far it is"), choices=[])
    next_step = LineField(_l("Next step"), [Text(0, 200)])
    next_on = DayField(_l("By when"))
    owner = ChoiceField(_l("Who looks after it"), choices=[], default="")

    def among(self, one: Pursued) -> Self:
        """With the stages that may follow, and everybody of ours, to choose from."""
        open_to = (one.stage, *one.pipeline.ways()[one.stage])
        self.stage.choices = choices_in({stage: words for stage, words in self.stages.items() if stage in open_to})
        self.owner.choices = whose()
        return self

    @classmethod
    def of(cls, one: Pursued, **more: Any) -> Self:
        return cls.blank(
            version=str(one.version), stage=one.stage, next_step=one.next_step, next_on=one.next_on,
            owner=str(one.owner_id or ""), lost_reason=one.lost_reason, **more,
        ).among(one)  # fmt: skip

    def step(self) -> Step:
        return Step(
            self.stage.data, self.next_step.data or "", self.next_on.data, staff_id_in(self.owner),
            self["lost_reason"].data or "",
        )  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        """Say it beside its field; raises any other refusal again."""
        if refusal.code not in self.places:
            raise refusal
        self[self.places[refusal.code]].errors = [words_for(refusal)]
