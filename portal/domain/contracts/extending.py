"""Making a term longer: the amendment that says so and the end date that moves with it."""

from datetime import date, datetime

from portal.domain.base import Refused
from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.events import Actor
from portal.domain.working_days import DAY


def extend_term(
    contract: Contract, ends_on: date, *, us_on: date, partner_on: date, summary: str, by: Actor, at: datetime
) -> ContractVersion:
    """Add the next version, which changes the last day of the term to `ends_on` (inclusive) and nothing else, and move
    the end of `contract` (loaded whole) with it. In force from the day after the old end; agreed on by us on civil day
    `us_on`, by the other side on `partner_on`.

    Refused while an amendment is being written (`contract.draft_open`), after a termination (`contract.terminated`),
    and when the term would not become longer (`contract.not_longer`).
    """
    check_can_extend(contract, ends_on)
    before = contract.ends_on
    version = ContractVersion(
        account_id=contract.account_id, contract_id=contract.id, no=contract.versions[-1].no + 1,
        effective_from=before + DAY, signed_by_us_on=us_on, signed_by_partner_on=partner_on, summary=summary,
        clauses=[],
    )  # fmt: skip
    contract.versions.append(version)
    contract.ends_on = ends_on
    contract.touch(at=at)
    moved = {"ends_on": [before.isoformat(), ends_on.isoformat()]}
    contract.record("contract.extended", by=by, at=at, version_no=version.no, changes=moved)
    return version


def check_can_extend(contract: Contract, ends_on: date) -> None:
    """Refused as `extend_term` would be."""
    if contract.terminated_on is not None:
        raise Refused("contract.terminated", number=contract.number)
    if contract.settled_on is not None or contract.archived_on is not None:
        raise Refused("extension.not_for_contract", number=contract.number)
    if contract.draft is not None:
        raise Refused("contract.draft_open", number=contract.number)
    if ends_on <= contract.ends_on:
        raise Refused("contract.not_longer", number=contract.number)
