"""Whatever a guest can reach by links: each address once, and each form sent empty."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.looking import NARROW_AND_WIDE, Look
from tests.browser.states import STATES, kind_of

pytestmark = [pytest.mark.browser, pytest.mark.long]

LINKS = "() => [...document.querySelectorAll('a[href^=\"/\"]')].map(each => each.getAttribute('href'))"
# Looked at as states of their own: of these only what comes of a form sent empty is new. And what is on them is no
# form that one fills in.
LOOKED_AT = {state.where for state in STATES.values()}
ONLY_READ = {
    "/",
    "/min-plan/",
    "/vem-har-last/",
    "/patienter/",
    "/demo/telefon/",
    "/min-plan/*/",
    "/patient/*/",
    "/granska/",
}
# The same for everybody.
OF_ALL = {"/inloggningar/": "helena", "/uppdrag/": "helena", "/kunskap/": "agda", "/kunskap/*/": "agda"}
WRITTEN = 'main form:has(input:not([type="hidden"])), main form:has(textarea)'


def new_links(page: Page, found: set[str]) -> list[str]:
    """One address of each kind that the page leads to, and that was not found before."""
    ahead = []
    for url in page.evaluate(LINKS):
        if kind_of(url) not in found and not kind_of(url).endswith((".pdf", ".csv", ".json")):
            found.add(kind_of(url))
            ahead.append(url)
    return ahead


def sent_empty(page: Page) -> bool:
    """Send the page's first form that one writes in, emptied. False when there is none."""
    form = page.locator(WRITTEN).first
    if not form.count():
        return False
    for box in form.locator("input[type=text], input[type=date], input[type=time], textarea").all():
        if box.is_visible():  # what is folded is empty already
            box.fill("")
    form.get_by_role("button").last.click()
    page.wait_for_load_state()
    return True


@pytest.mark.parametrize(
    ("guest", "start"),
    [
        ("agda", "/min-plan/"),
        ("helena", "/patienter/"),
        ("per", "/granska/"),
        ("eva", "/mallar/"),
        ("nora", "/kunskap/redaktion/"),
    ],
)
def test_whatever_can_be_reached_is_for_everybody(look_in: Visit, faults_on: Look, guest: str, start: str) -> None:
    page = look_in(guest)
    ahead, found, faults = [start], {kind_of(start)}, {}
    while ahead:
        url = ahead.pop()
        page.goto(url)
        ahead += new_links(page, found)
        kind = kind_of(url)
        if kind in ONLY_READ or OF_ALL.get(kind, guest) != guest:
            continue
        if kind not in LOOKED_AT:
            faults[kind] = faults_on(page, NARROW_AND_WIDE)
        if sent_empty(page):
            faults[f"{kind} sent empty"] = faults_on(page, [320])
    assert {kind: found for kind, found in faults.items() if found} == {}
