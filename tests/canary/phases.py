"""What happens in a run, one thing after the other."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, sleep

from playwright.sync_api import Browser, Page

from people.models import Patient
from tests.canary import servers, story
from tests.canary.cast import CAST, Part, searching
from tests.canary.ear import Ear
from tests.canary.marks import MOBILE, NUMBER, word
from tests.canary.program import Program
from tests.canary.sinks import Sinks
from tests.canary.walking import Walker

PATIENCE = 60  # seconds
# The log, the sessions and who somebody is stand on every page's way: refused by themselves.
PARTS = r"^(agreements|bookings|contacts|surveys|steps|plans|reminders|access)_"
LOG = r"^audit_entry$"


@dataclass
class Scene:
    """`statuses` and `asked` say how far everybody came."""

    browser: Browser
    program: Program
    sinks: Sinks
    patient: Patient
    statuses: Counter[int] = field(default_factory=Counter)
    asked: set[tuple[str, str]] = field(default_factory=set)
    forms: int = 0

    def everything_happens(self) -> None:
        self.text_is_sent()
        self.everybody_walks()
        self.addresses_are_made_up()
        self.database_refuses()
        self.log_refuses()
        self.gateway_is_gone()

    def somebody_looks(self) -> None:
        """Enough for a leak to be found."""
        walker = self._comes(CAST[-1])
        walker.look_everywhere("/min-plan/", "/finns/inte/")
        self._goes(walker)

    def text_is_sent(self) -> None:
        _until(lambda: MOBILE.encode() in self.program.texts(), "a text to the patient")
        self.sinks.tell("allowed: texts sent", self.program.texts())

    def everybody_walks(self) -> None:
        for part in CAST:
            self.say(f"{part.name} walks")
            walker = self._comes(part)
            if part.name in {"nurse", "scheduler", "unit manager"}:
                searching(walker.page)
            walker.look_everywhere(*part.starts(str(self.patient.public_id)))
            walker.send_everything()
            self._goes(walker)

    def addresses_are_made_up(self) -> None:
        """Numbers and words in addresses that nobody has led to: they are answered, and not repeated."""
        walker = self._comes(CAST[-1], made_up=True)
        for made_up in (NUMBER.value, f"{NUMBER.value[:8]}-{NUMBER.value[8:]}", word("made up"), MOBILE):
            for url in (f"/patient/{made_up}/", f"/{made_up}/", f"/min-plan/?q={made_up}", f"/min-plan/{made_up}/"):
                walker.page.goto(url)
        self._goes(walker)

    def database_refuses(self) -> None:
        """Whoever sends a form meets a fault, whose detail holds the row; the worker meets it too."""
        self.say("the database refuses")
        walkers = []
        for part in CAST[:-1]:
            walker = self._comes(part)
            walker.look_everywhere(*part.starts(str(self.patient.public_id)))
            walkers.append(walker)
        story.comes_soon(self.patient, days=9)
        with servers.refusing(PARTS):
            for walker in walkers:
                walker.send_everything(also_wrong=False)
            sleep(6)  # the worker comes by three times
        for walker in walkers:
            self._goes(walker)

    def log_refuses(self) -> None:
        walker = self._comes(CAST[-1])
        with servers.refusing(LOG):
            walker.page.goto("/min-plan/")
            walker.page.goto("/api/v1/plans/me/")
            walker.page.goto("/min-plan/utskrift.pdf")
        self._goes(walker)

    def gateway_is_gone(self) -> None:
        story.comes_soon(self.patient, days=10)
        self.program.kill("phone")
        sleep(6)

    def say(self, words: str) -> None:
        print(words, flush=True)

    def _comes(self, part: Part, *, made_up: bool = False) -> Walker:
        context = self.browser.new_context(base_url=self.program.url(), reduced_motion="reduce")
        context.set_default_timeout(20_000)
        ear = Ear(context, self.sinks, made_up)
        page: Page = context.new_page()
        part.comes_in(page)
        return Walker(page, ear, self.program.url())

    def _goes(self, walker: Walker) -> None:
        walker.ear.leave(walker.page)
        self.statuses.update(walker.ear.statuses)
        self.asked |= walker.ear.asked
        self.forms += len(walker.sent)


def _until(holds: Callable[[], bool], what: str) -> None:
    deadline = monotonic() + PATIENCE
    while not holds():
        if monotonic() > deadline:
            raise TimeoutError(what)
        sleep(0.2)
