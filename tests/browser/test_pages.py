"""Every page and state at three widths: no violation of axe's rules, no exclusions, nothing to scroll sideways for."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.looking import faults_on
from tests.browser.states import STATES

pytestmark = pytest.mark.browser


def come_to(page: Page, name: str) -> Page:
    state = STATES[name]
    state.way(page)
    expect(page.locator("body")).to_contain_text(state.shows)
    return page


@pytest.mark.parametrize("name", STATES)
def test_the_page_is_for_everybody_at_every_width(visit: Visit, name: str) -> None:
    assert faults_on(come_to(visit(STATES[name].guest), name)) == []


@pytest.mark.parametrize("name", [name for name in STATES if not name.isdigit()])
def test_the_page_says_the_same_without_javascript(visit: Visit, name: str) -> None:
    told = [come_to(visit(STATES[name].guest, java_script_enabled=on), name) for on in (True, False)]
    texts = [page.locator("body").inner_text() for page in told]
    assert texts[0] == texts[1]
    assert len(texts[0]) > 200
