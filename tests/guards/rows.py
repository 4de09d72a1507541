"""Rows about patients are read through the gate.

Every use of a manager of such rows is one of five things, or its file is stated with a reason: asked with `visible_to`
or `listed_for`; handed to `access.seen.Reading`, which asks the same; a row being born, in a verb; the lookup of a form
sent again, in a verb; a part reached from its whole, which was asked. What a manager gives is not followed from name to
name: a queryset that is kept for later counts as unasked.
"""

import ast
from collections.abc import Iterator, Mapping

from tests.guards.patients import rows_about_patients
from tests.guards.python import Parents, above, calls_in, chain_from, name_of, parents_in, renamed
from tests.guards.tree import Sources

ASKED = {"visible_to", "listed_for"}
BORN = {"create", "bulk_create", "get_or_create"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
SENT_AGAIN = {"public_id", "author", "patient"}


def rows_read_past_the_gate(tree: Sources, stated: Mapping[str, str]) -> list[str]:
    return [
        f"{path}:{line} reads {model} past the gate"
        for path, source in tree.items()
        if path.as_posix() not in stated
        for line, model in _unasked(ast.parse(source), is_verb="services" in path.as_posix())
    ]


def _unasked(module: ast.Module, *, is_verb: bool) -> Iterator[tuple[int, str]]:
    new_names, parents, read_for_us = renamed(module), parents_in(module), _handed_to_reading(module)
    for use in ast.walk(module):
        if not (isinstance(use, ast.Attribute) and use.attr in MANAGERS):
            continue
        model = new_names.get(name_of(use.value), name_of(use.value))
        if model in rows_about_patients() and not (
            _is_asked(use, parents, rows_about_patients()[model])
            or any(node in read_for_us for node in above(use, parents))
            or (is_verb and _is_born_or_sent_again(chain_from(use, parents)))
        ):
            yield use.lineno, model


def _is_asked(use: ast.AST, parents: Parents, keys: frozenset[str]) -> bool:
    calls = chain_from(use, parents)
    return any(name_of(call.func) in ASKED for call in calls) or _is_part_of_something_asked(calls, keys)


def _is_part_of_something_asked(calls: list[ast.Call], keys: frozenset[str]) -> bool:
    """`.filter(agreement=OuterRef("pk"))`, its series, or `.filter(booking__in=Booking.objects.listed_for(access))`."""
    for given in (each for call in calls if name_of(call.func) == "filter" for each in call.keywords):
        asked_with = {name_of(call.func) for call in calls_in(given.value)}
        if given.arg in {*keys, *(f"{key}__series" for key in keys)} and asked_with == {"OuterRef"}:
            return True
        if given.arg in {f"{key}__in" for key in keys} and asked_with & ASKED:
            return True
    return False


def _is_born_or_sent_again(calls: list[ast.Call]) -> bool:
    if not calls:
        return False
    first = name_of(calls[0].func)
    return first in BORN or (first == "filter" and {each.arg for each in calls[0].keywords} == SENT_AGAIN)


def _handed_to_reading(module: ast.Module) -> set[ast.AST]:
    """The lambdas, and the functions of the module, that say what a Reading reads."""
    arguments = [each for call in calls_in(module) if name_of(call.func) == "Reading" for each in call.args]
    named = {each.id for each in arguments if isinstance(each, ast.Name)}
    functions = {each for each in module.body if isinstance(each, ast.FunctionDef) and each.name in named}
    return functions | {each for each in arguments if isinstance(each, ast.Lambda)}
