"""`write`: a nurse writes an agreement from a template with the keyboard, at the pace of a person: seconds against 90.

Five keys a second, and half a second to find each field.
"""

import tempfile
import time
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page

from agreements.services.texts import BLANK
from tests.bench.result import Result
from tests.browser.site import browsing, serving
from tests.databases import Databases

KEY_MS, FIND_MS = 200, 500
FLOOR = 90.0
ROUNDS = 3


def write() -> Result:
    databases = Databases.from_environment(f"patientkontrakt_bench_{uuid4().hex[:8]}")
    log = Path(tempfile.mkdtemp()) / "gunicorn.log"
    try:
        with databases.copy(databases.demo) as mine, serving(str(mine), log) as site, browsing() as browser:
            page = browser.new_page(base_url=site, viewport={"width": 1280, "height": 900})
            page.goto("/")
            page.locator('form[action="/demo/logga-in/anna/"] button').click()
            took = tuple(_seconds(page) for _ in range(ROUNDS))
    finally:
        databases.drop_all()
    return Result(took, (FLOOR,) * ROUNDS, goal=1.0, unit="s", at_least=False)


def _seconds(page: Page) -> float:
    """From the patient's plan to the sheet on the screen."""
    page.goto("/patienter/")
    page.get_by_role("rowheader").get_by_role("link", name="Karlsson, Sven").first.click()
    began = time.perf_counter()
    page.get_by_role("link", name="Ny överenskommelse").press("Enter")
    page.wait_for_timeout(FIND_MS + len("Hjärts") * KEY_MS)
    page.get_by_label("Utgå från en mall").select_option("Hjärtsvikt")
    _presses(page, "Hämta mallen")
    _writes(page, "Viktigt för patienten, med patientens egna ord", "Att sitta i trädgården när våren kommer.")
    _fills_blanks(page)
    for who in page.get_by_label("Ansvarig").all():
        if not who.input_value():
            page.wait_for_timeout(FIND_MS)
            who.press_sequentially("Anna", delay=KEY_MS)
    for box, words in (("#next_what", "Anna ringer om en vecka"), ("#next_latest", "2027-02-28")):
        page.wait_for_timeout(FIND_MS)
        if not page.locator(box).input_value():  # the template may have a first step
            page.locator(box).press_sequentially(words, delay=KEY_MS)
    page.get_by_label("Vi är överens, här vid mötet").press("Space")
    with page.expect_response("**/utskrift.pdf") as sheet:
        _presses(page, "Vi är överens, skriv ut")
    assert sheet.value.ok, sheet.value.status
    return time.perf_counter() - began


def _writes(page: Page, label: str, words: str) -> None:
    page.wait_for_timeout(FIND_MS)
    page.get_by_label(label, exact=True).first.press_sequentially(words, delay=KEY_MS)


def _fills_blanks(page: Page) -> None:
    """What the template leaves to the two of them is selected when one comes to its box, and typed over."""
    for box in page.locator("[data-draft] textarea").all():
        while BLANK in box.input_value():
            page.wait_for_timeout(FIND_MS)
            box.blur()
            box.press_sequentially("2", delay=KEY_MS)


def _presses(page: Page, button: str) -> None:
    page.wait_for_timeout(FIND_MS)
    page.get_by_role("button", name=button).first.press("Enter")
