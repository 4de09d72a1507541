"""Views ask the database nothing themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.patients import those_leading_to_patients
from tests.guards.python import calls_in, name_of
from tests.guards.rows import MANAGERS
from tests.guards.tree import Sources

VIEWS = {"views.py", "api.py", "forms.py", "urls.py", "navigation.py"}
OF_A_KIND = ("_views.py", "_forms.py")  # own_views.py
FOLDERS = {"views", "api"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def views_that_query(tree: Sources) -> list[str]:
    views = {path: source for path, source in tree.items() if _is_view(path)}
    return [wrong for path, source in views.items() for wrong in _queries(path, ast.parse(source))]


def _is_view(path: Path) -> bool:
    return path.name in VIEWS or path.name.endswith(OF_A_KIND) or bool(FOLDERS & set(path.parts))


def _queries(path: Path, module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield f"{path}:{node.lineno} uses {name_of(node.value)}.{node.attr}"
    for call in calls_in(module):
        if name_of(call.func) in SHORTCUTS:
            for model in those_leading_to_patients(map(name_of, call.args[:1])):
                yield f"{path}:{call.lineno} gets a {model}"
