"""The forms of the service standard: when we work, and what each kind of request is promised."""

import re
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import StopValidation

from portal.domain.base import half_width
from portal.domain.requests.catalogue import Priority
from portal.domain.requests.clocks.policy import MOST_MINUTES, Policy, Targets
from portal.domain.requests.states import RequestState
from portal.domain.requests.working_time import BusinessHours
from portal.web.fact_fields import TickField, WholeField, choices_in
from portal.web.forms import Form
from portal.web.request_words import STAFF_STATES

MAY_PAUSE = (RequestState.WAITING_PARTNER, RequestState.WAITING_SUPPLIER)
"""States in which the work is not ours, so that the clock may stand still."""
MOST_INTERVALS, LONGEST = 6, 200
"""Intervals of a day, and signs in which they are typed."""
_INTERVAL = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")
_HOURS = re.compile(r"([0-9]{1,4})(?:\.([0-9]{1,4})|:([0-5][0-9]))?")


class IntervalsField(StringField):
    """Working hours of a day, typed as 09:00–12:00, 13:30–18:00."""

    data: BusinessHours | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed, self.data = str(valuelist[0]) if valuelist else "", None
        dashed = re.sub(r"\s*[–—~至-]\s*", "-", half_width(self.typed[: LONGEST + 1]))
        parts = re.split(r"[,;、\s]+", dashed.strip())
        found = [_INTERVAL.fullmatch(part) for part in parts[:MOST_INTERVALS]]
        try:
            if len(self.typed) > LONGEST or len(parts) > MOST_INTERVALS or not all(found):
                raise ValueError("no intervals")
            clocks = [tuple(map(int, one.groups())) for one in found if one]
            self.data = BusinessHours(tuple((time(a, b), time(c, d)) for a, b, c, d in clocks))
        except ValueError:
            raise ValueError(_l("Type hours that follow each other, such as 09:00–12:00, 13:30–18:00")) from None

    def _value(self) -> str:
        if self.data is not None:
            return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in self.data.intervals)
        return getattr(self, "typed", "")


class HoursField(StringField):
    """Business hours as 7.5 or 7:30, kept as business minutes."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed, self.data = half_width(str(valuelist[0])).strip() if valuelist else "", None
        if not self.typed:
            return
        found = _HOURS.fullmatch(self.typed)
        minutes = _minutes(found) if found else None
        if minutes is None or not 1 <= minutes <= MOST_MINUTES:
            raise ValueError(_l("Type working hours, such as 7.5 or 7:30"))
        self.data = minutes

    def _value(self) -> str:
        return hours_typed(self.data) if self.data is not None else getattr(self, "typed", "")


def hours_typed(minutes: int) -> str:
    """7.5 where that is exact, else 7:20."""
    return f"{minutes / 60:g}" if minutes % 3 == 0 else f"{minutes // 60}:{minutes % 60:02d}"


def _minutes(found: re.Match[str]) -> int | None:
    """None for a share of an hour that is no whole minute."""
    whole, share, clock = found.groups()
    minutes, rest = divmod(int(share or 0) * 60, 10 ** len(share or ""))
    return int(whole) * 60 + minutes + int(clock or 0) if not rest else None


class ClockRules(Form):
    hours = IntervalsField(_l("Working hours"), render_kw={"autocomplete": "off", "required": True})
    warn_percent = WholeField(_l("Warn when so much of the time is used"), render_kw={"required": True})
    paused_in = TickField(
        _l("The clock stands still while the request is"),
        choices=choices_in({state: STAFF_STATES[state] for state in MAY_PAUSE}),
    )
    is_off = BooleanField(_l("Promise no times at all"))

    def validate_warn_percent(self, field: WholeField) -> None:
        if field.data is None or not 1 <= field.data <= 99:
            raise StopValidation(_l("Type a whole number from 1 to 99"))

    @classmethod
    def of(cls, policy: Policy) -> "ClockRules":
        paused = [str(state) for state in sorted(policy.paused_in)]
        return cls.blank(
            hours=policy.hours, warn_percent=policy.warn_percent, paused_in=paused, is_off=policy.is_off
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        return {"hours": self.hours.data, "warn_percent": self.warn_percent.data, "is_off": self.is_off.data,
                "paused_in": self.paused_in.data or []}  # fmt: skip


class CategoryTargets(Form):
    """Three times for each of three priorities, in the order of PRIORITIES; unticked, nothing is promised."""

    category = HiddenField("")
    has_clock = BooleanField(_l("Times are promised for this"))
    p3_first = HoursField(_l("First answer"))
    p3_next = HoursField(_l("Next answer"))
    p3_resolution = HoursField(_l("Resolution"))
    p2_first = HoursField(_l("First answer"))
    p2_next = HoursField(_l("Next answer"))
    p2_resolution = HoursField(_l("Resolution"))
    p1_first = HoursField(_l("First answer"))
    p1_next = HoursField(_l("Next answer"))
    p1_resolution = HoursField(_l("Resolution"))

    @classmethod
    def of(cls, policy: Policy, category: str) -> "CategoryTargets":
        values: dict[str, Any] = {}
        for priority in Priority:
            targets = policy.targets.get((category, priority))
            if targets is not None:
                values |= {f"{priority}_{name}": getattr(targets, name) for name in PARTS}
        return cls.blank(category=category, has_clock=bool(values), **values)

    def fields_of(self, priority: str) -> list[Any]:
        return [self[f"{priority}_{name}"] for name in PARTS]

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if not self.has_clock.data:
            return valid
        for priority in Priority:
            first, _, done = fields = self.fields_of(priority)
            for field in fields:
                if field.data is None and not field.errors:
                    field.errors = [_l("Please fill this in.")]
            if first.data and done.data and done.data < first.data:
                done.errors = [_l("It cannot be done before the first answer.")]
        return valid and not self.errors

    @property
    def targets(self) -> dict[str, Targets]:
        """By priority; nothing without a clock."""
        if not self.has_clock.data:
            return {}
        return {
            str(priority): Targets(*(field.data for field in self.fields_of(priority))) for priority in Priority
        }  # fmt: skip


PARTS = ("first", "next", "resolution")
