"""What came of a drill, in one line."""

from dataclasses import dataclass, field


@dataclass
class Figure:
    """`said` is what was counted; `wrong` stays empty."""

    name: str
    said: str = ""
    wrong: list[str] = field(default_factory=list)

    def check(self, holds: object, complaint: str) -> None:
        if not holds:
            self.wrong.append(complaint)

    def __str__(self) -> str:
        if not self.wrong:
            return f"{self.name}: {self.said}"
        return f"{self.name}: WRONG {len(self.wrong)} times: {'; '.join(self.wrong[:10])} ({self.said})"
