"""A breach the partner has been told of: what is alleged, by when to answer, what was decided and what it comes to."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, TextAreaField

from portal.domain.base import Refused
from portal.domain.contracts.breaches.frozen import assessment_of
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.settling import due_fen
from portal.domain.contracts.breaches.states import COUNTED, BreachState, verbs_for
from portal.domain.contracts.computing.working import Line
from portal.domain.contracts.models import Contract
from portal.partner import partner
from portal.partner.field_matrix import clauses_without_sums, sees_penalty_sums
from portal.web.assessment_words import line_in_words
from portal.web.breach_replies import replies_with_files
from portal.web.breach_words import BREACH_KINDS, BREACH_TONES, PARTNER_BREACH_STATES
from portal.web.clauses_in_words import ClauseInWords, in_words
from portal.web.contract_words import product_name
from portal.web.current import files_for, uow
from portal.web.file_words import ACCEPT
from portal.web.forms import Form, Text, trimmed
from portal.web.linked import linked_rows
from portal.web.pages import Answer, page, see_other
from portal.web.pledge_words import partner_clock
from portal.web.refusals import words_for

OURS_ALONE = "excess_"
"""Lines that set the sum beside our estimate of the loss."""


class ReplyToBreach(Form):
    text = TextAreaField(_l("Your answer"), [Text(2, 4000)], filters=[trimmed], render_kw={"rows": 5})
    files = MultipleFileField(_l("Photos or files"), render_kw={"accept": ACCEPT})


@dataclass
class PartnerBreach:
    """A breach as its own people see it: never what is ours alone, sums to owners and only once decided."""

    breach: Breach

    def __post_init__(self) -> None:
        self.state = BreachState(self.breach.state)
        self.state_name, self.tone = PARTNER_BREACH_STATES[self.state], BREACH_TONES.get(self.state)
        self.kind = BREACH_KINDS[self.breach.kind]

    @cached_property
    def contract(self) -> Contract:
        return uow.contracts.get(self.breach.contract.number)

    @cached_property
    def can(self) -> frozenset[str]:
        return frozenset(verbs_for(self.state, uow.actor, is_ours=self.breach.is_ours))

    @property
    def clauses(self) -> list[ClauseInWords]:
        """The text on which it rests, as it stood on that day; the clause that sets the sum beside it."""
        sets = uow.settlement.clause(self.breach, self.contract)
        wanted = [self.breach.clause, *([sets] if sets is not None and sets.id != self.breach.clause_id else [])]
        return in_words(wanted, self.contract, without_sums_of=clauses_without_sums())

    @property
    def files(self) -> list[Any]:
        return list(uow.attachments.on([self.breach]).get(self.breach.id, []))

    @property
    def replies(self) -> list[tuple[Any, list[Any]]]:
        return replies_with_files(self.breach)

    @property
    def days_left(self) -> int | None:
        """Calendar days left to answer, today counted; None when no answer is awaited."""
        if self.state != BreachState.NOTICED or self.breach.reply_by is None:
            return None
        return (self.breach.reply_by - uow.today).days + 1

    @property
    def is_provisional(self) -> bool:
        """Whether the official calendar of one of their days to come is not out yet, so that it may still move."""
        to_come = [day for day in (self.breach.reply_by, self.breach.cure_by) if day is not None and day >= uow.today]
        return any(uow.deadlines.days.is_provisional(day) for day in to_come)

    # ---- the sum

    @cached_property
    def penalties(self) -> list[Any]:
        return uow.breaches.penalties(self.breach) if self.state in COUNTED else []

    @property
    def sees_sums(self) -> bool:
        return sees_penalty_sums()

    @property
    def newest(self) -> Any:
        """The sum that counts, where there is one and this person may see it."""
        return self.penalties[0] if self.penalties and self.sees_sums else None

    @property
    def due(self) -> int:
        return due_fen(self.penalties)

    @property
    def computed(self) -> Any:
        """The newest sum that was computed by the clause, whatever it was changed to."""
        return next((one for one in self.penalties if one.origin == "computed"), None)

    @property
    def lines(self) -> tuple[Line, ...]:
        """How the computed sum was worked out."""
        if self.computed is None or not self.sees_sums:
            return ()
        return tuple(
            line for line in assessment_of(self.computed.working).lines if not line.code.startswith(OURS_ALONE)
        )


@partner.get("/breaches/<number:number>")
def show_breach(number: str) -> Response:
    return _show(uow.breaches.get(number), ReplyToBreach.blank())


@partner.post("/breaches/<number:number>/replies")
def reply_to_breach(number: str) -> Answer:
    breach, form = uow.breaches.get(number), ReplyToBreach.from_post()
    if not form.validate():
        return _show(breach, form), 422
    files = files_for(breach.account_id)
    try:
        reply = breach.reply(form.text.data or "", by=uow.actor, at=uow.now)
    except Refused as refusal:
        return _show(breach, form, words_for(refusal)), 409
    uow.attachments.hang(files, reply)
    return see_other(".show_breach", _("Sent. We read it before anything is decided."), number=number)


@partner.post("/breaches/<number:number>/agreements")
def agree_to_penalty(number: str) -> Response:
    uow.settlement.agree(uow.breaches.get(number))
    return see_other(".show_breach", _("Noted. We tell you how it is paid."), number=number)


def _show(breach: Breach, form: ReplyToBreach, problem: str = "") -> Response:
    return page(
        "partner/breaches/show.html", shown=PartnerBreach(breach), breach=breach, form=form, problem=problem,
        pledges=uow.promises.about(breach.__tablename__, breach.id), clock=partner_clock, today=uow.today,
        product_name=product_name, line_words=line_in_words, linked=linked_rows(breach, "partner"),
    )  # fmt: skip
