"""Reading by reading, with one key and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.looking import Look

pytestmark = pytest.mark.browser


def test_per_goes_through_the_readings_with_one_key_each_without_javascript(visit: Visit) -> None:
    page = visit("per", java_script_enabled=False)
    page.goto("/granska/")
    fine = page.get_by_role("button", name="Inget att anmärka")
    left = fine.count()
    assert left > 2
    for done in (1, 2):
        expect(fine.first).to_be_focused()
        page.keyboard.press("Enter")
        expect(fine).to_have_count(left - done)


def test_per_is_led_to_the_note_that_is_missing(visit: Visit, faults_on: Look) -> None:
    page = visit("per", viewport={"width": 320, "height": 800})
    page.goto("/granska/")
    page.locator("summary").first.click()
    page.get_by_role("button", name="Ska utredas").first.click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert faults_on(page) == []
    page.get_by_role("link", name="Skriv en anteckning om vad som ska utredas eller vad som var fel.").click()
    expect(page.locator("#id_note")).to_be_focused()
    page.keyboard.type("Chefen frågar.")
    page.get_by_role("button", name="Ska utredas").first.click()
    page.get_by_role("link", name="Granskade").click()
    expect(page.get_by_text("Chefen frågar.").first).to_be_visible()
    assert faults_on(page) == []


def test_agda_asks_and_per_answers(visit: Visit, faults_on: Look) -> None:
    page = visit("agda", viewport={"width": 320, "height": 800})
    page.goto("/vem-har-last/")
    # Not one of Per's own: those he cannot answer for.
    read = page.locator("tr", has_text="Läste din plan")
    read.get_by_role("link", name="Fråga om raden").first.click()
    page.get_by_label("Vad undrar du?").fill("Vem är det här?")
    page.get_by_role("button", name="Skicka frågan").click()
    expect(page.get_by_role("status")).to_contain_text("Din fråga är skickad.")
    asked = page.url
    reviewer = visit("per")
    reviewer.goto("/granska/")
    reviewer.locator("#concerns ~ ul a").last.click()
    expect(reviewer.get_by_text("Vem är det här?")).to_be_visible()
    reviewer.get_by_label("Svar till patienten").fill("Det var vi, inför din tid.")
    reviewer.get_by_role("button", name="Skicka svaret").click()
    expect(reviewer.get_by_role("status")).to_have_text("Svaret är skickat till patienten.")
    page.goto(asked)
    expect(page.get_by_text("Det var vi, inför din tid.")).to_be_visible()
    assert faults_on(page) == []
