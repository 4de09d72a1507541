"""Reading Python as a tree."""

import ast
from collections.abc import Iterator

Parents = dict[ast.AST, ast.AST]


def calls_in(node: ast.AST) -> Iterator[ast.Call]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Call))


def name_of(node: ast.AST) -> str:
    """The last word of a dotted name: Booking in bookings.models.Booking."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def words_in_calls(module: ast.Module, functions: set[str]) -> Iterator[str]:
    """The literal texts that are handed to certain functions."""
    for call in calls_in(module):
        if name_of(call.func) in functions:
            for each in (node for argument in call.args for node in ast.walk(argument)):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value


def renamed(module: ast.Module) -> dict[str, str]:
    """New name and old, of what is imported `as` something else."""
    imports = (each for each in ast.walk(module) if isinstance(each, ast.ImportFrom))
    return {alias.asname: alias.name for each in imports for alias in each.names if alias.asname}


def imports_from(module: ast.Module, source: str, name: str) -> bool:
    """`from source import name`, or `import source`."""
    return any(
        (isinstance(each, ast.Import) and any(alias.name == source for alias in each.names))
        or (isinstance(each, ast.ImportFrom) and each.module == source and any(a.name == name for a in each.names))
        for each in ast.walk(module)
    )


def parents_in(module: ast.Module) -> Parents:
    return {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}


def above(node: ast.AST, parents: Parents) -> Iterator[ast.AST]:
    while node in parents:
        node = parents[node]
        yield node


def chain_from(node: ast.AST, parents: Parents) -> list[ast.Call]:
    """The calls made on what a manager gives, in order: X.objects.filter(…).first()."""
    calls = []
    for parent in above(node, parents):
        if isinstance(parent, ast.Call) and parent.func is node:
            calls.append(parent)
        elif not (isinstance(parent, ast.Attribute) and parent.value is node):
            break
        node = parent
    return calls
