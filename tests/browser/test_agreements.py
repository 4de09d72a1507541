"""An agreement is written at 320 px, with the keyboard alone and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the field, the choice or the button has focus."""
    wanted = page.get_by_label(label, exact=True).or_(page.get_by_role("button", name=label, exact=True)).first
    for _ in range(60):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {label}")


def test_anna_writes_an_agreement_with_the_keyboard_at_320_px_without_javascript(visit: Visit) -> None:
    page = visit("anna", java_script_enabled=False, viewport={"width": 320, "height": 800})
    page.goto("/patienter/")
    page.get_by_role("rowheader").get_by_role("link", name="Andersson, Agda").first.click()
    page.get_by_role("link", name="Ny överenskommelse").press("Enter")
    for label, words in (
        ("Vad gäller överenskommelsen?", "Promenader"),
        ("Viktigt för patienten, med patientens egna ord", "Att orka gå till kyrkan"),
        ("Det här gör patienten", "går en runda varje dag"),
        ("Nästa steg", "Anna ringer"),
        ("Senast", "31 februari"),
    ):
        tab_to(page, label)
        page.keyboard.type(words)
    # Radio buttons are one stop: the arrow chooses.
    tab_to(page, "Vi är överens, här vid mötet")
    page.keyboard.press("Space")
    tab_to(page, "Spara överenskommelsen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Skriv ett datum som finns")
    expect(page.get_by_label("Senast", exact=True)).to_have_value("31 februari")
    tab_to(page, "Senast")
    page.keyboard.press("Control+A")
    page.keyboard.type("2027-02-28")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Promenader")).to_contain_text("går en runda varje dag")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
