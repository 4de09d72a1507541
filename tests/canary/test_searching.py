"""Marks are found however they are written, and nothing else is."""

import json
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections import Counter
from urllib.parse import quote

import pytest

from tests.canary.marks import MOBILE, NUMBER, Marks, word
from tests.canary.searching import hits

MARKS = Marks(frozenset({NUMBER.value[-10:], MOBILE[-9:]}))
TEN, NINE = NUMBER.value[-10:], MOBILE[-9:]


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        (NUMBER.value, TEN),
        (f"{NUMBER.value[:8]}-{NUMBER.value[8:]}", TEN),
        (f"{TEN[:6]}+{TEN[6:]}", TEN),
        (quote(f"{TEN[:6]} {TEN[6:]}"), TEN),
        (MOBILE, NINE),
        (f"070-{MOBILE[5:8]} {MOBILE[8:10]} {MOBILE[10:]}", NINE),
        (quote(MOBILE), NINE),
        (word("what matters").upper(), word("what matters")),
    ],
)
def test_a_number_or_a_word_of_agdas_is_found_however_it_is_written(written: str, mark: str) -> None:
    assert hits(f'GET /?q={written} "200"'.encode(), MARKS) == Counter([mark])


def test_a_number_in_a_message_of_celerys_or_a_packed_cookie_is_found() -> None:
    body = b64encode(json.dumps([[NUMBER.value], {}, {"callbacks": None}]).encode())
    cookie = urlsafe_b64encode(zlib.compress(f'[["Planen för {NUMBER.value}"]]'.encode())).rstrip(b"=")

    assert hits(b'{"body": "' + body + b'"}', MARKS) == Counter([TEN])
    assert hits(b"messages=." + cookie + b":1abc:signature", MARKS) == Counter([TEN])


def test_what_is_nobodys_number_is_not_found() -> None:
    others = "194103122381 0701740699 kanariefågel 2027-03-14 09:20 e3b0c44298fc1c149afbf4c8996fb924"
    assert hits(others.encode(), MARKS) == Counter()
