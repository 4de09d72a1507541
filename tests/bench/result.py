"""What a figure is: ours against a floor, and the goal for their ratio."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Result:
    """`ours` and `floor` hold a value a round, of the same unit. The ratio is the median of the rounds' ratios."""

    ours: tuple[float, ...]
    floor: tuple[float, ...]
    goal: float
    unit: str
    at_least: bool = True

    @property
    def ratio(self) -> float:
        return median(ours / floor for ours, floor in zip(self.ours, self.floor, strict=True))

    @property
    def is_met(self) -> bool:
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def line(self, name: str) -> str:
        goal = f"{'>=' if self.at_least else '<='} {self.goal:.2f}"
        ours, floor = f"{median(self.ours):.0f} {self.unit}", f"{median(self.floor):.0f} {self.unit}"
        return f"{name:<12}{ours:>12}{floor:>12}{self.ratio:>8.2f}  {goal:<8}{'met' if self.is_met else 'MISSED'}"
