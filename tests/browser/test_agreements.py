"""The two main tasks with the keyboard alone: a nurse writes an agreement; the patient answers and does her part."""

import pytest
from playwright.sync_api import Page, Route, expect

from agreements.services.texts import BLANK
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
ENOUGH = 150  # more stops than any page has


def tab_to(page: Page, label: str, *, role: str = "") -> None:
    """Press Tab until the field, the choice, the link or the button has focus."""
    named = page.get_by_role(role, name=label) if role else page.get_by_label(label, exact=True)
    wanted = named.or_(page.get_by_role("button", name=label, exact=True)).first.element_handle()
    for _ in range(ENOUGH):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {label}")


def opens_new_agreement(page: Page, patient: str) -> None:
    page.goto("/patienter/")
    page.get_by_role("rowheader").get_by_role("link", name=patient).first.click()
    page.get_by_role("link", name="Ny överenskommelse").press("Enter")


def test_anna_writes_an_agreement_with_the_keyboard_at_320_px_without_javascript(visit: Visit) -> None:
    page = visit("anna", java_script_enabled=False, viewport={"width": 320, "height": 800})
    opens_new_agreement(page, "Andersson, Agda")
    for label, words in (
        ("Vad gäller överenskommelsen?", "Promenader"),
        ("Viktigt för patienten, med patientens egna ord", "Att orka gå till kyrkan"),
    ):
        tab_to(page, label)
        page.keyboard.type(words)
    for part, words in (("patient", "går en runda varje dag"), ("care", "ringer om en vecka")):
        page.locator(f"#{part}-0-what").focus()
        page.keyboard.type(words)
    tab_to(page, "Ansvarig rad 1")
    page.keyboard.type("Anna")
    for label, words in (("Nästa steg", "Anna ringer"), ("Senast", "31 februari")):
        tab_to(page, label)
        page.keyboard.type(words)
    tab_to(page, "Hur följs det upp?")
    page.keyboard.type("I telefon")
    # Radio buttons are one stop: the arrow chooses.
    tab_to(page, "Vi är överens, här vid mötet")
    page.keyboard.press("Space")
    tab_to(page, "Spara överenskommelsen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Skriv ett datum som finns")
    expect(page.get_by_label("Senast", exact=True)).to_have_value("31 februari")
    page.get_by_label("Senast", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("2027-02-28")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Promenader")).to_contain_text("går en runda varje dag")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_anna_writes_from_a_template_and_has_the_sheet_before_they_stand_up(visit: Visit) -> None:
    page = visit("anna")
    opens_new_agreement(page, "Karlsson, Sven")
    tab_to(page, "Utgå från en mall")
    page.get_by_label("Utgå från en mall").select_option("Hjärtsvikt")
    tab_to(page, "Hämta mallen")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Vad gäller överenskommelsen?")).not_to_be_empty()
    tab_to(page, "Viktigt för patienten, med patientens egna ord")
    page.keyboard.type("Att sitta i trädgården när våren kommer.")
    expect(page.get_by_role("complementary")).to_contain_text("Att sitta i trädgården")
    expect(page.get_by_role("complementary").get_by_role("status")).to_contain_text("Utkastet sparades")
    page.locator("#next_what").focus()
    page.keyboard.type("Anna ringer")
    tab_to(page, "Senast")
    page.keyboard.type("2027-02-28")
    for who in page.get_by_label("Ansvarig").all():
        if not who.input_value():
            who.focus()
            page.keyboard.type("Anna Berg")
    for box in page.locator("[data-draft] textarea").all():
        while BLANK in box.input_value():  # it is selected when one comes to its box
            box.blur()
            box.focus()
            page.keyboard.type("2")
    expect(page.locator("#patient-4-what")).to_have_value("ringer när vikten har ökat 2 kilo på 2 dagar")
    tab_to(page, "Vi är överens, här vid mötet")
    page.keyboard.press("Space")
    with page.expect_response("**/utskrift.pdf") as sheet:
        tab_to(page, "Vi är överens, skriv ut")
        page.keyboard.press("Enter")
    assert sheet.value.headers["content-type"] == "application/pdf"
    page.goto("/patienter/")
    expect(page.locator("main")).to_contain_text("Överenskommelsen är sparad, och gäller.")


def test_anna_fetches_a_template_after_she_has_begun_and_comes_back_to_what_she_wrote(visit: Visit) -> None:
    page = visit("anna")
    opens_new_agreement(page, "Karlsson, Sven")
    page.locator("#patient-0-what").fill("sitter i trädgården")
    tab_to(page, "Utgå från en mall")
    page.get_by_label("Utgå från en mall").select_option("Hjärtsvikt")
    tab_to(page, "Räkna dagar från")
    page.keyboard.press("Enter")
    expect(page.locator(".notice").first).to_contain_text("Det du har skrivit står kvar.")
    expect(page.locator("#patient-0-what")).to_have_value("sitter i trädgården")
    expect(page.locator("#patient-1-what")).not_to_be_empty()
    page.get_by_role("button", name="Spara överenskommelsen").last.click()
    expect(page.get_by_role("link", name="Är ni överens: Välj hur ni är överens.")).to_be_visible()
    expect(page.get_by_role("complementary").get_by_role("status")).to_contain_text("Utkastet sparades")
    page.goto("/patienter/")
    page.go_back()
    expect(page.locator("#patient-0-what")).to_have_value("sitter i trädgården")
    expect(page.locator("#patient-1-what")).not_to_be_empty()


@pytest.mark.parametrize("has_javascript", [True, False])
def test_a_link_to_a_folded_part_opens_it(visit: Visit, has_javascript: bool) -> None:
    page = visit("anna", java_script_enabled=has_javascript)
    opens_new_agreement(page, "Karlsson, Sven")
    expect(page.locator("#coordination")).to_be_hidden()
    page.get_by_role("complementary").get_by_role("link", name="Behov av samordning").press("Enter")
    expect(page.locator("#coordination")).to_be_visible()


def test_what_is_typed_while_the_line_is_down_is_kept_when_it_is_back(visit: Visit) -> None:
    page = visit("anna", cut_off=("overenskommelser/utkast/", "htmx-2.min.js"))
    opens_new_agreement(page, "Andersson, Agda")
    page.route("**/overenskommelser/utkast/", lambda route: route.abort())
    page.get_by_label("Viktigt för patienten, med patientens egna ord").fill("Att inte tappa bort något")
    expect(page.get_by_role("complementary").get_by_role("status")).to_contain_text("Ingen kontakt just nu.")
    page.unroute("**/overenskommelser/utkast/")
    expect(page.get_by_role("complementary").get_by_role("status")).to_contain_text("Utkastet sparades", timeout=15_000)
    page.goto("/patienter/")
    opens_new_agreement(page, "Andersson, Agda")
    page.get_by_role("link", name="Fortsätt:").first.click()
    expect(page.get_by_label("Viktigt för patienten, med patientens egna ord")).to_have_value(
        "Att inte tappa bort något"
    )


def test_what_is_typed_before_the_script_has_come_is_kept_too(visit: Visit) -> None:
    page, held = visit("anna"), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/js/draft*.js", hold)
    page.goto("/patienter/")
    page.get_by_role("rowheader").get_by_role("link", name="Andersson, Agda").first.click()
    page.get_by_role("link", name="Ny överenskommelse").click(no_wait_after=True)
    page.get_by_label("Viktigt för patienten, med patientens egna ord").fill("Att inte vänta på ett skript")
    held[0].continue_()
    expect(page.get_by_role("complementary").get_by_role("status")).to_contain_text("Utkastet sparades")
    page.unroute("**/js/draft*.js")
    page.reload()
    expect(page.get_by_label("Viktigt för patienten, med patientens egna ord")).to_have_value(
        "Att inte vänta på ett skript"
    )


def test_elsa_says_yes_and_ticks_off_with_the_keyboard_without_javascript(visit_alone: Visit) -> None:
    page = visit_alone("elsa", java_script_enabled=False)
    page.goto("/min-plan/")
    tab_to(page, "Ja, det stämmer", role="button")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Tack! Ditt ja är sparat")
    tab_to(page, "Gjort säger till om dosetten är tom", role="button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Hjälp med medicinen")).to_contain_text("Klart")
