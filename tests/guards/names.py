"""No lower app names an address or a template of a higher one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.guards.python import words_in_calls
from tests.guards.tree import Sources, floors, may_know

ROOT_NAMES = {"start", "my_plan", "patient_plan"}
FRAMES = {"base.html", "patient_page.html"}
ROOF, GROUND = "patientkontrakt", "audit"
ADDRESSES = {"reverse", "reverse_lazy", "redirect", "resolve_url"}
PAGES = {"render", "render_to_string", "get_template"}
IN_TEMPLATE = {
    "address": re.compile(r"""\burl\(\s*["'](\w+)["']"""),
    "page": re.compile(r"""\{%[-+]?\s*(?:extends|include|from|import)\s+["']([^"']+)["']"""),
}


def names_pointing_up(tree: Sources, templates: Sources) -> list[str]:
    owners = owners_of_addresses(get_resolver())
    return [*_in_modules(tree, owners), *_in_templates(templates, owners)]


def _in_modules(tree: Sources, owners: dict[str, str]) -> Iterator[str]:
    for path, source in tree.items():
        module = ast.parse(source)
        for name in words_in_calls(module, ADDRESSES):
            yield from _address(path, path.parts[0], name, owners)
        for page in words_in_calls(module, PAGES):
            yield from _page(path, path.parts[0], page)


def _in_templates(templates: Sources, owners: dict[str, str]) -> Iterator[str]:
    for path, source in templates.items():
        app = _owner_of_page(path.as_posix()) or GROUND  # components are for everybody
        for name in IN_TEMPLATE["address"].findall(source):
            yield from _address(path, app, name, owners)
        for page in IN_TEMPLATE["page"].findall(source):
            yield from _page(path, app, page)


def _address(where: Path, app: str, name: str, owners: dict[str, str]) -> Iterator[str]:
    if name in owners and name not in ROOT_NAMES and not may_know(app, owners[name]):
        yield f"{where} names the address {name} of {owners[name]}"


def _page(where: Path, app: str, page: str) -> Iterator[str]:
    owner = _owner_of_page(page)
    if page.endswith(".html") and page not in FRAMES and owner and not may_know(app, owner):
        yield f"{where} names the template {page} of {owner}"


def _owner_of_page(page: str) -> str:
    """Components are nobody's; the frame, the start page and the error pages are the root's."""
    folder = page.rpartition("/")[0].split("/")[0]
    return "" if folder == "components" else folder if folder in floors() else ROOF


def owners_of_addresses(resolver: URLResolver) -> dict[str, str]:
    owners: dict[str, str] = {}
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            owners |= owners_of_addresses(each)
        elif isinstance(each, URLPattern) and each.name:
            view = getattr(each.callback, "view_class", each.callback)
            app = view.__module__.split(".")[0]
            owners[each.name] = app if app in floors() else ROOF
    return owners
