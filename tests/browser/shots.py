"""`python -m tests.browser.shots [WORDS]`: pictures of the main pages, phone and desk, in var/shots.

Runs beside the servers (`make shots`), migrates and loads the demo itself. WORDS: only pages with them in their name.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import Page

from tests.browser.site import browsing, serving
from tests.guards.tree import ROOT

FOLDER = ROOT / "var" / "shots"
WIDTHS = {"phone": 390, "desk": 1280}
HEIGHT = 900


def main(words: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")
    os.environ["DEMO"] = "1"
    django.setup()
    subprocess.run([sys.executable, "bin/prepare"], cwd=ROOT, check=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    log = Path(tempfile.mkdtemp()) / "gunicorn.log"
    with serving(os.environ["DATABASE_URL"], log) as site, browsing() as browser:
        for name in chosen(words):
            page = browser.new_page(base_url=site, viewport={"width": WIDTHS["phone"], "height": HEIGHT})
            take(page, name)
            page.context.close()


def chosen(words: str) -> list[str]:
    from tests.browser.states import STATES  # noqa: PLC0415 -- it needs Django to be ready

    return [name for name in STATES if words in name]


def take(page: Page, name: str) -> None:
    from tests.browser.states import STATES  # noqa: PLC0415 -- it needs Django to be ready

    state = STATES[name]
    if state.guest:
        page.goto("/")
        page.locator(f'form[action="/demo/logga-in/{state.guest}/"] button').click()
    state.way(page)
    for device, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        path = FOLDER / f"{name.replace(' ', '-')}-{device}.png"
        page.screenshot(path=path, full_page=True)
        print(path.relative_to(ROOT))  # noqa: T201 -- it speaks to a person


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
