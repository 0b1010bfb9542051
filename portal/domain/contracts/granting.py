"""Whether we may grant what a downstream agreement gives, and the decisions to grant more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.base import Refused
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.findings import Findings
from portal.domain.contracts.grants import Grant, clashes, exceeding
from portal.domain.contracts.grants.places import region_of
from portal.domain.contracts.holdings import Wanted, grants_by_terms, holdings
from portal.domain.contracts.models import Contract
from portal.domain.contracts.overrides import ContractOverride
from portal.domain.contracts.recording import ContractFacts
from portal.domain.products.models import Product
from portal.domain.series import next_number
from portal.domain.work import Repository


@dataclass(frozen=True)
class Permit:
    """What was found, and the reason given for it all the same."""

    findings: Findings
    reason: str


class Granting(Repository):
    def permit(self, number: str, grants: list[Grant], override: str, contract_id: int | None = None) -> Permit | None:
        """None when the upstream rights carry it all, or an earlier decision about this agreement does.

        Refused("contract.exclusive_taken") when another partner holds a part of it exclusively, or
        ("contract.exclusive_elsewhere") when that is one whom the acting person does not see, and
        Refused("contract.beyond_upstream") when something exceeds and `override` gives no reason.
        """
        next_number(self.session, "contract.granted")  # its row lock makes two who grant come one after the other
        return self.weigh(number, grants, override, contract_id)

    def weigh(
        self, number: str, grants: list[Grant], override: str, contract_id: int | None = None, *,
        beside: Sequence[Grant] = (), promised: Sequence[Grant] = (),
    ) -> Permit | None:  # fmt: skip
        """What permit() would say, without taking its turn.

        `beside` are rights we shall hold and `promised` what others shall be given: the rest of a workbook.
        """
        earlier = self.overrides(contract_id) if contract_id is not None else ()
        found = self.findings(grants, beside, promised).beyond(note for decision in earlier for note in decision.notes)
        if found.blocking:
            taken_by = found.blocking.other.contract_number
            code = "contract.exclusive_taken" if taken_by in self.seen([taken_by]) else "contract.exclusive_elsewhere"
            raise Refused(code, number=number, other=taken_by, findings=found)
        if found and not override.strip():
            raise Refused("contract.beyond_upstream", number=number, findings=found)
        return Permit(found, override.strip()) if found else None

    def seen(self, numbers: Iterable[str]) -> frozenset[str]:
        """Which of these agreements the acting person may know by their number."""
        some = frozenset(numbers)
        if self.work.sees_all or not some:
            return some
        return frozenset(self.session.scalars(select(Contract.number).where(Contract.number.in_(some))))

    def note(self, contract: Contract, permit: Permit | None) -> None:
        """Keep the decision beside the agreement, with the event `contract.override_recorded`."""
        if permit is None:
            return
        contract.record("contract.override_recorded", by=self.work.actor, at=self.work.now, notes=permit.findings.notes)
        self.session.add(
            ContractOverride(
                account_id=contract.account_id, contract_id=contract.id, reason=permit.reason,
                notes=permit.findings.notes, by_id=self.work.actor.login_id, at=self.work.now,
            )
        )  # fmt: skip

    def overrides(self, contract_id: int) -> Sequence[ContractOverride]:
        """Decisions about one agreement with who made them, the first one first."""
        query = select(ContractOverride).where(ContractOverride.contract_id == contract_id)
        return self.session.scalars(query.options(joinedload(ContractOverride.by)).order_by(ContractOverride.id)).all()

    def findings(self, grants: list[Grant], beside: Sequence[Grant] = (), promised: Sequence[Grant] = ()) -> Findings:
        """What of these grants the company does not hold on every day, and what others were promised of it."""
        if not grants:
            return Findings()
        since, products = min(each.starts_on for each in grants), grants[0].products
        ours = holdings(self.work, Wanted(Side.UPSTREAM, date.min, products=products), whole_company=True)
        theirs = holdings(self.work, Wanted(Side.DOWNSTREAM, since, sent=True, products=products), whole_company=True)
        held = [*beside, *(grant for holding in ours for grant in holding.grants)]
        given = [*promised, *(grant for holding in theirs for grant in holding.grants)]
        return Findings(tuple(exceeding(grants, held)), tuple(met for grant in grants for met in clashes(grant, given)))

    def codes(self, product_ids: tuple[int, ...]) -> tuple[str, ...]:
        """Codes of products by id."""
        return tuple(self.session.scalars(select(Product.code).where(Product.id.in_(product_ids)).order_by(Product.id)))


def grants_of(contract: Contract) -> list[Grant]:
    """What the agreement itself gives, without its amendments; it is loaded whole, with its account."""
    own = [row for row in contract.territories if row.is_original]
    codes = tuple(row.product.code for row in contract.products)
    return grants_by_terms(contract.number, contract.account.number, codes, own, contract.starts_on, contract.ends_on)


def grants_to_be(number: str, account_no: str, codes: tuple[str, ...], facts: ContractFacts) -> list[Grant]:
    """What an agreement gives once these facts are recorded."""
    regions = tuple(region_of(code, place) for code, place in facts.places)
    return [Grant(number, account_no, codes, regions, facts.channel, facts.level, facts.starts_on, facts.ends_on)]
