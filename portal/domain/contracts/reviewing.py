"""Taking a contract through its internal review: handed in, agreed to by those who must, or sent back."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.base import Refused
from portal.domain.contracts.life import Verb, require
from portal.domain.contracts.models import Contract
from portal.domain.contracts.review import MANAGERS, awaited, capacity_of, lacking, this_round
from portal.domain.contracts.sign_offs import ReviewStep, SignOff
from portal.domain.work import Repository


class Reviewing(Repository):
    def steps(self, contract_id: int) -> Sequence[SignOff]:
        """Every step of every round with who took it, the first one first."""
        query = select(SignOff).where(SignOff.contract_id == contract_id).options(joinedload(SignOff.by))
        return self.session.scalars(query.order_by(SignOff.id)).all()

    def submit(self, contract: Contract, waiver: str = "") -> None:
        """Hand the draft in. Where a clause lacks that it should have (`review.NEEDS`) a manager's reason is needed:
        Refused("contract.lacks_clauses") without one, Refused("contract.not_a_manager") from anybody else."""
        require(contract, Verb.SUBMIT, self.work.today)
        draft = contract.draft
        if draft is None or not draft.clauses:
            raise Refused("contract.no_clauses")
        missing = lacking(contract, draft.clauses)
        if missing and not waiver.strip():
            raise Refused("contract.lacks_clauses", number=contract.number, missing=missing)
        if missing and not self.work.actor.has(*MANAGERS):
            raise Refused("contract.not_a_manager", missing=missing)
        contract.review_at = self.work.now
        self._note(contract, ReviewStep.SUBMITTED, waiver.strip() if missing else "")
        facts = {"lacking": [str(need) for need in missing]}
        contract.record("contract.review_submitted", by=self.work.actor, at=self.work.now, **facts)

    def sign_off(self, contract: Contract) -> bool:
        """Agree to it in the capacity of the acting person; True when nobody's word is missing any more. Refused to
        who handed it in, has agreed already, or is none of those asked (`contract.not_yours_to_review`)."""
        require(contract, Verb.APPROVE, self.work.today)
        steps = this_round(self.steps(contract.id))
        capacity = capacity_of(self.work.actor, steps)
        if capacity is None:
            raise Refused("contract.not_yours_to_review", number=contract.number)
        made = self._note(contract, capacity)
        contract.record("contract.signed_off", by=self.work.actor, at=self.work.now, capacity=str(capacity))
        return not awaited([*steps, made])

    def send_back(self, contract: Contract, reason: str) -> None:
        """Make it a draft again, even one that is out for signing: nobody can sign what is being rewritten."""
        require(contract, Verb.REJECT, self.work.today)
        contract.review_at = contract.sent_at = None
        self._note(contract, ReviewStep.SENT_BACK, reason)
        contract.record("contract.sent_back", by=self.work.actor, at=self.work.now)

    def _note(self, contract: Contract, step: ReviewStep, reason: str = "") -> SignOff:
        made = SignOff(
            account_id=contract.account_id, contract_id=contract.id, step=step, reason=reason,
            by_id=self.work.actor.login_id, at=self.work.now,
        )  # fmt: skip
        self.session.add(made)
        contract.touch(at=self.work.now)
        return made
