"""One HTML page to one tagged PDF (PDF/UA-1, ISO 14289-1), without network and without files.

The renderer reaches nothing by itself: style sheets are handed in as text, and every address is refused.
"""

from collections.abc import Sequence


class PaperError(Exception):
    """The page asked for something from outside, or could not be made."""


def render(html: str, *, styles: Sequence[str]) -> bytes:
    """Return the PDF of `html` (a whole document with lang and title), dressed in `styles` (CSS as text).

    Raises PaperError when the page points at anything that is not inside it.
    """
    # Imported here because WeasyPrint and Pango cost half a second and 60 MB that most processes never need.
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- heavy library
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- heavy library

    fonts = FontConfiguration()
    sheets = [CSS(string=style, font_config=fonts, url_fetcher=_refuse) for style in styles]
    page = HTML(string=html, url_fetcher=_refuse)
    return bytes(page.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1"))


def _refuse(url: str, *_args: object, **_kwargs: object) -> dict[str, object]:
    raise PaperError(url.split(":", 1)[0])
