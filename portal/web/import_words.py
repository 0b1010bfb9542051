"""Words of an import as a whole: its states, what became of its rows, and sentences put together from codes.

They serve every subject: no two of them name different things alike.
"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.accounts.kinds import AccountKind as K
from portal.web import amendment_import_words as of_versions
from portal.web import contract_import_words as of_contracts
from portal.web import contract_row_words as contract_rows
from portal.web import plain_import_words as plain
from portal.web.account_words import ACCOUNT_KINDS, words_of_change
from portal.web.contract_row_words import clause_words
from portal.web.intake_words import CHANGES, FIELDS, FILE, PROBLEMS, REASONS
from portal.web.locale import money

KINDS = {kind: ACCOUNT_KINDS[kind] for kind in (K.DISTRIBUTOR, K.INDIVIDUAL, K.PERIPHERAL, K.SUPPLIER)}
"""The likeliest kind of a list first."""
STATES: dict[str, tuple[Any, str]] = {
    "uploaded": (_l("Waiting to be checked"), "info"),
    "checking": (_l("Being checked"), "info"),
    "checked": (_l("Checked, nothing imported yet"), "warn"),
    "importing": (_l("Being imported"), "info"),
    "stopped": (_l("Stopped half-way"), "warn"),
    "imported": (_l("Imported"), "good"),
    "failed": (_l("Could not go on"), "bad"),
    "undoing": (_l("Being taken back"), "info"),
    "undone": (_l("Taken back"), ""),
}
OUTCOMES: dict[str, tuple[Any, str]] = {
    "added": (_l("Added"), "good"),
    "changed": (lazy_pgettext("import", "Changed"), "good"),
    "same": (_l("Nothing to change"), ""),
    "removed": (_l("Removed again"), ""),
    "set_back": (_l("Set back"), ""),
    "kept": (_l("Kept: used or changed since"), "warn"),
}
TALLY = {
    "new": lazy_pgettext("import", "New"),
    "update": lazy_pgettext("import", "Update"),
    "duplicate": _l("Possible duplicate"),
    "error": _l("With an error"),
}
TALLIES = {"accounts": TALLY, **dict.fromkeys(plain.TABLES, plain.TALLY), "contracts": of_contracts.TALLY,
           "amendments": of_versions.TALLY}  # fmt: skip
VERDICT_TONES = {"new": "good", "update": "info", "duplicate": "warn", "error": "bad", "part": ""}
CHOICES = {"skip": _l("Leave out"), "update": _l("Update the one found"), "create": _l("Add as another account")}
UNEXPECTED = _l("Something went wrong on our side. What was done is kept; go on, or take it back.")


TABLE_FIELDS = {
    "accounts": FIELDS,
    **plain.TABLES,
    "contracts": of_contracts.CONTRACT_FIELDS,
    "clauses": of_contracts.CLAUSE_FIELDS,
    "amendments": of_versions.AMENDMENTS,
    "territories": of_versions.TERRITORIES,
}
"""What a column of each table may be read as; a clause sheet also has parameters (`parameter_choices`)."""
TABLES = {
    "contracts": {"contracts": _l("Contracts"), "clauses": _l("Clauses")},
    "amendments": {"amendments": _l("Amended clauses"), "territories": _l("Territories")},
}
"""What a sheet of these subjects may list."""
_CHANGES = CHANGES | of_contracts.CHANGES
_PROBLEMS = PROBLEMS | of_contracts.PROBLEMS
_REASONS = REASONS | of_contracts.REASONS
_KNOWN = (FIELDS, contract_rows.FIELDS, plain.FIELDS, of_versions.FIELDS)
NOT_SHOWN = frozenset({"name_zh", "contract_no", "title", "article", "clause_type", "text_zh", "text_en"})
"""Values that stand in the row's heading, or are too long for a line."""


def why_failed(reason: dict[str, Any]) -> str:
    """Why the file as a whole was not read, or the import not finished."""
    words = FILE.get(reason.get("code", ""))
    return str(words) % reason["details"] if words is not None else str(UNEXPECTED)


