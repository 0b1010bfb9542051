"""One line of the table: what was measured, its figure and ratio, and how that stands to goal and floor."""

from dataclasses import dataclass

WIDTHS = (4, 50, 40, 9, 11, 11, 7)
HEADS = ("row", "what", "figure", "ratio", "goal", "floor", "verdict")


@dataclass
class Budget:
    """`value` is compared with `goal` and `floor`; `at_least` says which side of them is good. Without a goal the line
    only informs; a floor that was never agreed is two and a half times the goal. `cause` says why a goal was missed."""

    row: str
    what: str
    figure: str
    value: float | None = None
    goal: float | None = None
    floor: float | None = None
    at_least: bool = False
    unit: str = "×"
    cause: str = ""

    @property
    def verdict(self) -> str:
        if self.value is None or self.goal is None:
            return "–"
        if self._holds(self.goal):
            return "goal"
        return "floor" if self._holds(self.floor if self.floor is not None else self.goal) else "MISS"

    def _holds(self, limit: float) -> bool:
        assert self.value is not None
        return self.value >= limit if self.at_least else self.value <= limit

    @property
    def cells(self) -> tuple[str, ...]:
        sign = "≥ " if self.at_least else "≤ "
        limits = ("" if limit is None else f"{sign}{limit:.3g} {self.unit}" for limit in (self.goal, self.floor))
        value = "" if self.value is None else f"{self.value:.3g} {self.unit}"
        return (self.row, self.what, self.figure, value, *limits, self.verdict)


def wide(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def table(budgets: list[Budget]) -> str:
    lines = [_line(HEADS), _line(tuple("─" * width for width in WIDTHS))]
    for budget in budgets:
        lines.append(_line(budget.cells))
        if budget.cause and budget.verdict in ("floor", "MISS"):
            lines.append(f"{'':5}└ {budget.cause}")
    return "\n".join(lines)


def _line(cells: tuple[str, ...]) -> str:
    return " ".join(cell + " " * (width - wide(cell)) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
