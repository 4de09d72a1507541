"""SQL is written by hand only where it is stated, with a reason: no guard reads SQL."""

import ast
from collections.abc import Mapping

from tests.guards.python import calls_in, name_of
from tests.guards.tree import Sources

BY_HAND = {"cursor", "raw", "extra", "RawSQL"}


def sql_by_hand(tree: Sources, stated: Mapping[str, str]) -> list[str]:
    return [
        f"{path}:{call.lineno} speaks SQL"
        for path, source in tree.items()
        if path.as_posix() not in stated
        for call in calls_in(ast.parse(source))
        if name_of(call.func) in BY_HAND
    ]
