"""A clause's values as words: money, percentages, periods, choices, lists and steps."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.contracts.clauses import Clause, DayKind, FieldSpec, fields_of
from portal.web.clause_words.capitals import in_capitals
from portal.web.clause_words.choices import CHOICES
from portal.web.clause_words.parts import in_chinese, inside, listed, rows_joined, said
from portal.web.clause_words.rows import ROWS
from portal.web.clause_words.trade_choices import TRADE_CHOICES

_LABELS = CHOICES | TRADE_CHOICES


def words_of(clause: Clause, names: Mapping[str, str], formal: bool) -> dict[str, str]:
    """Every field's value in the reader's language; `names` has what products and regions are called."""
    say = _Speaker(clause.code, getattr(clause, "day_kind", DayKind.CALENDAR), names, formal)
    words = {field.name: say.value(field, getattr(clause, field.name)) for field in fields_of(clause.code)}
    # the period's targets are one list, whichever unit they are in
    if "targets_fen" in words:
        words["targets"] = words["targets_fen"] or words["targets_boxes"]
    return words


class _Speaker:
    """Knows what the value alone does not: the clause's day kind, the names of things, the tone."""

    def __init__(self, code: str, day_kind: DayKind, names: Mapping[str, str], formal: bool) -> None:
        self.code, self.day_kind, self.names, self.formal = code, day_kind, names, formal

    def value(self, field: FieldSpec, value: Any) -> str:
        if value is None or isinstance(value, bool):
            return ""
        match field.kind:
            case "fen":
                return self.money(value)
            case "fens":
                return listed(self.money(fen) for fen in value)
            case "integers":
                return listed(self.count(field, number) for number in value)
            case "percent" | "rate":
                return percent(value)
            case "multiple":
                return trimmed(value)
            case "choice":
                return inside(label_of_choice(value))
            case "choices":
                return listed(inside(label_of_choice(choice)) for choice in value)
            case "lines":
                return listed(self.names.get(line, line) for line in value)
            case "steps":
                return rows_joined(self.row(field, row) for row in value)
        return self.count(field, value) if isinstance(value, int) else str(value)

    def row(self, field: FieldSpec, row: object) -> str:
        words = {column.name: self.value(column, getattr(row, column.name)) for column in field.columns}
        head, *rest = said(ROWS[self.code], row, words)
        return head + listed(rest)

    def money(self, fen: int) -> str:
        amount = f"{Decimal(fen) / 100:,.2f}"
        if not self.formal:
            return f"¥{amount}"
        if in_chinese():
            return _("CNY %(sum)s (in words: %(capitals)s)", sum=amount, capitals=in_capitals(fen))
        return _("CNY %(sum)s", sum=amount)

    def count(self, field: FieldSpec, number: int) -> str:
        unit = field.unit
        if unit == "days" and self.day_kind == DayKind.WORKING:
            unit = "working_days"
        return counted(number, unit)


def counted(number: int, unit: str | None) -> str:
    """A number with its unit: 5 days, 12 months; the bare number when it has none."""
    match unit:
        case "days" | "calendar_days":
            return ngettext("%(num)s day", "%(num)s days", number)
        case "working_days":
            return ngettext("%(num)s working day", "%(num)s working days", number)
        case "months":
            return ngettext("%(num)s month", "%(num)s months", number)
        case "quarters":
            return ngettext("%(num)s quarter", "%(num)s quarters", number)
        case "years":
            return ngettext("%(num)s year", "%(num)s years", number)
        case "times":
            return ngettext("%(num)s time", "%(num)s times", number)
        case "boxes":
            return ngettext("%(num)s box", "%(num)s boxes", number)
    return str(number)


def percent(share: Decimal) -> str:
    """0.0005 as 0.05%."""
    return f"{trimmed(share * 100)}%"


def trimmed(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def label_of_choice(choice: Any) -> str:
    return str(_LABELS[type(choice)][choice.value])
