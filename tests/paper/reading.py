"""Reading a PDF as its readers do: its text, and the order in which a screen reader goes through it."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pikepdf
from pypdf import PdfReader

FOOTER = re.compile(r"Råd om vård: 1177\. Livsfara: 112\.")


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return "\n".join(pages_of(pdf))


def squashed(text: str) -> str:
    """Without spaces and breaks, which paper puts where it wants, and in small letters."""
    return re.sub(r"\s+", "", text).casefold()


def body_of(pdf: bytes) -> str:
    """The text without what stands at the foot of each page, without bullets, and with each table's head said once."""
    lines = [line for line in text_of(pdf).splitlines() if not FOOTER.search(line) and line.strip() != "•"]
    return "\n".join(lines)


class _Words(HTMLParser):
    """The text of a page, in order, as a browser would show it."""

    HIDDEN = "ds-sr-only"

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside: list[bool] = []  # whether each open element hides its text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "br"}:
            hides = tag == "title" or self.HIDDEN in (dict(attrs).get("class") or "")
            self.inside.append(hides or (bool(self.inside) and self.inside[-1]))

    def handle_endtag(self, tag: str) -> None:
        self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not (self.inside and self.inside[-1]):
            self.words.append(data)


def words_of(html: str) -> str:
    parser = _Words()
    parser.feed(html.partition("<!doctype html>")[2])
    return "".join(parser.words)


def spoken_order(pdf: bytes) -> list[tuple[int, int]]:
    """(page, piece) for every piece of text, in the order of the tags: pieces are numbered as they are painted.

    Bullets are left out: they are painted after all else on their page.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        return list(_pieces(document.Root.StructTreeRoot, pages, 0))


def _pieces(node: Any, pages: dict[Any, int], page: int) -> Iterator[tuple[int, int]]:
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _pieces(each, pages, page)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == "/Lbl":
            return
        page = pages[node.Pg.objgen] if "/Pg" in node else page
        if node.get("/Type") == "/MCR":
            yield page, int(node.MCID)
        elif node.get("/Type") != "/OBJR":
            yield from _pieces(node.get("/K", pikepdf.Array()), pages, page)
    else:
        yield page, int(node)
