"""What is looked for is found: also what is wrong at one width alone."""

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import Eyes

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="sv"><head><title>En sida</title><style>
    p {{ color: #000; background: #fff }} {style}
</style></head><body><main><h1>En sida</h1><p id="one">Något att läsa.</p><p>Något mer.</p></main></body></html>"""
PALE = "#one { color: #ddd }"
WIDE = "@media (min-width: 1000px)"


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("", []),
        (PALE, [(320, "color-contrast")]),  # and not told again at each width
        (f"{WIDE} {{ {PALE} }}", [(1280, "color-contrast")]),
        (f"{WIDE} {{ #one {{ background: #222 }} }}", [(1280, "color-contrast")]),
        (f"#one {{ color: #ddd; display: none }} {WIDE} {{ #one {{ display: block }} }}", [(1280, "color-contrast")]),
        (f"{WIDE} {{ main {{ width: 2000px }} }}", [(1280, "728 px too wide")]),
    ],
)
def test_what_is_wrong_is_found_at_the_width_where_it_is(
    chromium: Browser, style: str, found: list[tuple[int, str]]
) -> None:
    page = chromium.new_page()
    page.set_content(PAGE.format(style=style))
    assert [(width, fault) for width, fault, *_ in Eyes().faults_on(page)] == found
    page.close()
