"""Words of an import as a whole: its states, what became of its rows, and sentences put together from codes."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.accounts.kinds import AccountKind as K
from portal.web.account_words import ACCOUNT_KINDS, words_of_change
from portal.web.intake_words import CHANGES, FIELDS, FILE, PROBLEMS, REASONS

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
VERDICT_TONES = {"new": "good", "update": "info", "duplicate": "warn", "error": "bad"}
CHOICES = {"skip": _l("Leave out"), "update": _l("Update the one found"), "create": _l("Add as another account")}
UNEXPECTED = _l("Something went wrong on our side. What was done is kept; go on, or take it back.")


def why_failed(reason: dict[str, Any]) -> str:
    """Why the file as a whole was not read, or the import not finished."""
    words = FILE.get(reason.get("code", ""))
    return str(words) % reason["details"] if words is not None else str(UNEXPECTED)


def changes_told(changes: list[list[str]]) -> list[str]:
    """Changes on reading, one line for each cell: 手机：去掉国家代码、去掉连接号（+86 154-0000-0103 → 15400000103）."""
    cells: dict[tuple[str, str, str], list[str]] = {}
    for field, code, before, after in changes:
        cells.setdefault((field, before, after), []).append(str(CHANGES[code]))
    return [
        _("%(field)s: %(what)s (%(before)s → %(after)s)", field=field_word(field), what=_(", ").join(what),
          before=value_word(field, before) or "–", after=value_word(field, after) or "–")
        for (field, before, after), what in cells.items()
    ]  # fmt: skip


def problem_words(problem: list[str]) -> str:
    """One problem with what stood there."""
    field, code, given = problem
    words: str = _("%(field)s: %(what)s", field=field_word(field), what=PROBLEMS[code])
    return words + str(_(" It says “%(given)s”.", given=given)) if given else words


def reason_words(row: Any) -> list[str]:
    """Why the verdict was given; problems of an error speak for themselves."""
    return [str(REASONS[code]) % {"row": row.like_row} for code in row.reasons if code in REASONS]


def row_words(problems: list[list[str]], reasons: list[str]) -> str:
    """Everything that is wrong with a row, for the file it goes back in."""
    told = [problem_words(problem) for problem in problems]
    return " ".join(told + [str(REASONS[code]) for code in reasons if code in REASONS])


def totals(changes: dict[str, int]) -> list[tuple[str, str, int]]:
    """Field, what was changed and in how many rows, the most frequent first."""
    frequent = sorted(changes.items(), key=lambda change: -change[1])
    return [(field_word(key.split(".")[0]), str(CHANGES[key.split(".")[1]]), rows) for key, rows in frequent]


def field_word(field: str) -> str:
    return str(FIELDS.get(field, field))


def value_word(field: str, value: Any) -> str:
    """A value as people read it: names of provinces and choices for their codes."""
    if field == "kind":
        return str(KINDS.get(value, value))
    return str(words_of_change(field, value)) if value else ""
