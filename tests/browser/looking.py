"""What is looked for on every page: axe's rules, no sideways scrolling, no complaints, nothing from elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Error, Page, Request

Look = Callable[..., list[Any]]
WIDTHS = (320, 768, 1280)
NARROW_AND_WIDE = (320, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Path(__file__).with_name("looking.js").read_text()
# Half a megabyte that a kept page compiles once, and that need not be sent to it again for each look.
READY_TO_LOOK = f"window.startAxe = function () {{ {AXE_SCRIPT} }}"
START_AXE = "() => { window.startAxe?.(); return 'axe' in window; }"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Eyes:
    """They remember which looks, on whatever page, had contrast enough (looking.js); with a `notebook`, a file, also
    those that others have seen.
    """

    good: set[int] = field(default_factory=set)
    notebook: Path | None = None
    read: int = 0  # bytes of the notebook

    def faults_on(self, page: Page, widths: Sequence[int] = WIDTHS) -> list[Any]:
        """At each width: what axe finds, and how far one must scroll sideways."""
        faults: list[Any] = []
        if not page.evaluate(START_AXE):
            page.evaluate(AXE_SCRIPT)
        self._read()
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            good = ",".join(map(str, self.good))  # as one string: Playwright takes a list apart, number by number
            seen = page.evaluate(AXE, {"rules": RULES, "good": good, "isFirst": width == widths[0]})
            self._remember(seen["good"])
            faults += [(width, *violation) for violation in seen["found"]]
            sideways = page.evaluate(SIDEWAYS)
            if sideways > 0:
                faults.append((width, f"{sideways} px too wide"))
        return faults

    def _remember(self, good: list[int]) -> None:
        self.good.update(good)
        if self.notebook and good:
            with self.notebook.open("a") as notebook:
                notebook.write("".join(f"{look}\n" for look in good))

    def _read(self) -> None:
        """Whole lines: somebody may be writing the last one."""
        if self.notebook and self.notebook.exists():
            with self.notebook.open("rb") as notebook:
                notebook.seek(self.read)
                new, end, _begun = notebook.read().rpartition(b"\n")
            self.read += len(new + end)
            self.good.update(map(int, new.split()))


@dataclass
class Watch:
    """Listens to what a page complains of. An error page is no complaint of the browser's.

    `but_of`: what the test cuts off, and the script that notices, of which the browser may complain.
    """

    page: Page
    site: str
    but_of: tuple[str, ...] = ()
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for event, hears in self._hears():
            self.page.on(event, hears)

    def ends(self) -> None:
        for event, hears in self._hears():
            self.page.remove_listener(event, hears)

    def _hears(self) -> tuple[tuple[Any, Callable[..., None]], ...]:
        return ("console", self._said), ("pageerror", self._broke), ("request", self._asked)

    def _broke(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _said(self, message: ConsoleMessage) -> None:
        is_status = message.text.startswith("Failed to load resource: the server responded with a status of")
        is_of_the_page = message.location["url"] == self.page.url
        is_cut_off = any(each in message.text + message.location["url"] for each in self.but_of)
        if message.type in {"error", "warning"} and not (is_status and is_of_the_page) and not is_cut_off:
            self.complaints.append(f"{message.text} ({message.location['url']})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.complaints.append(f"asked {request.url}")
