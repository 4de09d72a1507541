"""How far everybody came: every address of the program is to be asked by somebody."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.urls import Resolver404, get_resolver, resolve

from tests.matrix.test_addresses import patterns_of

# Asked by others than browsers: the gateway, those who watch over the program, and who reads its schema.
BY_OTHERS = {"sms_receipt", "live", "ready", "api_schema"}


def unasked(urls: Iterable[str]) -> list[str]:
    """The names of addresses that nobody has come to."""
    asked = {_name_of(urlsplit(url).path) for url in urls}
    return sorted({str(each.name) for each in patterns_of(get_resolver())} - asked - BY_OTHERS)


def _name_of(path: str) -> str:
    try:
        return str(resolve(path).url_name)
    except Resolver404:
        return ""
