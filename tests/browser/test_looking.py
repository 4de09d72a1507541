"""What is looked for is found: also what is wrong at one width alone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import WIDTHS, Eyes

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
        (PALE, [(width, "color-contrast") for width in WIDTHS]),
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


PLAIN = """<!doctype html><html lang="sv"><head><title>En sida</title><style>
    p, b {{ color: #000; background: #fff }} {style}
</style></head><body><main><h1>En sida</h1>{body}</main></body></html>"""
PALE_WORDS = ".x { color: #ccc }"
TWELVE, ONE = '<p class="x">tolv saker</p>', '<p class="x">1</p>'
HIDDEN = '<p class="x" hidden>dolda ord</p>'
ON_TOP = """.box { position: relative; height: 80px } .dark { background: #222; height: 60px }
    .t { position: absolute; top: 0; left: 0; color: #000; background: none }"""
CLEAR = ".g { background: color-mix(in srgb, #fff 0%, transparent) } .t { background: none; color: #000 }"


@pytest.mark.parametrize(
    ("style", "pages"),
    [
        (PALE_WORDS, (ONE, TWELVE)),  # a single letter is not judged
        (PALE_WORDS, (TWELVE + ONE,)),
        (PALE_WORDS, (TWELVE, TWELVE)),  # what was wrong is wrong again
        (f"{PALE_WORDS} [hidden] {{ display: block; visibility: hidden }}", (TWELVE + HIDDEN,)),
        ("", ("<div><p>Hej alla barn</p></div>", '<div style="opacity: .3"><p>Hej alla barn</p></div>')),
        (ON_TOP, ('<div class="box"><div></div><p class="t">Hej alla</p></div>',
                  '<div class="box"><div class="dark"></div><p class="t">Hej alla</p></div>')),
        (CLEAR, ('<div style="background: #fff"><div class="g"><p class="t">Hej alla</p></div></div>',
                 '<div style="background: #222"><div class="g"><p class="t">Hej alla</p></div></div>')),
    ],
)  # fmt: skip
def test_what_looks_good_elsewhere_is_no_excuse(chromium: Browser, style: str, pages: tuple[str, ...]) -> None:
    eyes, page = Eyes(), chromium.new_page()
    for body in pages:
        page.set_content(PLAIN.format(style=style, body=body))
        faults = eyes.faults_on(page)
    assert {fault for _, fault, *_ in faults} == {"color-contrast"}
    page.close()


def test_what_stands_on_top_is_judged_before_anything_good_was_seen(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(
        PLAIN.format(style=ON_TOP, body='<div class="box"><div class="dark"></div><p class="t">Hej</p></div>')
    )
    assert [fault for _, fault, *_ in Eyes().faults_on(page, [320])] == ["color-contrast"]
    page.close()


def test_a_look_that_could_not_be_judged_everywhere_is_no_good_one(chromium: Browser) -> None:
    """Of what something lies over, axe does not know."""
    page, known, unsure = chromium.new_page(), Eyes(), Eyes()
    style = ".r { position: relative } i { position: absolute; inset: 0; background: #222 }"
    words = '<div class="r"><p>tolv saker</p></div><div class="r"><b>tretton saker</b></div>'
    covered = words.replace("</div>", "<i></i></div>")
    for eyes, body in ((known, words), (unsure, words + covered)):
        page.set_content(PLAIN.format(style=style, body=body))
        assert eyes.faults_on(page) == []
    page.close()
    assert len(known.good) == 3
    assert len(known.good & unsure.good) == 1  # the heading


def test_what_others_found_good_is_taken_from_the_notebook_in_whole_lines(chromium: Browser, tmp_path: Path) -> None:
    notebook, page = tmp_path / "good", chromium.new_page()
    page.set_content(PLAIN.format(style="", body="<p>Hej alla</p>"))
    one, other = Eyes(notebook=notebook), Eyes(notebook=notebook)
    assert one.faults_on(page) == []
    with notebook.open("a") as begun:
        begun.write("12")
    page.set_content(PLAIN.format(style="", body="<b>Hej på er</b>"))
    alone = Eyes()
    assert (alone.faults_on(page), other.faults_on(page)) == ([], [])
    assert one.good - alone.good
    assert other.good == one.good | alone.good
    page.close()


@pytest.mark.parametrize(
    ("body", "gone", "fault"),
    [
        ('<button><i aria-hidden="true">+</i><span class="w">Spara</span></button>', ".w", "button-name"),
        ("<p>Hej du</p>", "h1", "page-has-heading-one"),
    ],
)
def test_what_is_missed_when_it_is_out_of_sight_is_found(chromium: Browser, body: str, gone: str, fault: str) -> None:
    page = chromium.new_page()
    page.set_content(PLAIN.format(style=f"@media (min-width: 700px) {{ {gone} {{ display: none }} }}", body=body))
    assert {found for width, found, *_ in Eyes().faults_on(page) if width >= 700} == {fault}
    page.close()
