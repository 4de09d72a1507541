"""One page to one PDF that reaches nothing."""

import io
import logging
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pypdf import PdfReader

from paper.look import Font, Look, our_look
from paper.press import _dress, press
from paper.render import PaperError, render
from tests.paper.reading import squashed, text_of

PLAIN = Look(())


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="sv"><head><title>Prov</title>{head}</head><body>{body}</body></html>'


@contextmanager
def listener() -> Iterator[tuple[str, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", server


def has_been_called(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


POINTING = {
    "a picture": '<img src="{}" alt="x">',
    "a background": '<p style="background: url({})">x</p>',
    "a bullet": '<ul style="list-style-image: url({})"><li>x</ul>',
    "content": '<style>p::before {{ content: url("{}") }}</style><p>x</p>',
    "an import": '<style>@import "{}";</style>',
    "an imported url": "<style>@import url({});</style>",
    "a style sheet": '<link rel="stylesheet" href="{}">',
    "a font": '<style>@font-face {{ font-family: x; src: url("{}") }}</style><p style="font-family: x">x</p>',
    "colours": '<style>@color-profile --x {{ src: url("{}") }}</style>',
    "a picture in a drawing": '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
    "an object": '<object data="{}">x</object>',
    "an embedded thing": '<embed src="{}">',
    "an attachment": '<link rel="attachment" href="{}">',
    "a link to an attachment": '<a rel="attachment" href="{}">x</a>',
}

# WeasyPrint passes these over without asking.
PASSED_OVER = {
    "a part of a drawing": '<svg width="9" height="9"><use href="{}#x"/></svg>',
    "a style in a drawing": '<svg width="9" height="9"><style>@import "{}";</style><rect width="9" height="9"/></svg>',
    "a frame": '<iframe src="{}"></iframe>',
    "a program": '<script src="{}"></script>',
    "a form": '<form action="{}"><button>x</button></form>',
    "a film": '<video src="{}" poster="{}"></video>',
}


@pytest.mark.parametrize("kind", POINTING)
def test_a_page_that_points_outside_is_refused_and_nothing_is_asked_for(kind: str) -> None:
    with listener() as (address, server):
        with pytest.raises(PaperError, match="outside: http"):
            render(page(POINTING[kind].format(address)), PLAIN)
        assert not has_been_called(server)


@pytest.mark.parametrize("kind", PASSED_OVER)
def test_what_is_passed_over_asks_for_nothing(kind: str) -> None:
    with listener() as (address, server):
        render(page(PASSED_OVER[kind].replace("{}", address)), PLAIN)
        assert not has_been_called(server)


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "data:image/png;base64,iVBORw0KGgo=", "picture.png", "//x/y"]
)
def test_files_data_and_relative_addresses_are_refused_too(address: str) -> None:
    with pytest.raises(PaperError):
        render(page(f'<img src="{address}" alt="x">'), PLAIN)


def test_a_base_does_not_open_a_way_out() -> None:
    with listener() as (address, server):
        with pytest.raises(PaperError):
            render(page('<img src="x.png" alt="x">', head=f'<base href="{address}">'), PLAIN)
        assert not has_been_called(server)


def test_a_look_that_points_outside_is_refused() -> None:
    with listener() as (address, server):
        with pytest.raises(PaperError):
            render(page("<p>x</p>"), Look((f"p {{ background: url({address}) }} ",)))
        with pytest.raises(PaperError):
            render(page("<p>x</p>"), Look((f'@import "{address}";',)))
        assert not has_been_called(server)


def test_the_error_says_the_kind_of_address_and_not_what_stands_in_it() -> None:
    with pytest.raises(PaperError) as error:
        render(page('<img src="https://example.invalid/19410312-2380" alt="x">'), PLAIN)
    assert "19410312" not in str(error.value)
    assert error.value.__cause__ is None


def test_a_page_that_points_only_within_itself_is_printed() -> None:
    body = '<h1 id="top">Prov</h1><p><a href="#top">Upp</a> <a href="tel:+4684650041">Ring</a></p>'
    assert "Upp" in text_of(render(page(body), PLAIN))


def test_hints_in_the_page_do_not_dress_it() -> None:
    """Presentational hints let attributes become CSS (CVE-2026-49452)."""
    plain = render(page("<p>x</p>"), PLAIN)
    assert render(page('<p align="right" bgcolor="red">x</p>'), PLAIN) == plain


def test_our_fonts_are_embedded_and_no_other_is_needed_for_swedish() -> None:
    pdf = render(page("<p>Åsa Öst-Ärlig <b>08-465 004 12</b></p>"))
    assert embedded(pdf) == {"Inter", "Inter-Bold"}


def test_names_of_other_countries_have_letters() -> None:
    pdf = render(page("<p>Ğülşen Łódź Đorđe Ionuț Müller Здоровье Ελλάδα عربي שלום</p>"))
    assert squashed("Ğülşen Łódź Đorđe Ionuț Müller Здоровье Ελλάδα") in squashed(text_of(pdf))
    assert {"Inter", "Inter-ext"} < embedded(pdf)


def test_a_character_that_no_font_has_becomes_a_square_and_is_not_told_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.CRITICAL, "weasyprint")
    letter = "\N{EGYPTIAN HIEROGLYPH A001}"
    html = page(f"<p>Att orka {letter} igen</p>")
    assert press(html, our_look())[1] == {ord(letter)}
    assert "Att orka □ igen" in text_of(render(html))
    assert caplog.text == ""


def test_a_small_picture_is_said_in_words_and_a_nurse_of_many_parts_once() -> None:
    said = text_of(render(page("<p>Ät 🥦 och 🦶 varje dag. Tack 👩🏽‍⚕️ 😀!</p>")))
    assert squashed("Ät (mat) och (symbol) varje dag. Tack (person)") in squashed(said)
    assert "□" not in said


@pytest.mark.parametrize(
    "text", ["x" * 1000, "ord " * 800, "\N{SLIGHTLY SMILING FACE}" * 200, "שלום " * 200, "\u200b\u202e\ufeff"]
)
def test_no_text_breaks_it(text: str) -> None:
    html = page(f"<table><tr><th>{text}</th><td>{text}</td></tr></table><dl class=does><div><dt>x<dd>{text}</div></dl>")
    assert "Prov" in str(PdfReader(io.BytesIO(render(html))).metadata)


def test_a_look_is_read_once() -> None:
    def look() -> Look:
        return Look(("p { color: #010203 }",), (Font("x", bytes(3)),))

    render(page("<p>1</p>"), look())
    before = _dress.cache_info().misses
    render(page("<p>2</p>"), look())
    assert _dress.cache_info().misses == before


def test_weasyprint_is_not_brought_in_before_it_is_needed() -> None:
    code = "import sys, paper.render; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def embedded(pdf: bytes) -> set[str]:
    fonts = [font for each in PdfReader(io.BytesIO(pdf)).pages for font in each["/Resources"]["/Font"].values()]
    descriptors = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert all("/FontFile2" in each.get_object() for each in descriptors)
    return {str(font.get_object()["/BaseFont"]).split("+")[1] for font in fonts}
