"""The types of qualification papers: who must have which, how long one usually holds, what stops when it has ended.

Source: domain 2.5, after the GSP section on purchasing. One table; what is missing is derived from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.domain.accounts.kinds import AccountKind as K
from portal.domain.accounts.kinds import EntityType as E


class Need(StrEnum):
    """Whether a kind of account must have it, should, or only gets our copy of it."""

    MUST = "must"
    SHOULD = "should"
    COPY = "copy"


class Per(StrEnum):
    """What one paper is about."""

    ACCOUNT = "account"
    PRODUCT = "product"
    BATCH = "batch"


class Act(StrEnum):
    """What a paper that has run out can stop."""

    CONTRACT = "contract"
    ORDER = "order"
    ACTING = "acting"
    PAYOUT = "payout"
    SETTLEMENT = "settlement"
    PRODUCT = "product"
    BATCH = "batch"
    VISIT = "visit"


@dataclass(frozen=True)
class DocType:
    """`months` is the usual life, None where it holds until something changes. `not_of`: companies of these types are
    not asked for it. `for_service`: asked only of whoever promotes for a fee. `is_personal`: it shows the number of a
    person or of a bank account."""

    code: str
    needs: Mapping[K, Need]
    months: int | None = None
    blocks: frozenset[Act] = frozenset()
    per: Per = Per.ACCOUNT
    not_of: frozenset[E] = frozenset()
    for_service: bool = False
    is_personal: bool = False

    def need_of(self, party: "Party") -> Need | None:
        """What the party owes us of this type; None where it is not asked."""
        if party.entity_type in self.not_of or (self.for_service and not party.promotes):
            return None
        return self.needs.get(K(party.kind))


@dataclass(frozen=True)
class Party:
    """Whom papers are asked of. `promotes`: it has a contract under which it is paid for promotion."""

    kind: str
    entity_type: str | None = None
    promotes: bool = False


_BOTH: Mapping[K, Need] = {K.SUPPLIER: Need.MUST, K.DISTRIBUTOR: Need.MUST}
_ALL: Mapping[K, Need] = {**_BOTH, K.INDIVIDUAL: Need.MUST}
_MONEY: Mapping[K, Need] = {**_BOTH, K.INDIVIDUAL: Need.SHOULD}
_COPIES: Mapping[K, Need] = {K.SUPPLIER: Need.MUST, K.DISTRIBUTOR: Need.COPY, K.INDIVIDUAL: Need.COPY}
_MAKERS = frozenset({E.MAH, E.FACTORY})
_SERVICE: Mapping[K, Need] = {K.DISTRIBUTOR: Need.MUST, K.INDIVIDUAL: Need.MUST}


def _stops(*acts: Act) -> frozenset[Act]:
    return frozenset(acts)


_TYPES = (
    DocType("business_licence", _BOTH, blocks=_stops(Act.CONTRACT, Act.ORDER)),
    DocType("drug_licence", _BOTH, 60, _stops(Act.CONTRACT, Act.ORDER), not_of=_MAKERS | {E.CSO}),
    DocType("production_licence", {K.SUPPLIER: Need.MUST}, 60, _stops(Act.CONTRACT, Act.ORDER),
            not_of=frozenset(E) - _MAKERS),
    DocType("quality_agreement", _BOTH, 24, _stops(Act.ORDER)),
    DocType("poa", _ALL, 12, _stops(Act.ACTING)),
    DocType("poa_person_id", _ALL, None, _stops(Act.ACTING), is_personal=True),
    DocType("integrity_undertaking", _ALL, 12, _stops(Act.CONTRACT)),
    DocType("seal_samples", _BOTH),
    DocType("bank_permit", _MONEY, None, _stops(Act.PAYOUT), is_personal=True),
    DocType("invoice_profile", _MONEY),
    DocType("service_contractor_proof", _SERVICE, 12, _stops(Act.SETTLEMENT), for_service=True),
    DocType("annual_report", {K.SUPPLIER: Need.SHOULD, K.DISTRIBUTOR: Need.SHOULD}, 12),
    DocType("gsp_gmp_evidence", {K.SUPPLIER: Need.SHOULD, K.DISTRIBUTOR: Need.SHOULD}),
    DocType("rep_filing", {K.DISTRIBUTOR: Need.SHOULD, K.INDIVIDUAL: Need.SHOULD}, None, _stops(Act.VISIT)),
    DocType("price_filing", {K.SUPPLIER: Need.SHOULD}),
    DocType("approval_cert", _COPIES, 60, _stops(Act.PRODUCT), Per.PRODUCT),
    DocType("insert_and_pack", _COPIES, per=Per.PRODUCT),
    DocType("batch_test_report", _COPIES, None, _stops(Act.BATCH), Per.BATCH),
)  # fmt: skip
DOC_TYPES: Mapping[str, DocType] = {one.code: one for one in _TYPES}
"""By code, in the order in which they are asked for."""
PERSONAL = frozenset(one.code for one in _TYPES if one.is_personal)
"""Of these only the owners of an account read number and file."""


@dataclass(frozen=True)
class Asked:
    """What one party is asked for itself, in the order of the table."""

    must: tuple[str, ...] = field(default=())
    should: tuple[str, ...] = field(default=())


def asked_of(party: Party) -> Asked:
    """Types that the party gives about itself; papers of products and batches are asked for with those."""
    needs = {one.code: one.need_of(party) for one in _TYPES if one.per is Per.ACCOUNT}
    return Asked(
        tuple(code for code, need in needs.items() if need is Need.MUST),
        tuple(code for code, need in needs.items() if need is Need.SHOULD),
    )


def missing_of_product(there: Iterable[str]) -> tuple[str, ...]:
    """Types every product must have and of which nothing is `there`."""
    known = frozenset(there)
    return tuple(one.code for one in _TYPES if one.per is Per.PRODUCT and one.code not in known)


def missing(party: Party, there: Iterable[str]) -> tuple[str, ...]:
    """Types the party must have and of which nothing is `there`, whether checked yet or not."""
    known = frozenset(there)
    return tuple(code for code in asked_of(party).must if code not in known)
