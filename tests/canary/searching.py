"""Looking for marks in what was left behind, also where they stand in base64, compressed, or escaped in an address."""

import binascii
import re
import zlib
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote_plus

from tests.canary.marks import Marks

PACKED = re.compile(rb"[A-Za-z0-9_+/-]{16,}={0,2}")
DEEPEST = 2
STANDARD_LETTERS = bytes.maketrans(b"-_", b"+/")


def hits(left: bytes, marks: Marks) -> Counter[str]:
    """Each mark that is there, and how often."""
    found: Counter[str] = Counter()
    for layer in layers(left):
        text = layer.decode(errors="replace").lower()
        found.update(marks.found_in(text))
        if "%" in text and (plain := unquote_plus(text)) != text:
            found.update(each for each in marks.found_in(plain) if each not in found)
    return found


def layers(left: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes as they are, and what is packed in them: a message of Celery's is base64, a cookie may be zlib too."""
    yield left
    if depth < DEEPEST:
        opened = [each for packed in set(PACKED.findall(left)) for each in unpacked(packed)]
        if opened:
            yield from layers(b"\n".join(opened), depth + 1)


def unpacked(packed: bytes) -> Iterator[bytes]:
    with suppress(binascii.Error):
        made = b64decode(packed.translate(STANDARD_LETTERS).rstrip(b"=") + b"==")
        yield made
        with suppress(zlib.error):
            yield zlib.decompress(made)