def changes_told(changes: list[list[str]]) -> list[str]:
    """Changes on reading, one line for each cell: 手机：去掉国家代码、去掉连接号（+86 154-0000-0103 → 15400000103）."""
    cells: dict[tuple[str, str, str], list[str]] = {}
    for field, code, before, after in changes:
        cells.setdefault((field, before, after), []).append(str(_CHANGES[code]))
    return [
        _("%(field)s: %(what)s (%(before)s → %(after)s)", field=field_word(field), what=_(", ").join(what),
          before=value_word(field, before) or "–", after=value_word(field, after) or "–")
        for (field, before, after), what in cells.items()
    ]  # fmt: skip


def problem_words(problem: list[str]) -> str:
    """One problem with what stood there."""
    field, code, given = problem
    if code.startswith("refused."):
        return str(_("%(field)s: %(what)s", field=field_word(field), what=contract_rows.refused_words(code, given)))
    what = _PROBLEMS.get(code) or contract_rows.problem_word(field, code)
    words: str = _("%(field)s: %(what)s", field=field_word(field), what=what)
    return words + str(_(" It says “%(given)s”.", given=given)) if given else words


def reason_words(row: Any) -> list[str]:
    """Why the verdict was given; problems of an error speak for themselves."""
    return [str(_REASONS[code]) % {"row": row.like_row} for code in row.reasons if code in _REASONS]


def row_words(problems: list[list[str]], reasons: list[str]) -> str:
    """Everything that is wrong with a row, for the file it goes back in."""
    told = [problem_words(problem) for problem in problems]
    return " ".join(told + [str(_REASONS[code]) % {"row": ""} for code in reasons if code in _REASONS])


def totals(changes: dict[str, int]) -> list[tuple[str, str, int]]:
    """Field, what was changed and in how many rows, the most frequent first."""
    frequent = sorted(changes.items(), key=lambda change: -change[1])
    split = ((key.rpartition("."), rows) for key, rows in frequent)
    return [(field_word(field), str(_CHANGES[code]), rows) for (field, _dot, code), rows in split]


def field_word(field: str) -> str:
    own = of_versions.FIELDS | plain.FIELDS
    words = own if field in own and field not in FIELDS else FIELDS
    return str(words[field]) if field in words else contract_rows.field_word(field)


def value_word(field: str, value: Any) -> str:
    """A value as people read it: names of provinces and choices for their codes."""
    if field == "kind":
        return str(KINDS.get(value, value))
    if field in ("amount", "gross_profit") and isinstance(value, int):
        return money(value)
    if (told := plain.value_word(field, value) or of_versions.value_word(field, value)) is not None:
        return told
    if field == "month":
        return str(value)[:7]
    if field in contract_rows.FIELDS or field.startswith(contract_rows.PARAMETER):
        return contract_rows.value_word(field, value)
    return str(words_of_change(field, value)) if value else ""


def row_heading(row: Any, subject: str) -> tuple[str, str]:
    """What a row is called, and the smaller line below it."""
    if subject == "contracts":
        return contract_rows.row_heading(row.values)
    if subject == "amendments":
        return of_versions.row_heading(row.values)
    if subject in plain.TABLES:
        return plain.row_heading(row.values)
    mobile = row.values.get("mobile") or row.values.get("tel") or ""
    return row.values.get("name_zh") or "–", f"{row.values.get('contact_name', '')} {mobile}".strip()


def parameter_choices() -> dict[str, str]:
    """Every parameter a column of the clause sheet may hold, by what it is called."""
    return dict(sorted(contract_rows.parameter_words().items(), key=lambda one: one[1]))


def values_told(row: Any) -> list[tuple[str, str]]:
    """Field and value of what a row says beside its heading; a clause in plain words."""
    told = [(field_word(field), value_word(field, value) or _("without end")) for field, value in row.values.items()
            if field not in NOT_SHOWN and any(field in known for known in _KNOWN)]  # fmt: skip
    in_plain_words = clause_words(row.values) if "params" in row.values else ""
    return [*told, (_("In plain words"), in_plain_words)] if in_plain_words else told
