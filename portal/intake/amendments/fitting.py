"""Whether a version can be recorded where the agreement stands: one after the other, each signed before the next."""

from portal.domain.contracts.models import Contract
from portal.intake.amendments.groups import Group
from portal.intake.notes import Problem

Ahead = dict[str, tuple[int, bool]]
"""By agreement, the last version that the file adds, and whether both have signed it."""


def check_fit(group: Group, contract: Contract, ahead: Ahead) -> None:
    lead = group.lead
    fault = _of_first(group, contract) if group.version_no == 1 else _of_later(group, contract, ahead)
    if fault is not None:
        lead.problems.append(Problem(fault[0], fault[1], str(group.version_no)))
    elif group.version_no > 1:
        ahead[group.number] = group.version_no, _is_signed(group)


def _of_first(group: Group, contract: Contract) -> tuple[str, str] | None:
    """The agreement's own territory is corrected as long as nobody signed it."""
    if group.clauses:
        return "version_no", "version_first"
    if contract.versions[0].is_signed or contract.review_at or len(contract.versions) > 1:
        return "version_no", "territory_signed"
    return None


def _of_later(group: Group, contract: Contract, ahead: Ahead) -> tuple[str, str] | None:
    last = max(version.no for version in contract.versions)
    if group.version_no <= last:
        return "version_no", "version_there"
    last, signed = ahead.get(group.number, (last, contract.draft is None))
    if group.version_no != last + 1:
        return "version_no", "version_gap"
    if not signed:
        return "version_no", "version_unsigned_before"
    if "effective_from" not in group.lead.values:
        return "effective_from", "not_filled_in"
    if contract.archived_on:
        return "contract_no", "refused.contract.archived"
    if str(group.lead.values["effective_from"]) < contract.starts_on.isoformat():
        return "effective_from", "refused.contract.amended_before_start"
    return None


def _is_signed(group: Group) -> bool:
    return {"signed_by_us_on", "signed_by_partner_on"} <= group.lead.values.keys()
