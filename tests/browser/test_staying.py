"""The page warns before the time is out, and nothing that is written is lost when it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.looking import Look

pytestmark = pytest.mark.browser


def waits(page: Page, minutes: int) -> None:
    page.clock.fast_forward(minutes * 60 * 1000)


def opens(visit: Visit, url: str) -> Page:
    """With a clock that the test moves, begun before the page. Logged in anew: other tests share the usual session."""
    page = visit()
    page.goto("/")
    page.locator('form[action="/demo/logga-in/anna/"] button').click()
    page.clock.install()
    page.goto(url)
    return page


def test_the_warning_comes_takes_focus_and_lets_one_stay(visit: Visit, faults_on: Look) -> None:
    page = opens(visit, "/patienter/")
    warning = page.get_by_role("alertdialog", name="Är du kvar?")
    expect(warning).to_be_hidden()
    waits(page, 13)
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button")).to_be_focused()
    assert faults_on(page) == []
    page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    waits(page, 12)
    expect(warning).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("Patienter")


def test_what_is_written_is_kept_and_the_page_goes_away(visit: Visit, faults_on: Look) -> None:
    page = opens(visit, "/patienter/ny-kontakt/")
    page.get_by_label("Personnummer eller samordningsnummer").fill("19410312-9")
    waits(page, 15)
    expect(page.get_by_text("Du har loggats ut")).to_be_visible()
    page.locator('form[action="/demo/logga-in/anna/"] button').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det du skrev finns kvar")
    assert faults_on(page) == []
    page.get_by_role("button", name="Skicka igen").click()
    expect(page.get_by_label("Personnummer eller samordningsnummer")).to_have_value("19410312-9")


def test_a_draft_that_is_about_to_be_kept_does_not_take_what_is_kept_away(visit: Visit) -> None:
    """Both at once: the draft's answer, of a session that is no more, would end the one that holds what was written."""
    page = opens(visit, "/patienter/")
    page.get_by_role("rowheader").get_by_role("link", name="Andersson, Agda").first.click()
    page.get_by_role("link", name="Ny överenskommelse").click()
    page.get_by_label("Viktigt för patienten, med patientens egna ord").fill("Att inte bli avbruten")
    waits(page, 15)
    expect(page.get_by_text("Du har loggats ut")).to_be_visible()
    page.locator('form[action="/demo/logga-in/anna/"] button').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det du skrev finns kvar")
