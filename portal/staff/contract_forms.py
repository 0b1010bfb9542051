"""What contract keepers fill in: a paper agreement, an amendment, two signatures."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Regexp, StopValidation

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound, Refused
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.computing.day_counting import suggest_end
from portal.domain.contracts.findings import Findings
from portal.domain.contracts.models import Contract
from portal.domain.contracts.recording import NUMBER, Channel, ContractFacts, Level, Mode
from portal.staff.territory_form import areas_field, areas_in, shown_places
from portal.web.contract_words import CHANNELS, LEVELS, MODES, SIDES, product_name
from portal.web.current import uow
from portal.web.fact_fields import CHOOSE, DayField, TickField, WholeField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.refusals import words_for
from portal.web.region_words import provinces

REQUIRED = _l("Please fill this in.")
PLACES = {
    "paper.stops": "account",
    "contract.number_taken": "number",
    "contract.not_for_upstream": "account",
    "contract.not_for_downstream": "account",
    "contract.account_blacklisted": "account",
    "contract.ends_before_start": "ends_on",
    "contract.person_cannot_buy_out": "goods_party",
    "contract.goods_party_unlicensed": "goods_party",
    "contract.beyond_upstream": "override",
    "contract.exclusive_taken": "level",
    "contract.exclusive_elsewhere": "level",
}
"""Beside which field a refusal is said."""


def override_field() -> TextAreaField:
    """Asked for only once something was found that needs it."""
    return TextAreaField(
        _l("Why it is granted all the same"), [Text(0, 1000)], filters=[trimmed], render_kw={"rows": 3},
        description=_l("Kept with the contract, with your name and the day. The partner does not see it."),
    )  # fmt: skip


class Agreed(Form):
    """The terms every agreement has; who it is with is fixed once it is recorded."""

    version = HiddenField("")
    title = LineField(_l("Title"), [Text(2, 120)])
    cooperation_mode = ChoiceField(_l("How we cooperate"), choices=[CHOOSE, *choices_in(MODES)], default="")
    goods_party = LineField(
        _l("Who takes the goods"), [Text(0, 12)],
        description=_l("Account number of a licensed company; needed when a natural person buys out."),
    )  # fmt: skip
    starts_on = DayField(_l("First day"), [InputRequired(REQUIRED)])
    ends_on = DayField(_l("Last day"), description=_l("Included. Leave it empty to count the months."))
    months = WholeField(_l("Months"), render_kw={"inputmode": "numeric"})
    products = TickField(_l("Products"), [InputRequired(_l("Choose at least one"))])
    provinces = TickField(_l("Provinces"), description=_l("None ticked means the whole country."))
    place = LineField(_l("Narrowed to"), [Text(0, 120)], description=_l("The ticked provinces, in words"))
    areas = areas_field()
    channel = ChoiceField(_l("Channel"), choices=choices_in(CHANNELS), default=str(Channel.ALL))
    level = ChoiceField(_l("Right"), choices=choices_in(LEVELS), default=str(Level.EXCLUSIVE))
    override = override_field()
    findings: Findings | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue = uow.products.all()
        self.products.choices = [SelectChoice(row.code, f"{row.code} {product_name(row)}") for row in self.catalogue]
        self.provinces.choices = choices_in(provinces(short=False))
        self.party: Account | None = None

    def validate_cooperation_mode(self, field: Any) -> None:
        if not field.data:
            raise StopValidation(_l("Choose one of the list."))

    def validate_ends_on(self, field: Any) -> None:
        if field.data is None and not field.errors:
            if not self.months.data or self.starts_on.data is None:
                raise StopValidation(_l("Type the last day, or the number of months."))
            if not 1 <= self.months.data <= 600:
                raise StopValidation(_l("Type from 1 to 600 months."))
            field.data = suggest_end(self.starts_on.data, self.months.data)

    def validate_goods_party(self, field: Any) -> None:
        self.party = account_named(field.data) if field.data else None

    def validate_areas(self, field: Any) -> None:
        self.read_areas = areas_in(field)

    def facts(self) -> ContractFacts:
        chosen = set(self.products.data or ())
        return ContractFacts(
            title=self.title.data or "",
            cooperation_mode=Mode(self.cooperation_mode.data),
            starts_on=self.starts_on.data,  # type: ignore[arg-type]
            ends_on=self.ends_on.data,  # type: ignore[arg-type]
            product_ids=tuple(row.id for row in self.catalogue if row.code in chosen),
            provinces=tuple(self.provinces.data or ()),
            areas=self.read_areas,
            place=self.place.data or "",
            channel=Channel(self.channel.data),
            level=Level(self.level.data),
        )

    def refuse(self, refusal: Refused) -> None:
        """Say a refusal of the domain beside its field; raises it again when it has none here."""
        field = PLACES.get(refusal.code)
        if field is None or field not in self:
            raise refusal
        self[field].errors = [words_for(refusal)]
        self.findings = refusal.facts.get("findings")

    def show(self, contract: Contract) -> None:
        """Fill in what is recorded."""
        own = [row for row in contract.territories if row.is_original]
        grant = own[0] if own else None
        self.products.data = [row.product.code for row in contract.products]
        self.provinces.data, self.areas.data, self.place.data = shown_places(own)
        for name in ("title", "cooperation_mode", "starts_on", "ends_on", "version"):
            self[name].data = getattr(contract, name)
        if grant:
            self.channel.data, self.level.data = grant.channel, grant.level


class RecordContract(Agreed):
    account = LineField(_l("Account number"), [Text(8, 12)], description=_l("Such as D-000101"))
    side = ChoiceField(_l("Side"), choices=choices_in(SIDES), default=str(Side.DOWNSTREAM))
    number = LineField(
        _l("Contract number"),
        [Text(1, 40), Regexp(NUMBER + "$", message=_l("Letters, digits, dots, dashes and brackets only."))],
        description=_l("As printed, such as D-2026-001"),
    )

    def validate_account(self, field: Any) -> None:
        self.partner = account_named(field.data)


class Amend(Form):
    effective_from = DayField(_l("In force from"), [InputRequired(REQUIRED)])
    summary = TextAreaField(_l("What changes, in short"), [Text(0, 2000)], filters=[trimmed], render_kw={"rows": 2})


class Sign(Form):
    us_on = DayField(_l("We signed on"))
    partner_on = DayField(_l("The other side signed on"))
    awaits_deposit = BooleanField(_l("It comes into force only once the whole deposit has arrived"))
    override = override_field()
    findings: Findings | None = None

    def refuse(self, refusal: Refused) -> None:
        """Say what stands against signing; raises any other refusal again."""
        if refusal.code == "contract.not_reviewed":
            self["us_on"].errors = [words_for(refusal)]
            return
        self.findings = refusal.facts.get("findings")
        if self.findings is None:
            raise refusal
        self["us_on" if self.findings.blocking else "override"].errors = [words_for(refusal)]


def account_named(number: str | None) -> Account:
    try:
        return uow.accounts.get((number or "").upper())
    except NotFound:
        raise StopValidation(_l("There is no account of this number.")) from None
