"""Every page and state at three widths: no violation of axe's rules, no exclusions, nothing to scroll sideways for.

And where a script changes what is on the page, its words are the same without. Elsewhere there is none but the one that
warns who is about to be logged out (test_staying).
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.looking import WIDTHS, Look
from tests.browser.states import STATES, kind_of

pytestmark = pytest.mark.browser
SAID = """() => {
    const kept = [...document.querySelectorAll("[data-kept]")];
    kept.forEach(each => { each.style.display = "none"; });
    const said = document.body.innerText;
    kept.forEach(each => { each.style.display = ""; });
    return said;
}"""
IS_SCRIPTED = "() => [...document.scripts].some(script => !script.src.includes('/stay.'))"


def come_to(page: Page, name: str) -> Page:
    state = STATES[name]
    state.way(page)
    expect(page.locator("body")).to_contain_text(state.shows)
    assert state.where in {"", kind_of(page.url)}
    return page


def said_on(page: Page) -> str:
    """All words, but when the draft was kept: that is a script's to say."""
    return str(page.evaluate(SAID))


@pytest.mark.parametrize("name", STATES)
def test_the_page_is_for_everybody_at_every_width_and_says_the_same_without_javascript(
    look_in: Visit, faults_on: Look, name: str
) -> None:
    page = come_to(look_in(STATES[name].guest), name)
    said = said_on(page)
    assert faults_on(page) == []
    if page.evaluate(IS_SCRIPTED):
        said_wide = said_on(page)
        plain = come_to(look_in(STATES[name].guest, java_script_enabled=False), name)
        assert said_on(plain) == said
        plain.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        assert said_on(plain) == said_wide
        assert len(said) > 200
