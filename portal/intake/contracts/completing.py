"""What an agreement's row must say, and what of it the rest of the row says."""

from datetime import date
from typing import Any

from portal.domain.contracts.computing.day_counting import suggest_end
from portal.domain.contracts.recording import Channel, ContractFacts, Level, Mode
from portal.intake.clean_row import CleanRow
from portal.intake.facts import day_of
from portal.intake.notes import Change, Problem

_ASKED = {
    "contract_no": "contract_no_missing", "mode": "mode_missing", "title": "title_missing",
    "starts_on": "starts_missing", "products": "products_missing", "level": "level_missing",
}  # fmt: skip


def complete(row: CleanRow) -> None:
    """Note what is missing; count the last day from the months."""
    wrong = {problem.field for problem in row.problems}
    for field, code in _ASKED.items():
        if field not in row.values and field not in wrong:
            row.problems.append(Problem(field, code, ""))
    _complete_end(row, wrong)


def _complete_end(row: CleanRow, wrong: set[str]) -> None:
    starts_on, ends_on, months = (row.values.get(name) for name in ("starts_on", "ends_on", "months"))
    if isinstance(starts_on, date) and isinstance(months, int):
        counted = suggest_end(starts_on, months)
        if ends_on is None and "ends_on" not in wrong:
            row.values["ends_on"] = counted
            row.changes.append(Change("ends_on", "months_counted", str(months), counted.isoformat()))
        elif ends_on is not None and ends_on != counted:
            row.problems.append(Problem("ends_on", "end_and_months_differ", counted.isoformat()))
    elif ends_on is None and not wrong & {"ends_on", "months", "starts_on"}:
        row.problems.append(Problem("ends_on", "end_missing", ""))


def facts_of(values: dict[str, Any]) -> ContractFacts:
    """What the row of a sound agreement says, from its values or from what was kept of them. Raises KeyError."""
    return ContractFacts(
        title=values["title"],
        cooperation_mode=Mode(values["mode"]),
        starts_on=day_of(values["starts_on"]),
        ends_on=day_of(values["ends_on"]),
        product_ids=tuple(values["product_ids"]),
        provinces=tuple(values.get("provinces", ())),
        areas=tuple((code, place) for code, place in values.get("areas", ())),
        place=values.get("place", ""),
        channel=Channel(values.get("channel", Channel.ALL)),
        level=Level(values["level"]),
    )
