"""Times: the patient answers, and staff book, move and cancel. Without a mouse, without JavaScript, at 320 px."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.looking import Look
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}


def test_fatima_says_that_the_time_suits_with_the_keyboard(visit: Visit, faults_on: Look) -> None:
    page = visit("fatima", viewport=PHONE)
    page.goto("/min-plan/")
    other_tab = page.context.new_page()
    other_tab.goto("/min-plan/")
    tab_to(page, "Tiden passar för Ögonbottenundersökning")
    page.keyboard.press("Enter")
    told = page.get_by_role("status")
    expect(told).to_have_text("Tack! Nu vet mottagningen att tiden passar.")
    expect(told).to_be_focused()
    expect(page.get_by_role("button", name="Tiden passar")).to_have_count(0)
    assert faults_on(page) == []
    page.reload()
    expect(page.get_by_role("status")).to_have_count(0)

    other_tab.get_by_role("button", name="Tiden passar").click()
    expect(other_tab.get_by_role("alert")).to_be_focused()
    expect(other_tab.get_by_role("alert")).to_contain_text("Tiden är redan överenskommen.")
    assert faults_on(other_tab) == []


def test_elsa_asks_for_another_time_without_javascript_and_is_told_when_she_does_so_twice(visit: Visit) -> None:
    page = visit("elsa", viewport=PHONE, java_script_enabled=False)
    page.goto("/min-plan/")
    page.get_by_role("link", name="Jag behöver en annan tid för Samtal om hemtjänsten").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passar tiden?")
    other_tab = page.context.new_page()
    other_tab.goto(page.url)
    page.get_by_label("När passar det bättre?").fill("Helst när Mikael kan vara med")
    page.get_by_role("button", name="Be om en annan tid").click()
    expect(page.get_by_role("status")).to_contain_text("Tack! Mottagningen vet att du behöver en annan tid.")
    expect(page.get_by_text("Du har bett om en annan tid").first).to_be_visible()
    other_tab.get_by_role("button", name="Tiden passar").click()
    expect(other_tab.get_by_role("alert")).to_contain_text("Det finns redan ett önskemål om en annan tid.")
    expect(other_tab).to_have_title(re.compile("^Fel: "))
    expect(other_tab.get_by_text("Helst när Mikael kan vara med")).to_be_visible()


def test_elsa_prepares_a_visit_without_javascript_and_loses_nothing_to_another_tab(
    visit: Visit, faults_on: Look
) -> None:
    page = visit("elsa", viewport=PHONE, java_script_enabled=False)
    page.goto("/min-plan/")
    page.get_by_role("link", name=re.compile("^(Förbered besöket|Ändra det du har förberett) för")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Förbered besöket")
    other_tab = page.context.new_page()
    other_tab.goto(page.url)
    page.get_by_label("Vad är viktigast för dig just nu?").fill("Att kunna laga min mat")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_contain_text("Mottagningen kan läsa det före besöket.")
    page.get_by_text("Du har förberett besöket").first.click()
    expect(page.get_by_text("Att kunna laga min mat")).to_be_visible()
    other_tab.get_by_label("Vad vill du fråga om?").fill("Kan Mikael vara med?")
    other_tab.get_by_role("button", name="Spara").click()
    expect(other_tab.get_by_role("alert")).to_contain_text("Någon har ändrat texten")
    expect(other_tab.get_by_text("Att kunna laga min mat")).to_be_visible()
    expect(other_tab.get_by_label("Vad vill du fråga om?")).to_have_value("Kan Mikael vara med?")
    told = visit("elsa", viewport=PHONE)
    told.goto("/min-plan/")
    expect(told.get_by_text("Du har förberett besöket").first).to_be_visible()
    assert faults_on(told) == []


def test_lena_books_moves_and_cancels_with_the_keyboard(visit: Visit, faults_on: Look) -> None:
    page = visit("lena", viewport=PHONE)
    page.goto("/patienter/")
    tab_to(page, "Sund, Petra")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Patientens plan")
    tab_to(page, "Boka tid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Boka tid")
    day = _working_day_ahead()
    page.get_by_label("Vad gäller tiden?").focus()
    page.keyboard.type("Samtal om höften")
    page.get_by_label("Dag", exact=True).fill(day.isoformat())
    page.get_by_label("Klockan").fill("07:15")
    page.get_by_label("Vi har kommit överens om tiden nu").focus()
    page.keyboard.press("Space")
    tab_to(page, "Boka tiden")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Tiden är bokad.")

    tab_to(page, "Flytta Samtal om höften")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Klockan")).to_have_value("07:15")
    page.get_by_label("Klockan").fill("")
    page.get_by_label("Patienten har själv valt tiden").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    assert faults_on(page) == []
    tab_to(page, "Skriv ett klockslag, till exempel 09:20.")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Klockan")).to_be_focused()
    page.get_by_label("Klockan").fill("07:45")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Tiden är flyttad.")
    expect(page.get_by_text("kl. 07.45").first).to_be_visible()

    tab_to(page, "Avboka Samtal om höften")
    page.keyboard.press("Enter")
    page.get_by_label("Varför avbokas tiden?").focus()
    page.keyboard.type("Provtid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Tiden är avbokad.")
    assert faults_on(page) == []


def test_helena_hands_over_a_contact_without_javascript(visit: Visit) -> None:
    page = visit("helena", viewport=PHONE, java_script_enabled=False)
    page.goto("/patienter/")
    page.get_by_role("link", name="Wiklund, Jonas").click()
    page.get_by_role("link", name="Avsluta eller lämna över").first.click()
    page.get_by_label("Någon annan tar över").check()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_contain_text("Välj en person, eller skriv ett team.")
    page.get_by_label("Vem?").select_option(label="Maria Lind, distriktsläkare")
    page.get_by_label("Vid ett möte").check()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_have_text("Uppdraget är överlämnat.")
    expect(page.get_by_role("region", name="Patient", exact=True)).to_contain_text("Fast vårdkontakt: Maria Lind")


def _working_day_ahead() -> date:
    """About five weeks from now: nobody of the demo's has a time then, early in the morning."""
    found = datetime.now(UTC).date() + timedelta(days=35)
    while found.weekday() > 4:
        found += timedelta(days=1)
    return found
