"""Where a link may lead: to the hosts that the team has looked at, and to what lies below them."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def host_of(link: str) -> str:
    return urlsplit(link).hostname or ""


def is_allowed(link: str, hosts: Iterable[str]) -> bool:
    host = host_of(link)
    return any(host == each or host.endswith(f".{each}") for each in hosts)
