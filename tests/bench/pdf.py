"""`pdf`: a patient's sheet from gate to bytes, against WeasyPrint alone on the same HTML, in the same process.

The floor gets the page finished, and style sheets and fonts that have been read already: it asks no database, looks at
no right, writes no log, fills in no template and refuses no address.
"""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.utils import timezone

from access.gate import open_own
from audit.models import How
from paper.look import Look, our_look
from patientkontrakt.demo.load import load
from people.models import Login
from people.viewer import Viewer
from plans.page import plan_page
from plans.printing import on_paper, sheet
from tests.bench.result import Result

ROUNDS, SHEETS = 15, 3
GOAL = 1.15


def pdf() -> Result:
    now = timezone.now()
    load(now)
    viewer = Viewer(Login.objects.get(username="demo agda"))

    def ours() -> bytes:
        access = open_own(viewer, How.PDF, now=now)
        return on_paper(access, plan_page(access, now)).content

    access = open_own(viewer, How.PDF, now=now)
    bare = _bare(sheet(access, plan_page(access, now)), our_look())
    ours(), bare()
    pairs = [(_milliseconds(ours), _milliseconds(bare)) for _ in range(ROUNDS)]
    return Result(tuple(each for each, _ in pairs), tuple(each for _, each in pairs), GOAL, "ms", at_least=False)


def _bare(html: str, look: Look) -> Callable[[], bytes]:
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- heavy library
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- heavy library
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- heavy library

    files = {f"font:{font.name}": font.data for font in look.fonts}

    class Fonts(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> Any:
            return URLFetcherResponse(url, files[url])

    fonts = FontConfiguration()
    sheets = [CSS(string=css, font_config=fonts, url_fetcher=Fonts()) for css in look.styles]

    def bare() -> bytes:
        return HTML(string=html).write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")

    return bare


def _milliseconds(make: Callable[[], bytes]) -> float:
    began = perf_counter()
    for _ in range(SHEETS):
        make()
    return (perf_counter() - began) * 1000 / SHEETS
