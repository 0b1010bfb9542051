"""Filing a request for an account: the form, what can be chosen on it, and what we promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import request
from flask_babel import gettext as _

from portal.domain.accounts.models import Account, Qualification
from portal.domain.base import Refused
from portal.domain.contracts.models import Contract
from portal.domain.contracts.state import UNDER_WAY, ContractState, state_on
from portal.domain.products.models import Product
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.extension import TermExtension
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.undertaking import Undertaking
from portal.domain.working_days import civil_day
from portal.web.clause_cards import ClauseCard, clause_cards
from portal.web.clauses_in_words import NONE
from portal.web.current import files_for, uow
from portal.web.offering import may_ask_of
from portal.web.own_words import paper_name, said
from portal.web.refusals import words_for
from portal.web.request_form import form_class, furnish, special_fields
from portal.web.right_in_words import RightInWords, right_in_words
from portal.web.stopped import stopped


class Filing:
    """One category asked for one account. `reader` is partner or staff; `filed` the account's papers, where they came
    with it."""

    def __init__(
        self, category: RequestCategory, account: Account, reader: str, *, posted: bool = False,
        without_sums_of: frozenset[str] = NONE, filed: Sequence[Qualification] | None = None,
    ) -> None:  # fmt: skip
        self.setting, self.account, self.reader = uow.categories.setting(category), account, reader
        self.category = self.setting.category
        self.without_sums_of, self._filed = without_sums_of, filed
        self._undertaking: Undertaking | None = None
        kind: Any = form_class(self.category)
        self.contracts: list[Contract] = []
        self.products: list[Product] = []
        if posted:
            self.form = kind.from_post()
            self._read_named()
        else:
            # their clauses are shown, and asked for, only on a form: what is sent names a contract by its number
            self.contracts, self.products = self._agreed(), uow.products.all()
            self.form = kind.blank(category=str(category), contract=self._likely())
            self._suggest()
        furnish(self.form, self.contracts, self.products)

    def validate(self) -> bool:
        """Whether it can be filed as it was sent; if not, the form offers everything again."""
        valid: bool = self.form.validate()
        if not valid:
            self._offer_all()
        return valid

    def reckon(self) -> None:
        """Work out what the valid form lets us promise: read before anybody waits for us to write."""
        fields = self.form.facts()["fields"]
        self._undertaking = uow.requests.undertaking(self.account, self.category.code, fields, self.contract)

    def file(self, **how: Any) -> ServiceRequest:
        """Post what the valid form says; Refused when the account has no room for the files."""
        files = files_for(self.account.id)
        about = {"contract": self.contract, "product": self.product, "undertaking": self._undertaking}
        return uow.requests.post(
            self.account, category=self.category.code, files=files, **self.form.facts(), **about, **how
        )

    @property
    def contract(self) -> Contract | None:
        return next((one for one in self.contracts if one.number == self.form.contract.data), None)

    @property
    def product(self) -> Product | None:
        return next((one for one in self.products if one.code == self.form.product.data), None)

    def require_offered(self) -> None:
        """Refused when the category is not offered to this account."""
        uow.categories.require_offered(self.category.code, self.account, may_ask_of(self.account, [self.setting]))

    @property
    def line(self) -> str:
        """What the company explains about it, in the reader's language."""
        return said(self.setting.overlay.line)

    @property
    def papers(self) -> list[tuple[str, bool]]:
        """What a paper asked for is called, and whether it must be given."""
        return [(paper_name(one), one.required) for one in self.setting.overlay.papers]

    @property
    def special_fields(self) -> list[Any]:
        return special_fields(self.form)

    @property
    def files_are_lost(self) -> bool:
        """A browser does not keep chosen files when a form comes back."""
        return bool(self.form.errors) and any(upload.filename for upload in request.files.getlist("files"))

    @cached_property
    def promised(self) -> tuple[datetime, datetime] | None:
        """The moments of the first answer and the resolution, were it filed now; None where no time is promised."""
        answer, done = uow.requests.promised(self.category.code, uow.requests.usual_priority(self.category.code))
        return (answer, done) if done < NEVER else None

    @property
    def stopped(self) -> list[str]:
        """What of the account's papers stands against what is asked for, in words; nobody is kept from asking."""
        return stopped(self.category.code, self.account, self._filed)

    @property
    def may_move(self) -> bool:
        """Whether that falls due in a year whose official calendar is not out."""
        return self.promised is not None and uow.requests.working_days.is_provisional(civil_day(self.promised[1]))

    @cached_property
    def clauses(self) -> list[ClauseCard]:
        """What the chosen contract says about this."""
        chosen = self.contract
        if chosen is None:
            return []
        whole = next(one for one in uow.contracts.of_account(self.account.id) if one.id == chosen.id)
        types = self.category.clause_types
        cards = clause_cards(whole, uow.today, types, reader=self.reader, without_sums_of=self.without_sums_of)
        return [card for card in cards if card.is_linked]

    @cached_property
    def extension(self) -> "AskedNow | None":
        """What asking for a longer term of the chosen contract comes to."""
        if self.category.code is not RequestCategory.CONTRACT_EXTENSION or self.contract is None:
            return None
        whole = next(one for one in uow.contracts.of_account(self.account.id) if one.id == self.contract.id)
        right = uow.extensions.right_to(whole, uow.now)
        under_way = uow.extensions.open_for(whole.id)
        return AskedNow(whole, right_in_words(right, whole, uow.today, reader=self.reader), under_way)

    def refuse(self, refusal: Refused) -> None:
        """Say beside the contract why its extension cannot be asked for; raises again what has no place here."""
        if not refusal.code.startswith("extension."):
            raise refusal
        self._offer_all()
        self.form.contract.errors = [words_for(refusal)]

    def _read_named(self) -> None:
        """Of a form that was sent, only what it names: nothing else is chosen from, and nobody reads the rest."""
        if self.form.contract.data:
            self.contracts = uow.contracts.agreed_of_account(self.account.id)
        if self.form.product.data:
            self.products = uow.products.all()

    def _offer_all(self) -> None:
        self.contracts, self.products = uow.contracts.agreed_of_account(self.account.id), uow.products.all()
        furnish(self.form, self.contracts, self.products)

    def _agreed(self) -> list[Contract]:
        return [one for one in uow.contracts.of_account(self.account.id) if _is_agreed(one)]

    def _suggest(self) -> None:
        """Of an extension, what most people would type: which contract, and the months its clause gives."""
        asked = self.extension
        if asked is not None:
            name = asked.contract.title or asked.contract.number
            self.form.subject.data = _("Extension of %(name)s", name=name)[:120]
            self.form.months.data = asked.right.months or 12

    def _likely(self) -> str:
        """The contract named in the address (blank: none), or else the only one that runs."""
        named = request.args.get("contract")
        running = [one.number for one in self.contracts if state_on(one, uow.today) in UNDER_WAY]
        known = {one.number for one in self.contracts}
        if named is not None:
            return named if named in known else ""
        return running[0] if len(running) == 1 else ""


@dataclass(frozen=True)
class AskedNow:
    """The contract (whole) a longer term is asked for, the right to it, and what is under way already."""

    contract: Contract
    right: RightInWords
    under_way: TermExtension | None


def _is_agreed(contract: Contract) -> bool:
    return state_on(contract, uow.today) not in (ContractState.DRAFT, ContractState.INTERNAL_REVIEW, ContractState.SENT)
