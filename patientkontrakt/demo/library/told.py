"""One thing in the demo's library."""

from dataclasses import dataclass

from knowledge.services import ResourceText

SOURCE = "Redaktionen för Sjöland och Bergsland"


@dataclass(frozen=True, slots=True)
class Told:
    """Days from today: written and reviewed `reviewed` days ago, for `lasts` days. Without them it waits for review."""

    key: str
    text: ResourceText
    reviewed: int | None = 60
    lasts: int = 700
