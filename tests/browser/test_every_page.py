"""Whatever a guest can reach by links: each address once, and each form sent empty."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.looking import NARROW_AND_WIDE, faults_on

pytestmark = pytest.mark.browser

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)[0-9]+(?=/)")
LINKS = "() => [...document.querySelectorAll('a[href^=\"/\"]')].map(each => each.getAttribute('href'))"
# Looked at as a state of their own, or no page.
KNOWN = {
    "/",
    "/min-plan/",
    "/vem-har-last/",
    "/patienter/",
    "/demo/telefon/",
    "/min-plan/*/",
    "/patient/*/",
    "/granska/",
}
WRITTEN = 'main form:has(input:not([type="hidden"])), main form:has(textarea)'


def kind_of(url: str) -> str:
    """An address without its ids."""
    return ID.sub("*", url.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0])


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
def test_whatever_can_be_reached_is_for_everybody(visit: Visit, guest: str, start: str) -> None:
    page = visit(guest)
    ahead, found, faults = [start], {kind_of(start)}, {}
    while ahead:
        url = ahead.pop()
        page.goto(url)
        ahead += new_links(page, found)
        kind = kind_of(url)
        if kind in KNOWN:
            continue
        faults[kind] = faults_on(page, NARROW_AND_WIDE)
        if sent_empty(page):
            faults[f"{kind} sent empty"] = faults_on(page, [320])
    assert {kind: found for kind, found in faults.items() if found} == {}
