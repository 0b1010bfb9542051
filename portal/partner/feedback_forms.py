"""What a partner fills in to tell us something."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, MultipleFileField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from portal.domain.base import NotFound
from portal.domain.feedback.kinds import KINDS, FeedbackKind
from portal.domain.feedback.repository import Ties
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.fact_fields import CHOOSE, choices_in
from portal.web.feedback_words import FEEDBACK_KINDS, FEEDBACK_SUBTYPES
from portal.web.file_words import ACCEPT
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed

NOTHING = SelectChoice("", _l("Not about one in particular"))


class SubtypeField(ChoiceField):
    """What exactly; which ones there are depends on the kind, so all are offered under the name of their kind."""

    def offer(self) -> None:
        self.choices = [CHOOSE] + [
            SelectChoice(f"{kind}.{code}", words, optgroup=str(FEEDBACK_KINDS[kind]))
            for kind, subtypes in FEEDBACK_SUBTYPES.items()
            for code, words in subtypes.items()
        ]


class GiveFeedback(Form):
    kind = ChoiceField(
        _l("What is it?"), [InputRequired(_l("Choose one of the list."))],
        choices=choices_in(FEEDBACK_KINDS),
    )  # fmt: skip
    subtype = SubtypeField(_l("About what exactly?"), default="")
    anonymous = BooleanField(_l("Do not tell anybody who I am (only for integrity)"))
    subject = LineField(_l("In one line"), [Text(2, 120)])
    text = TextAreaField(
        _l("What happened, or what should change?"), [Text(2, 4000)], filters=[trimmed], render_kw={"rows": 6}
    )
    contract = ChoiceField(_l("Contract"), default="")
    product = ChoiceField(_l("Product"), default="")
    clause = HiddenField("")
    request = HiddenField("")
    files = MultipleFileField(
        _l("Photos or files"), render_kw={"accept": ACCEPT},
        description=_l("If you stay unnamed, photos lose place and device, and files their names; what stands in a "
                       "document stays."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subtype.offer()
        contracts = uow.contracts.of_account(uow.accounts.own().id)
        products = {row.product.code: product_name(row.product) for each in contracts for row in each.products}
        self.contract.choices = [
            NOTHING,
            *(SelectChoice(each.number, f"{each.number} {each.title}") for each in contracts),
        ]
        self.product.choices = [NOTHING, *choices_in(dict(sorted(products.items())))]

    def validate_subtype(self, field: Any) -> None:
        kind, _, code = (field.data or "").partition(".")
        if code and (kind != self.kind.data or code not in KINDS[FeedbackKind(kind)].subtypes):
            raise StopValidation(_l("This does not fit what you chose above. Choose again."))

    def validate_anonymous(self, field: Any) -> None:
        if field.data and self.subtype.data != "complaint.integrity":
            raise StopValidation(_l("Only a complaint about integrity can be anonymous: of anything else we must know "
                                    "whom to answer."))  # fmt: skip

    def ties(self) -> Ties:
        """What it is about, found within the giver's scope; raises NotFound for anything else."""
        clause_id = number_of(self.clause.data)
        clause, contract = uow.contracts.clause_with_contract(clause_id) if clause_id else (None, None)
        if self.contract.data:
            named = uow.contracts.get(self.contract.data)
            if contract is not None and contract.id != named.id:
                raise NotFound(self.clause.data)
            contract = named
        about = uow.requests.get(self.request.data) if self.request.data else None
        product = uow.products.get(self.product.data) if self.product.data else None
        return Ties(
            contract_id=contract.id if contract else None,
            clause_id=clause.id if clause else None,
            request_id=about.id if about else None,
            product_id=product.id if product else None,
        )

    def facts(self) -> dict[str, Any]:
        return {
            "kind": FeedbackKind(self.kind.data),
            "subtype": (self.subtype.data or "").partition(".")[2],
            "is_anonymous": bool(self.anonymous.data),
            "subject": self.subject.data,
            "text": self.text.data,
        }


class DisputeAnswer(Form):
    text = TextAreaField(_l("What is still wrong?"), [Text(2, 4000)], filters=[trimmed], render_kw={"rows": 3})


def number_of(text: str | None) -> int | None:
    """A row's id as it came in a hidden field; NotFound for what cannot be one."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotFound(text[:40])
    return int(text)
