"""Finding breaches: one of them, the register, an agreement's, what the partner has to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.contracts.breaches.backstage import BreachFile, BreachProposal
from portal.domain.contracts.breaches.counting import Counted
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.penalty import BreachPenalty
from portal.domain.contracts.breaches.reply import BreachReply
from portal.domain.contracts.breaches.states import COUNTED, OPEN, BreachState
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.models import Contract
from portal.domain.paging import Page, page_of
from portal.domain.work import AnySelect, Repository


@dataclass(frozen=True)
class BreachFilter:
    """What the register can be narrowed by; `states` are alternatives, none is all."""

    states: frozenset[BreachState] = OPEN
    kind: str | None = None
    q: str = ""
    ids: tuple[int, ...] | None = None
    """Those the search index found for `q`; None where nobody asked it."""


class BreachRepository(Repository):
    def get(self, number: str) -> Breach:
        """The breach of that number within the scope; NotFound also while a partner has not been told of it."""
        query = self._readable().where(Breach.number == number).options(*_with_parties())
        breach: Breach | None = self.session.scalar(self.for_change(query))
        if breach is None:
            raise NotFound(number)
        return breach

    def file(self, breach: Breach) -> BreachFile:
        """What only we see of it, with the complainant; NotFound in a partner's scope."""
        query = select(BreachFile).where(BreachFile.breach_id == breach.id).options(joinedload(BreachFile.complainant))
        found: BreachFile | None = self.session.scalar(query)
        if found is None:
            raise NotFound(breach.number)
        return found

    def page(
        self, wanted: BreachFilter | None = None, *, account_id: int | None = None, after: str | None = None,
        before: str | None = None,
    ) -> Page:  # fmt: skip
        """The register with account and agreement, the newest on top."""
        wanted = wanted or BreachFilter()
        query = self._readable().join(Account, Account.id == Breach.account_id)
        query = query.join(Contract, Contract.id == Breach.contract_id)
        query = query.options(contains_eager(Breach.account), contains_eager(Breach.contract))
        conditions = (
            (account_id is not None, Breach.account_id == account_id),
            (bool(wanted.states), Breach.state.in_(wanted.states)),
            (wanted.kind is not None, Breach.kind == wanted.kind),
            (wanted.ids is not None, Breach.id.in_(wanted.ids or ())),
            (bool(wanted.q) and wanted.ids is None, _said_in(wanted.q)),
        )
        query = query.where(*(condition for asked, condition in conditions if asked))
        return page_of(self.session, query, (Breach.id,), after=after, before=before, descending=True)

    def counts(self, choices: dict[str, frozenset[BreachState]]) -> dict[str, int]:
        """How many breaches are in each choice of states; one statement."""
        query = self._readable(Breach.state, func.count(Breach.id)).group_by(Breach.state)
        by_state = {row[0]: int(row[1]) for row in self.session.execute(query)}
        return {
            name: sum(count for state, count in by_state.items() if not states or state in states)
            for name, states in choices.items()
        }

    def of_contract(self, contract_id: int) -> list[Breach]:
        """Breaches of one agreement, the newest first, at most fifty."""
        query = self._readable().where(Breach.contract_id == contract_id)
        return list(self.session.scalars(query.order_by(Breach.id.desc()).limit(50)))

    def waiting_for_partner(self, account_id: int) -> list[Breach]:
        """Notices they have not answered, the first to fall due on top, and computed sums they have not agreed to."""
        query = _waiting_for_partner(self.work.actor.kind == "partner")
        return list(self.session.scalars(query, {"of_account": account_id}))

    def some(self, ids: Sequence[int]) -> list[Breach]:
        """Breaches that other rows name by id; none a partner has not been told of, where a partner asks."""
        return list(self.session.scalars(self._readable().where(Breach.id.in_(ids))))

    def made_from(self, *sources: str) -> list[Breach]:
        """Breaches made from requests or feedback of these numbers (staff only)."""
        query = select(Breach).join(BreachFile, BreachFile.breach_id == Breach.id)
        query = query.where(BreachFile.source.in_(sources))
        return list(self.session.scalars(query.order_by(Breach.id)))

    def replies(self, breach: Breach) -> list[BreachReply]:
        """What the partner said, oldest first."""
        query = select(BreachReply).where(BreachReply.breach_id == breach.id).options(joinedload(BreachReply.author))
        return list(self.session.scalars(query.order_by(BreachReply.id)))

    def penalties(self, breach: Breach) -> list[BreachPenalty]:
        """The sums it was given, the one that counts first."""
        query = select(BreachPenalty).where(BreachPenalty.breach_id == breach.id)
        query = query.options(joinedload(BreachPenalty.made_by)).order_by(BreachPenalty.id.desc())
        return list(self.session.scalars(query))

    def proposals(self, breach: Breach) -> list[BreachProposal]:
        """Proposals to change the penalty, the newest first (staff only)."""
        query = select(BreachProposal).where(BreachProposal.breach_id == breach.id)
        query = query.options(joinedload(BreachProposal.proposed_by)).order_by(BreachProposal.id.desc())
        return list(self.session.scalars(query))

    def confirmed_before(self, breach: Breach) -> list[Counted]:
        """Other confirmed breaches of the same kind by the same side of the same agreement."""
        return self.confirmed(breach.contract_id, breach.kind, breach.obligor, Breach.id != breach.id)

    def confirmed(self, contract_id: int, kind: str, obligor: str, *but: ColumnElement[bool]) -> list[Counted]:
        """Confirmed breaches of a kind by one side of an agreement, the earliest first."""
        query = select(Breach.number, Breach.confirmed_on, Breach.act_id).where(
            Breach.contract_id == contract_id, Breach.kind == kind, Breach.obligor == obligor,
            Breach.state.in_(COUNTED), Breach.confirmed_on.is_not(None), *but,
        )  # fmt: skip
        rows = self.session.execute(query.order_by(Breach.confirmed_on, Breach.id))
        return [Counted(number, day, act) for number, day, act in rows if day is not None and act is not None]

    def is_open_on(self, contract_id: int) -> bool:
        """Whether anything is alleged of the partner or unsettled under this agreement."""
        query = select(Breach.id).where(Breach.contract_id == contract_id, Breach.state.in_(OPEN))
        return self.session.scalar(query.where(Breach.obligor == Party.PARTNER).limit(1)) is not None

    def _readable(self, *entities: Any) -> AnySelect:
        """A partner finds what they have been told of."""
        query = select(*(entities or (Breach,)))
        return _told(query) if self.work.actor.kind == "partner" else query


def _told(query: AnySelect) -> AnySelect:
    return query.where(Breach.shown_at.is_not(None))


@cache
def _waiting_for_partner(are_told: bool) -> AnySelect:
    """Put together once, as every home of a partner asks it."""
    query = select(Breach).where(
        Breach.account_id == bindparam("of_account"), Breach.obligor == Party.PARTNER,
        Breach.state.in_((BreachState.NOTICED, BreachState.COMPUTED)),
    ).order_by(Breach.state.desc(), Breach.reply_by, Breach.id)  # fmt: skip
    return _told(query) if are_told else query


def _with_parties() -> tuple[Any, ...]:
    return (
        joinedload(Breach.account), joinedload(Breach.contract), joinedload(Breach.clause), joinedload(Breach.product),
        joinedload(Breach.reported_by),
    )  # fmt: skip


def _said_in(words: str) -> ColumnElement[bool]:
    columns = (Breach.number, Breach.batch_no, Contract.number, Account.name_zh, Account.number)
    return or_(*(column.icontains(words, autoescape=True) for column in columns))
