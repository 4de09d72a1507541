"""Somebody's way through the program: every kind of page, every form on it, first wrong and then as it should be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error, Page

from tests.browser.states import kind_of
from tests.browser.test_every_page import LINKS
from tests.canary.ear import FILES, Ear
from tests.canary.marks import MOBILE, NUMBER, said

FORMS = 'main form:not([action^="/demo/"])'  # those are doors for somebody else
ACTIONS = f"() => [...document.querySelectorAll(`{FORMS}`)].map(form => form.getAttribute('action') || '')"
LAST = ("avsluta", "atkomst/avsluta", "sluta")  # after them there is less to see
# Each box by what its help says it wants. A form that only asks for a list of its own holds nothing of a patient's.
FILL = """(form, {wrong, words, number, mobile, day, clock}) => {
    form.noValidate = true;
    const asks = form.method === "get";
    for (const box of form.querySelectorAll("input, textarea, select")) {
        const help = (document.getElementById(box.id + "-help") || {}).textContent || "";
        const wants = help.includes("2027-03-14") ? "day" : help.includes("09:20") ? "clock" : box.name;
        if (["hidden", "submit", "file"].includes(box.type) || (wrong && box.type === "number")) continue;
        if (box.type === "radio" || box.type === "checkbox") {
            const same = [...form.querySelectorAll(`[name="${box.name}"]`)];
            box.checked = !wrong && (box.type === "checkbox" || box === same[0]);
        } else if (box.tagName === "SELECT") {
            box.selectedIndex = wrong ? 0 : Math.min(1, box.options.length - 1);
        } else if (asks && wants === "day") {
            box.value = wrong ? "igår" : "";
        } else if (wrong) {
            box.value = words;
        } else {
            const right = {day, clock, number, phone: mobile, mobile, minutes: "30"};
            box.value = wants in right ? right[wants] : box.maxLength > 0 ? words.slice(0, box.maxLength) : words;
        }
    }
}"""


@dataclass
class Walker:
    """One person in one browser. `kinds` are the kinds of pages found, `sent` the forms."""

    page: Page
    ear: Ear
    home: str
    kinds: dict[str, str] = field(default_factory=dict)
    sent: set[tuple[str, str, int]] = field(default_factory=set)
    clock: int = 8 * 60

    def look_everywhere(self, *starts: str) -> None:
        """One page of each kind, as links lead to them; files are downloaded."""
        ahead = list(starts)
        while ahead:
            url = ahead.pop(0)
            kind = kind_of(url)
            if kind in self.kinds:
                continue
            self.kinds[kind] = url
            if kind.endswith(FILES):
                self.ear.fetched(self.page.context.request.get(self.home + url))
            else:
                self._open(url)
                ahead += self.page.evaluate(LINKS)

    def send_everything(self, *, also_wrong: bool = True) -> None:
        """Every form there is. The page is opened anew before each, since sending changes it."""
        pages = sorted(self.kinds.items(), key=lambda each: each[0].rstrip("/").endswith(LAST))
        for kind, url in pages:
            if kind.endswith(FILES):
                continue
            for number, action in self._forms(url):
                form = (kind, kind_of(action), number)
                if also_wrong:
                    self._send(url, form, wrong=True)
                self._send(url, form, wrong=False)

    def log_out(self) -> None:
        self._open("/")
        button = self.page.get_by_role("button", name="Logga ut")
        if button.count():
            with self.page.expect_navigation():
                button.click()
            self.ear.listen(self.page)

    def _forms(self, url: str) -> Iterator[tuple[int, str]]:
        """One of each kind: a list has the same form on each of its rows."""
        self._open(url)
        known = set()
        for number, action in enumerate(self.page.evaluate(ACTIONS)):
            if kind_of(action) not in known or not action:
                known.add(kind_of(action))
                yield number, action

    def _send(self, url: str, form: tuple[str, str, int], *, wrong: bool) -> None:
        kind, action, number = form
        self._open(url)
        found = self.page.locator(FORMS).nth(number)
        if not found.count():
            return
        found.evaluate(FILL, {"wrong": wrong, **self._words(kind + ("wrong" if wrong else "right"))})
        self._press(found)
        self.sent.add((kind, action, number))

    def _press(self, form: Any) -> None:
        button = form.locator("button:not([type=button])").last
        try:
            with self.page.expect_navigation(timeout=8_000, wait_until="domcontentloaded"):
                button.evaluate("button => button.form.requestSubmit(button)")
        except Error:
            self.ear.sinks.tell("walk: forms that led nowhere", self.page.url)
        self.ear.listen(self.page)

    def _open(self, url: str) -> None:
        try:
            self.page.goto(url, wait_until="domcontentloaded")
        except Error:  # a file
            self.ear.fetched(self.page.context.request.get(self.home + url))
        self.ear.listen(self.page)

    def _words(self, about: str) -> dict[str, str]:
        """Each time is another one, so that nobody is booked twice."""
        self.clock += 7
        return {
            "words": said(f"typed {about}"), "number": NUMBER.value, "mobile": MOBILE, "day": "2027-02-10",
            "clock": f"{self.clock // 60 % 10 + 8:02}:{self.clock % 60:02}",
        }  # fmt: skip
