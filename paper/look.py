"""What a page wears on paper: style sheets as text, fonts as bytes. Ours is sheet.css, in Inter."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

SHEET = Path(__file__).with_name("sheet.css")
# A family for each file: WeasyPrint takes two files of one family and weight for one and the same.
INTER = {
    "inter-latin-400": ("Inter", 400),
    "inter-latin-700": ("Inter", 700),
    "inter-latin-ext-400": ("Inter ext", 400),
    "inter-latin-ext-700": ("Inter ext", 700),
}
FACE = '@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("font:{name}") }}\n'


@dataclass(frozen=True)
class Font:
    """A font file, known to style sheets as `url("font:NAME")`."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Look:
    styles: tuple[str, ...]
    fonts: tuple[Font, ...] = ()


@cache
def our_look() -> Look:
    """Where static/dist has not been built, the system's own fonts do."""
    found = {name: finders.find(f"fonts/{name}.woff2") for name in INTER}
    fonts = tuple(Font(name, Path(path).read_bytes()) for name, path in found.items() if path)
    faces = [FACE.format(name=font.name, family=INTER[font.name][0], weight=INTER[font.name][1]) for font in fonts]
    return Look(styles=("".join(faces), SHEET.read_text()), fonts=fonts)
