"""What happens in a run, one thing after the other."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, sleep
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from playwright.sync_api import Browser, Page

from people.models import Patient, Protection
from tests.browser.states import kind_of
from tests.canary import servers, story
from tests.canary.away import goes_for_coffee, reports, speaks_badly, stays_a_little
from tests.canary.cast import AGAIN, CAST, MANAGER, NURSE, SEARCHING, Part, searching
from tests.canary.ear import Ear
from tests.canary.marks import MOBILE, NUMBER, word
from tests.canary.program import Program
from tests.canary.programs import OF_PATIENTS, OF_STAFF, speaks
from tests.canary.sinks import Sinks
from tests.canary.walking import Walker

PATIENCE = 60  # seconds
SEVERAL_ROUNDS = 6  # seconds: the worker comes by every other
# The log, the sessions and who somebody is stand on every page's way: refused by themselves.
PARTS = r"^(agreements|bookings|contacts|surveys|steps|plans|access)_|^reminders_reminder$"
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
        """The database refuses first: what is refused changes nothing."""
        self.text_is_sent()
        self.somebody_is_away()
        walkers = [self._looks(part) for part in CAST]
        self.database_refuses(walkers)
        self.relatives_are_assessed()
        patient, *others = walkers
        self._writes(patient)
        self._writes(self._looks(NURSE))  # who has been asked something
        for walker in others:
            self._writes(walker)
        self._writes(self._looks(AGAIN))
        self.becomes_protected()
        self.programs_speak()
        self.addresses_are_made_up()
        self.log_refuses()
        self.gateway_is_gone()

    def somebody_looks(self) -> None:
        """Enough for a leak to be found."""
        walker = self._comes(AGAIN)
        walker.look_everywhere("/min-plan/", "/finns/inte/")
        self._goes(walker)

    def text_is_sent(self) -> None:
        _until(lambda: MOBILE.encode() in self.program.texts(), "a text to the patient")
        self.sinks.tell("allowed: texts sent", self.program.texts())

    def _looks(self, part: Part) -> Walker:
        walker = self._comes(part)
        if part in SEARCHING:
            searching(walker.page)
        walker.look_everywhere(*part.starts(str(self.patient.public_id)))
        self.say(f"The {part.name} has looked at {len(walker.kinds)} pages")
        return walker

    def _writes(self, walker: Walker) -> None:
        walker.send_everything()
        self.say(f"{len(walker.sent)} forms were sent, wrong and right")
        self._goes(walker)

    def somebody_is_away(self) -> None:
        """A nurse leaves what she writes, comes back, and sends it, and nothing that others are to answer."""
        nurse, page = NURSE, f"/patient/{self.patient.public_id}/overenskommelser/ny/"
        walker = self._comes(nurse)
        stays_a_little(walker.page, page)
        goes_for_coffee(walker.page, page)
        nurse.comes_in(walker.page)
        walker.ear.listen(walker.page)
        left = urlsplit(walker.page.url).path
        walker.kinds = {kind_of(left): left}
        walker.send_everything(also_wrong=False)
        self._goes(walker)

    def programs_speak(self) -> None:
        """The database refuses first here too. To staff's programs the agreements of protected persons are closed."""
        self._is(Protection.NONE)
        for part, under in ((AGAIN, OF_PATIENTS), (NURSE, OF_STAFF)):
            walker = self._comes(part)
            if part in SEARCHING:
                searching(walker.page)
            with servers.refusing(PARTS):
                speaks(walker.page, self.patient, under)
            speaks(walker.page, self.patient, under)
            self._goes(walker)
        self._is(Protection.MARKED)
        self.say("Programs have spoken")

    def relatives_are_assessed(self) -> None:
        """While there are some: later somebody has ended what they had."""
        self._is(Protection.MARKED)
        boss = self._comes(MANAGER)
        searching(boss.page)
        boss.look_everywhere(reverse("relatives", kwargs={"patient": self.patient.public_id}))
        boss.kinds = {
            kind: url for kind, url in boss.kinds.items() if resolve(urlsplit(url).path).url_name == "assess_relative"
        }
        self._writes(boss)
        self._is(Protection.NONE)

    def becomes_protected(self) -> None:
        """The second time there are questions to answer, openings to close, places to show and relatives to assess."""
        self._is(Protection.MARKED)
        for part in (NURSE, MANAGER):
            self._writes(self._looks(part))
        self._writes(self._looks(AGAIN))

    def addresses_are_made_up(self) -> None:
        """Numbers and words in addresses that nobody has led to: they are answered, and not repeated."""
        walker = self._comes(AGAIN, made_up=True)
        for made_up in (NUMBER.value, f"{NUMBER.value[:8]}-{NUMBER.value[8:]}", word("made up"), MOBILE):
            for url in (f"/patient/{made_up}/", f"/{made_up}/", f"/min-plan/?q={made_up}", f"/min-plan/{made_up}/"):
                walker.page.goto(url)
                walker.ear.listen(walker.page)
        reports(walker.page)
        speaks_badly(self.program.ports["web"])
        self._goes(walker)

    def database_refuses(self, walkers: list[Walker]) -> None:
        """Whoever sends a form meets a fault, whose detail holds the row; the worker meets it too."""
        story.comes_soon(self.patient, days=9)
        with servers.refusing(PARTS):
            for walker in walkers:
                walker.send_everything(also_wrong=False)
            sleep(SEVERAL_ROUNDS)
        self.say("The database has refused")

    def log_refuses(self) -> None:
        walker = self._comes(AGAIN)
        with servers.refusing(LOG):
            for url in ("/min-plan/", "/api/v1/plans/me/", "/min-plan/utskrift.pdf"):
                walker.page.goto(url)
                walker.ear.listen(walker.page)
        self._goes(walker)

    def gateway_is_gone(self) -> None:
        story.comes_soon(self.patient, days=10)
        self.program.kill("phone")
        sleep(SEVERAL_ROUNDS)

    def _is(self, protection: Protection) -> None:
        Patient.objects.filter(pk=self.patient.pk).update(protection=protection)

    def say(self, words: str) -> None:
        print(words, flush=True)

    def _comes(self, part: Part, *, made_up: bool = False) -> Walker:
        context = self.browser.new_context(base_url=self.program.url(), reduced_motion="reduce")
        context.set_default_timeout(20_000)
        ear = Ear(context, self.sinks, made_up)
        page: Page = context.new_page()
        part.comes_in(page)
        if not page.get_by_role("button", name="Logga ut").count():
            raise RuntimeError(f"the {part.name} was not let in: {page.title()}")
        return Walker(page, ear, self.program.url())

    def _goes(self, walker: Walker) -> None:
        walker.log_out()
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
