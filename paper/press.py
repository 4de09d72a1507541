"""WeasyPrint on a short lead. Imported late, by paper.render: with Pango it costs half a second and 60 MB."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from paper.look import Look

NOWHERE = "https://nowhere.invalid/"  # relative addresses have to lead somewhere to be refused
LOOKS_KEPT = 4
VARIANT = "pdf/ua-1"


class Refused(Exception):
    """The kinds of addresses that were asked for: https, file, data."""


class Inside(URLFetcher):  # type: ignore[misc] # WeasyPrint ships no types
    """Hands out what is inside and refuses all else before anything is opened.

    Refusals are kept: where WeasyPrint draws an SVG it swallows even those that are fatal.
    """

    def __init__(self, inside: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.inside = inside
        self.refused: set[str] = set()

    def fetch(self, url: str, headers: object = None) -> Any:
        if url in self.inside:
            return URLFetcherResponse(url, self.inside[url])
        scheme = url.split(":", 1)[0]
        self.refused.add(scheme)
        raise FatalURLFetchingError(scheme)


def press(html: str, look: Look) -> tuple[bytes, set[int]]:
    """Return the PDF, and the characters that no font has. Raises Refused."""
    fetcher = Inside({})
    try:
        sheets, fonts = _dress(look)
        page = HTML(string=html, base_url=NOWHERE, url_fetcher=fetcher)
        document = page.render(
            font_config=fonts, stylesheets=sheets, presentational_hints=False, pdf_variant="pdf/ua-1"
        )
        pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        raise Refused(*error.args) from error
    if fetcher.refused:
        raise Refused(*sorted(fetcher.refused))
    return bytes(pdf), {character for font in document.fonts.values() for character in font.missing}


@lru_cache(LOOKS_KEPT)
def _dress(look: Look) -> tuple[list[Any], Any]:
    """A look, parsed once a process: saves an eighth of the time of a sheet."""
    fonts = FontConfiguration()
    fetcher = Inside({f"font:{font.name}": font.data for font in look.fonts})
    sheets = [CSS(string=css, base_url=NOWHERE, font_config=fonts, url_fetcher=fetcher) for css in look.styles]
    return sheets, fonts
