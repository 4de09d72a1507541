"""Admin is for configuration: it would pass by gate, log and verbs."""

import ast

from tests.guards.patients import those_leading_to_patients
from tests.guards.python import calls_in, name_of
from tests.guards.tree import Sources


def patients_in_admin(tree: Sources) -> list[str]:
    return [
        f"{path}:{call.lineno} shows {model} in admin"
        for path, source in tree.items()
        if "admin" in source or path.name == "admin.py"
        for call in calls_in(ast.parse(source))
        if name_of(call.func) == "register"
        for model in those_leading_to_patients(name_of(node) for each in call.args for node in ast.walk(each))
    ]
