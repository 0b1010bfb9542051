"""Which running agreements go beyond the upstream rights, and which would if one of these ended earlier."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.base import NotFound
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.findings import Findings
from portal.domain.contracts.grants import Excess, Grant, exceeding, hit_by
from portal.domain.contracts.holdings import Holding, Wanted, holdings, until
from portal.domain.contracts.models import Clause, ContractVersion
from portal.domain.contracts.overrides import ContractOverride
from portal.domain.contracts.versions import clauses_on
from portal.domain.work import Repository


@dataclass(frozen=True)
class Beyond:
    """A downstream agreement and what no upstream right carries of it, the first day first."""

    holding: Holding
    excesses: tuple[Excess, ...]

    @property
    def starts_on(self) -> date:
        return self.excesses[0].starts_on


@dataclass(frozen=True)
class EarlierEnd:
    """What ending an upstream agreement after civil day `last` leaves uncovered."""

    upstream: Holding
    last: date
    hits: tuple[Beyond, ...]


class UpstreamLimits(Repository):
    """Downstream from today on, for what has passed cannot be mended, and what the visitor may see; upstream all of the
    company, those that are over too, for they say what a later day has outlived."""

    def upstream(self) -> list[Holding]:
        """Signed upstream agreements, the one that ended or ends first on top."""
        return holdings(self.work, Wanted(Side.UPSTREAM, date.min), whole_company=True)

    def beyond(self, upstream: Sequence[Holding]) -> list[Beyond]:
        """Signed downstream agreements that exceed, the one that does so first on top."""
        downstream = self._downstream()
        return _by_agreement(downstream, exceeding(self._from_today(downstream), _grants(upstream)))

    def if_ended(self, number: str, last: date, upstream: Sequence[Holding]) -> EarlierEnd:
        """What would be hit if the upstream agreement of that number gave nothing after `last`; raises NotFound."""
        chosen = next((holding for holding in upstream if holding.number == number), None)
        if chosen is None:
            raise NotFound(number)
        before = _grants(upstream)
        others = [grant for grant in before if grant.contract_number != number]
        kept = until([grant for grant in before if grant.contract_number == number], last=last)
        downstream = self._downstream()
        hits = hit_by(before, [*others, *kept], self._from_today(downstream))
        return EarlierEnd(chosen, last, tuple(_by_agreement(downstream, hits)))

    def decisions(self, beyond: Sequence[Beyond]) -> dict[str, ContractOverride]:
        """By number of the agreement, the last decision that answers for all that exceeds now."""
        ids = {each.holding.id: each for each in beyond}
        query = select(ContractOverride).where(ContractOverride.contract_id.in_(ids)).order_by(ContractOverride.id)
        made: dict[int, list[ContractOverride]] = defaultdict(list)
        for decision in self.session.scalars(query.options(joinedload(ContractOverride.by))):
            made[decision.contract_id].append(decision)
        return {
            ids[contract_id].holding.number: decisions[-1]
            for contract_id, decisions in made.items()
            if not Findings(ids[contract_id].excesses).beyond(note for each in decisions for note in each.notes)
        }

    def clauses(self, days: dict[int, date]) -> dict[int, list[Clause]]:
        """By id of the agreement, the clauses in force on the civil day named for it."""
        query = select(ContractVersion).where(ContractVersion.contract_id.in_(days))
        found: dict[int, list[ContractVersion]] = defaultdict(list)
        for version in self.session.scalars(query.options(joinedload(ContractVersion.clauses))).unique():
            found[version.contract_id].append(version)
        return {contract_id: clauses_on(versions, days[contract_id]) for contract_id, versions in found.items()}

    def _downstream(self) -> list[Holding]:
        return holdings(self.work, Wanted(Side.DOWNSTREAM, self.work.today), whole_company=self.work.sees_all)

    def _from_today(self, some: Sequence[Holding]) -> list[Grant]:
        return until(_grants(some), since=self.work.today)


def _grants(some: Sequence[Holding]) -> list[Grant]:
    return [grant for holding in some for grant in holding.grants]


def _by_agreement(some: Sequence[Holding], excesses: Sequence[Excess]) -> list[Beyond]:
    by_number: dict[str, list[Excess]] = defaultdict(list)
    for excess in excesses:
        by_number[excess.grant.contract_number].append(excess)
    found = [
        Beyond(holding, tuple(sorted(by_number[holding.number], key=lambda each: (each.starts_on, each.product))))
        for holding in some
        if holding.number in by_number
    ]
    return sorted(found, key=lambda each: (each.starts_on, each.holding.number))


def uncovered_days(excesses: Sequence[Excess]) -> int:
    """Calendar days on which something is uncovered, however much of it."""
    days: set[date] = set()
    for excess in excesses:
        days.update(excess.starts_on + timedelta(days=offset) for offset in range(excess.days))
    return len(days)
