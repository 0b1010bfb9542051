"""What the rest of a row says about a field it leaves open: kind by number or sheet, region by address."""

from portal.domain.accounts.regions import BY_CODE
from portal.intake.choices import kind_of_number
from portal.intake.cities import is_municipality, region_at_start
from portal.intake.clean_row import CleanRow
from portal.intake.notes import Change, Problem


def complete(row: CleanRow, sheet_kind: str | None, default_kind: str | None) -> None:
    _complete_kind(row, sheet_kind, default_kind)
    _complete_region(row)
    if "name_zh" not in row.values and not any(problem.field == "name_zh" for problem in row.problems):
        row.problems.append(Problem("name_zh", "name_missing", ""))
    seat = str(row.values.get("uscc", ""))[2:4] + "0000"
    if seat in BY_CODE and row.values.get("province", seat) != seat:
        row.problems.append(Problem("province", "uscc_other_province", BY_CODE[str(row.values["province"])].zh))


def _complete_kind(row: CleanRow, sheet_kind: str | None, default_kind: str | None) -> None:
    number = row.values.get("account_no")
    told = kind_of_number(str(number)) if number else None
    if told and row.values.get("kind", told) != told:
        row.problems.append(Problem("kind", "kind_number_conflict", str(number)))
    if "kind" in row.values or any(problem.field == "kind" for problem in row.problems):
        return
    for kind, code, before in ((told, "kind_from_number", str(number)), (sheet_kind, "kind_from_sheet", row.sheet)):
        if kind:
            row.values["kind"] = kind
            row.changes.append(Change("kind", code, before, kind))
            return
    if default_kind:
        row.values["kind"] = default_kind
    else:
        row.problems.append(Problem("kind", "kind_missing", ""))


def _complete_region(row: CleanRow) -> None:
    """A province that is not told may be read off the start of the address; a wrong one is never replaced."""
    address = str(row.values.get("address", ""))
    known = row.values.get("province")
    if not address or any(problem.field == "province" for problem in row.problems):
        return
    region = region_at_start(address)
    if region is None or (known and known != region.province):
        return
    for name, value in (("province", region.province), ("city", region.city)):
        if value and name not in row.values and not (name == "city" and is_municipality(region.province)):
            row.values[name] = value
            row.changes.append(Change(name, "province_from_address", address[:40], value))
