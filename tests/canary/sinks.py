"""Where things are left behind: each place has a name, and collects what has come there."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.canary.marks import Marks
from tests.canary.searching import hits


@dataclass
class Sinks:
    """Files are read when they are searched; what a browser tells is kept here."""

    files: dict[str, list[Path]] = field(default_factory=dict)
    told: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, sink: str, *texts: str | bytes) -> None:
        self.told[sink] += [text.encode(errors="replace") if isinstance(text, str) else text for text in texts]

    def left(self) -> dict[str, bytes]:
        """What is in each of them."""
        read = {
            name: b"\n".join(each.read_bytes() for each in paths if each.is_file())
            for name, paths in self.files.items()
        }
        return read | {name: b"\n".join(texts) for name, texts in self.told.items()}


@dataclass(frozen=True)
class Verdict:
    """A line for each place. Nothing at all in one of them means that nobody listened there."""

    sink: str
    bytes: int
    hits: Counter[str]

    def __str__(self) -> str:
        names = ", ".join(f"{name} ×{number}" for name, number in self.hits.most_common(6))
        return f"{self.sink:32} {self.bytes:>12,} bytes {sum(self.hits.values()):>6} hits  {names}".rstrip()


def judge(sinks: Sinks, marks: Marks) -> list[Verdict]:
    return [Verdict(name, len(left), hits(left, marks)) for name, left in sorted(sinks.left().items())]
