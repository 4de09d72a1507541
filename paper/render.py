"""One HTML page to one tagged PDF (PDF/UA-1, ISO 14289-1), without network and without files.

The renderer reaches nothing by itself: style sheets are text, fonts are bytes, and every address is refused.
"""

from threading import Lock

from paper.look import Look, our_look
from paper.signs import in_place_of

# For letters that no font has: PDF/UA-1 (7.21.8) allows no glyph that means "missing".
SUBSTITUTES = ("\N{WHITE SQUARE}", "?")

_one_at_a_time = Lock()  # the fonts are kept, and Pango's map of them is not for two threads at once


class PaperError(Exception):
    """The page asked for something from outside."""


def render(html: str, look: Look | None = None) -> bytes:
    """Return the PDF of `html`, a whole document with `lang` and a title.

    Raises PaperError when the page, or its look, points at anything that is not inside it.
    """
    from paper.press import Refused, press  # noqa: PLC0415 -- brings in WeasyPrint

    look = look or our_look()
    with _one_at_a_time:
        try:
            pdf, missing = press(html, look)
            for substitute in SUBSTITUTES:
                if not missing:
                    break
                html = html.translate(in_place_of(missing, substitute))
                pdf, missing = press(html, look)
        except Refused as refused:
            raise PaperError(f"The page asks for something from outside: {', '.join(refused.args)}") from None
    return pdf
