"""The territory as it is typed: provinces ticked, and places below them one a line; in an agreement or an amendment."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.base import Refused
from portal.domain.contracts.area_text import read_areas, write_areas
from portal.domain.contracts.findings import Findings
from portal.domain.contracts.models import Contract, ContractTerritory
from portal.domain.contracts.recording import Area, Channel, ContractFacts, Level, Mode
from portal.web.contract_words import CHANNELS, LEVELS
from portal.web.fact_fields import TickField, choices_in
from portal.web.forms import ChoiceField, Form, Text, trimmed
from portal.web.refusals import words_for
from portal.web.region_words import provinces


def areas_field() -> TextAreaField:
    return TextAreaField(
        _l("Cities, counties, hospitals"), [Text(0, 8000)], filters=[trimmed], render_kw={"rows": 3},
        description=_l("One a line: 成都市, 成都市武侯区 or 510107; a hospital after a slash: 成都市武侯区/华西医院"),
    )  # fmt: skip


def areas_in(field: Any) -> tuple[Area, ...]:
    """What was typed, as codes; StopValidation beside the field for what is no place."""
    try:
        return read_areas(field.data or "")
    except Refused as refusal:
        raise StopValidation(words_for(refusal)) from None


def shown_places(rows: Sequence[ContractTerritory]) -> tuple[list[str], str, str]:
    """Provinces to tick, places below them as text, and the words that narrow the provinces."""
    below = [(row.province, row.place) for row in rows if row.province and not row.province.endswith("0000")]
    upper = [row for row in rows if not row.province or row.province.endswith("0000")]
    return [row.province for row in upper if row.province], write_areas(below), upper[0].place if upper else ""


class NameTerritory(Form):
    """The whole territory from the amendment's day on."""

    version = HiddenField("")
    provinces = TickField(_l("Provinces"), description=_l("None ticked and no place typed means the whole country."))
    areas = areas_field()
    channel = ChoiceField(_l("Channel"), choices=choices_in(CHANNELS), default=str(Channel.ALL))
    level = ChoiceField(_l("Right"), choices=choices_in(LEVELS), default=str(Level.EXCLUSIVE))
    override = TextAreaField(
        _l("Why it is granted all the same"), [Text(0, 1000)], filters=[trimmed], render_kw={"rows": 3},
        description=_l("Kept with the contract, with your name and the day. The partner does not see it."),
    )  # fmt: skip
    findings: Findings | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provinces.choices = choices_in(provinces(short=False))

    def validate_areas(self, field: Any) -> None:
        self.read_areas = areas_in(field)

    def facts(self, contract: Contract) -> ContractFacts:
        """The agreement's own facts with this territory."""
        mode = Mode(contract.cooperation_mode) if contract.cooperation_mode else None
        return ContractFacts(
            title=contract.title, cooperation_mode=mode,
            starts_on=contract.starts_on, ends_on=contract.ends_on,
            product_ids=tuple(row.product_id for row in contract.products),
            provinces=tuple(self.provinces.data or ()), areas=self.read_areas, channel=Channel(self.channel.data),
            level=Level(self.level.data),
        )  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        """Say beside its field what stands against it; raises any other refusal again."""
        self.findings = refusal.facts.get("findings")
        if self.findings is None:
            raise refusal
        self["level" if self.findings.blocking else "override"].errors = [words_for(refusal)]

    def show(self, contract: Contract, rows: Sequence[ContractTerritory]) -> None:
        """Fill in `rows`: what the amendment names so far, or what holds now."""
        self.version.data = str(contract.version)
        self.provinces.data, self.areas.data, _ = shown_places(rows)
        if rows:
            self.channel.data, self.level.data = rows[0].channel, rows[0].level
