"""Without a mouse: from the start page to the plan and out again, and a patient looked for."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SEEN = """() => {
    const style = getComputedStyle(document.activeElement);
    return document.activeElement.matches(":focus-visible")
        && (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none");
}"""
FOCUSED = "() => (document.activeElement.innerText || document.activeElement.id || '').trim().replace(/\\s+/g, ' ')"


def tab_to(page: Page, words: str) -> None:
    """Press Tab until it is there; each stop on the way can be seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert page.evaluate(SEEN), f"the focus cannot be seen: {at}"
        if at == words:
            return
    pytest.fail(f"one cannot come to {words} with Tab")


def test_agda_logs_in_reads_her_plan_and_logs_out(visit: Visit) -> None:
    page = visit()
    page.goto("/")
    tab_to(page, "Logga in som Agda")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Min plan")
    tab_to(page, "Logga ut")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("En plan för din vård")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("En plan för din vård")


def test_the_first_stop_leads_past_the_head_of_the_page(visit: Visit) -> None:
    page = visit("agda")
    page.goto("/min-plan/")
    tab_to(page, "Hoppa till innehållet")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_johan_looks_for_a_patient_and_is_led_to_what_was_wrong(visit: Visit) -> None:
    page = visit("johan")
    page.goto("/patienter/")
    tab_to(page, "id_number")
    page.keyboard.type("19410312-2381")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Numret stämmer inte.")
    tab_to(page, "Numret stämmer inte. Skriv tolv siffror: ÅÅÅÅMMDD-NNNN.")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Personnummer eller samordningsnummer")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("19410312-2380")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Patient", exact=True)).to_contain_text("Agda Andersson")


def test_what_was_earlier_opens_with_the_keyboard(visit: Visit) -> None:
    page = visit("agda")
    page.goto("/vem-har-last/")
    page.goto("/min-plan/")
    for summary in page.locator("summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    assert page.locator("details:not([open])").count() == 0
